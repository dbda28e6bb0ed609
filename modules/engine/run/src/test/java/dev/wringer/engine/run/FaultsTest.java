package dev.wringer.engine.run;

import static dev.wringer.engine.run.Scripts.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.wringer.core.judge.State;
import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.RestartPolicy;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** Two minutes at ten requests a second, windows of ten seconds. */
class FaultsTest {
    private static final Duration RUN = SECOND.multipliedBy(120);
    private static final PlannedFault RESET = Scripts.fault("reset", new ConnectionFault.Reset(1), 31, 5);

    /** A system whose answers all fail while a fault is there, and some time after it. */
    private static final class Fragile implements Stage.Faults {
        private final Duration recovery;
        private final List<String> acts = new ArrayList<>();
        private boolean broken;
        private long brokenUntil;
        private Clock clock;
        private boolean silent;
        private boolean failing;
        private boolean exploding;
        private boolean lasting;
        private Optional<String> stopFile = Optional.empty();

        Fragile(int recoverySeconds) {
            recovery = SECOND.multipliedBy(recoverySeconds);
        }

        Behavior<Target.Command> target(Clock runClock) {
            clock = runClock;
            return Behaviors.receiveMessage(command -> {
                if (command instanceof Target.Send send) {
                    long now = clock.nanos();
                    boolean fails = broken || now < brokenUntil;
                    tell(send.replyTo(), send.id(), fails ? Outcome.RESET : Outcome.OK, now);
                }
                return Behaviors.same();
            });
        }

        private static void tell(ActorRef<? super Target.Answered> replyTo, long id, Outcome outcome, long now) {
            replyTo.tell(new Target.Answered(id, outcome, "", now, now, Collections.emptyMap()));
        }

        @Override
        public Optional<String> forbidden() {
            return stopFile;
        }

        @Override
        public Injection injection(PlannedFault fault) {
            return new Injection() {
                @Override
                public void apply() throws Failed {
                    acts.add("apply " + fault.id());
                    if (failing) {
                        throw new Failed("no permission");
                    }
                    if (exploding) {
                        throw new IllegalStateException("planted");
                    }
                    broken = !silent;
                }

                @Override
                public Observation observe() {
                    return new Observation(broken, broken ? "a probe was reset" : "a probe was answered");
                }

                @Override
                public void remove() {
                    acts.add("remove " + fault.id());
                    brokenUntil = broken ? clock.nanos() + recovery.toNanos() : 0;
                    broken = lasting && broken;
                }

                @Override
                public Observation observeGone() {
                    return new Observation(!broken, broken ? "a probe was reset" : "a probe was answered");
                }
            };
        }
    }

    @Test
    void a_fault_is_applied_confirmed_removed_and_gone_at_its_time() {
        Fragile fragile = new Fragile(0);
        Stage stage = play(fragile, RESET);
        assertThat(stage.events())
                .filteredOn(event -> event.startsWith("fault-"))
                .containsExactly(
                        "fault-planned",
                        "fault-starting",
                        "fault-applied",
                        "fault-confirmed",
                        "fault-removed",
                        "fault-gone",
                        "fault-recovered");
        assertThat(fragile.acts).containsExactly("apply reset", "remove reset");
        FaultRecord record = stage.faults.getFirst();
        assertThat(record.applied()).hasValue(31_000_000_000L);
        assertThat(record.removed()).hasValue(36_000_000_000L);
        assertThat(record.evidence()).isEqualTo("a probe was reset; gone: a probe was answered");
        assertThat(record.problem()).isEmpty();
        assertThat(record.inside().errors()).isEqualTo(50);
        assertThat(stage.total("/chat", Outcome.RESET)).isEqualTo(50);
    }

    @Test
    void the_time_to_recover_is_measured_within_a_second_of_the_truth() {
        Stage stage = play(new Fragile(17), RESET);
        assertThat(stage.faults.getFirst().timeToRecoverNanos().orElseThrow())
                .isBetween(17_000_000_000L, 18_000_000_000L);
    }

    @Test
    void windows_say_which_faults_were_active_and_which_the_system_recovered_from() {
        Stage stage = play(new Fragile(17), RESET);
        assertThat(stage.windows)
                .filteredOn(window -> !window.faults().isEmpty())
                .extracting(Window::index)
                .containsExactly(3L);
        assertThat(stage.windows)
                .filteredOn(window -> !window.recovering().isEmpty())
                .extracting(Window::index)
                .containsExactly(3L, 4L, 5L);
        assertThat(stage.windows).hasSize(12);
        assertThat(stage.windows)
                .allMatch(window -> window.endpoints().getFirst().started() == 100);
    }

    @Test
    void around_faults_seconds_are_looked_at_and_elsewhere_not() {
        Stage stage = play(new Fragile(0), RESET);
        assertThat(stage.seconds.size()).isBetween(8, 12);
        assertThat(stage.seconds)
                .allMatch(
                        second -> Duration.between(second.start(), second.end()).compareTo(SECOND) <= 0);
    }

    @Test
    void the_soaks_own_criteria_leave_the_fault_out() {
        assertThat(play(new Fragile(5), RESET).result().verdict().findings())
                .filteredOn(finding -> finding.criterion().equals("error-rate"))
                .allMatch(finding -> finding.state() == State.PASS);
    }

    @Test
    void a_fault_that_silently_does_nothing_leaves_the_run_without_a_verdict() {
        Fragile fragile = new Fragile(0);
        fragile.silent = true;
        Stage stage = play(fragile, RESET);
        assertThat(stage.faults.getFirst().problem()).isEqualTo("not confirmed: a probe was answered");
        assertThat(stage.result().verdict().state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(fragile.acts).containsExactly("apply reset", "remove reset");
    }

    @Test
    void an_injector_that_breaks_is_rolled_back_and_the_run_goes_on() {
        Fragile fragile = new Fragile(0);
        fragile.exploding = true;
        Stage stage = play(fragile, RESET);
        assertThat(fragile.acts).containsExactly("apply reset", "remove reset");
        assertThat(stage.faults.getFirst().problem()).contains("the injector broke", "planted");
        assertThat(stage.result().failure()).isEmpty();
        assertThat(stage.windows).hasSize(12);
        assertThat(stage.result().verdict().state()).isEqualTo(State.INCONCLUSIVE);
    }

    @Test
    void a_fault_that_cannot_be_applied_says_why() {
        Fragile fragile = new Fragile(0);
        fragile.failing = true;
        assertThat(play(fragile, RESET).faults.getFirst().problem()).isEqualTo("not applied: no permission");
    }

    @Test
    void a_fault_that_is_over_while_an_interval_is_collected_does_not_make_it_longer() {
        Fragile fragile = new Fragile(0);
        fragile.failing = true;
        Stage stage = play(
                fragile, Scripts.fault("early", RESET.fault(), 33, 5), Scripts.fault("late", RESET.fault(), 113, 5));
        assertThat(stage.result().failure()).isEmpty();
        assertThat(stage.windows).hasSize(12);
        assertThat(stage.windows)
                .allMatch(window -> window.endpoints().getFirst().started() == 100);
    }

    @Test
    void a_fault_that_stays_is_reported_and_makes_the_run_invalid() {
        Fragile fragile = new Fragile(0);
        fragile.lasting = true;
        Stage stage = play(fragile, RESET);
        assertThat(stage.faults.getFirst().problem()).startsWith("not confirmed gone within 10 s");
        assertThat(stage.result().verdict().findings())
                .anyMatch(finding -> finding.criterion().equals("faults") && finding.state() == State.INVALID);
    }

    @Test
    void nothing_starts_while_a_stop_file_is_there() {
        Fragile fragile = new Fragile(0);
        fragile.stopFile = Optional.of("conf/STOP is there");
        Stage stage = play(fragile, RESET);
        assertThat(fragile.acts).isEmpty();
        assertThat(stage.faults.getFirst().problem()).isEqualTo("not started: conf/STOP is there");
        assertThat(stage.result().verdict().state()).isEqualTo(State.INCONCLUSIVE);
    }

    @Test
    void a_run_that_is_stopped_within_a_fault_removes_it_first() {
        Fragile fragile = new Fragile(0);
        Stage stage = Stage.play(
                simulation(RESET, Scripts.fault("later", new ConnectionFault.Reset(1), 60, 5)),
                fragile::target,
                Scripts::healthy,
                List.of(SECOND.multipliedBy(33)),
                fragile);
        assertThat(fragile.acts).containsExactly("apply reset", "remove reset");
        assertThat(stage.events()).contains("healing", "fault-gone");
        assertThat(stage.events().indexOf("fault-gone"))
                .isLessThan(stage.events().indexOf("service-stopped"));
        assertThat(stage.result().interrupted()).isPresent();
    }

    @Test
    void a_service_that_a_fault_killed_is_started_when_the_fault_is_over_and_not_before() {
        Killer killer = new Killer();
        Stage stage = Stage.play(
                simulation(Scripts.fault("kill", new ProcessFault.Kill(), 31, 5)),
                clock -> Stage.answering(clock, Duration.ZERO),
                killer::host,
                List.of(),
                killer);
        assertThat(stage.events())
                .filteredOn(event -> event.startsWith("service-") || event.equals("fault-removed"))
                .containsSubsequence(
                        "service-ready", "service-exited", "fault-removed", "service-starting", "service-ready");
        assertThat(stage.events()).filteredOn("service-exited"::equals).hasSize(1);
        assertThat(stage.faults.getFirst().problem()).isEmpty();
        assertThat(stage.result().verdict().findings())
                .filteredOn(finding -> finding.criterion().equals("restarts"))
                .allMatch(finding -> finding.state() == State.PASS);
    }

    /** Kills the process that a host stands for. */
    private static final class Killer implements Stage.Faults {
        private Optional<ActorRef<Host.Event>> process = Optional.empty();
        private long starts;

        Behavior<Host.Command> host(Service service) {
            return Behaviors.receiveMessage(command -> {
                if (command instanceof Host.Start start) {
                    process = Optional.of(start.replyTo());
                    starts++;
                }
                Scripts.comply(command, process.isPresent());
                return Behaviors.same();
            });
        }

        @Override
        public Injection injection(PlannedFault fault) {
            return new Injection() {
                @Override
                public void apply() {
                    process.orElseThrow().tell(new Host.Exited("killed by SIGKILL", List.of()));
                    process = Optional.empty();
                }

                @Override
                public Observation observe() {
                    return new Observation(process.isEmpty(), "the process is gone");
                }

                @Override
                public void remove() {}

                @Override
                public Observation observeGone() {
                    return new Observation(starts == 2 && process.isPresent(), "another process");
                }
            };
        }
    }

    @Test
    void two_faults_at_once_are_known_to_have_met() {
        Stage stage = play(new Fragile(0), RESET, Scripts.fault("second", new ConnectionFault.Refuse(), 33, 5));
        assertThat(stage.faults)
                .extracting(record -> record.planned().id(), FaultRecord::overlapping)
                .containsExactlyInAnyOrder(tuple("reset", List.of("second")), tuple("second", List.of("reset")));
    }

    @Test
    void only_requests_that_finish_during_a_fault_count_as_inside_of_it() {
        Fragile fragile = new Fragile(0);
        FaultRecord record = play(fragile, Scripts.fault("late", new ConnectionFault.Reset(1), 39, 5))
                .faults
                .getFirst();
        assertThat(record.inside().errors()).isEqualTo(50);
        assertThat(record.inside().finished()).isLessThanOrEqualTo(60);
    }

    @Test
    void what_another_fault_reaches_is_not_outside_of_this_one() {
        Fragile fragile = new Fragile(0);
        PlannedFault elsewhere = new PlannedFault(
                "elsewhere",
                new ConnectionFault.Reset(1),
                FaultTarget.of("b"),
                SECOND.multipliedBy(32),
                SECOND.multipliedBy(6));
        Simulation two = Scripts.with(
                Scripts.simulation(
                        RUN,
                        false,
                        List.of(Scripts.service("a"), Scripts.service("b")),
                        Scripts.flow(Scripts.perSecond(10), 1000, Request.get("/chat"))),
                RESET,
                elsewhere);
        Stage stage = Stage.play(two, fragile::target, Scripts::healthy, List.of(), fragile);
        assertThat(stage.faults)
                .extracting(FaultRecord::outside)
                .allSatisfy(outside -> assertThat(outside.errors()).isZero());
    }

    @Test
    void a_run_with_faults_is_the_same_each_time() {
        assertThat(play(new Fragile(7), RESET).journal).isEqualTo(play(new Fragile(7), RESET).journal);
    }

    private static Stage play(Fragile fragile, PlannedFault... faults) {
        return Stage.play(simulation(faults), fragile::target, Scripts::healthy, List.of(), fragile);
    }

    private static Simulation simulation(PlannedFault... faults) {
        Service service = Scripts.service("a", new RestartPolicy.Never());
        return Scripts.with(
                Scripts.simulation(
                        RUN, false, List.of(service), Scripts.flow(Scripts.perSecond(10), 1000, Request.get("/chat"))),
                faults);
    }
}

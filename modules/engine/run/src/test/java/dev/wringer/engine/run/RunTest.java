package dev.wringer.engine.run;

import static dev.wringer.engine.run.Scripts.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.judge.State;
import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.RestartPolicy;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.Simulation;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

class RunTest {
    private static final Request CHAT = Request.get("/chat");
    private static final Duration RUN = SECOND.multipliedBy(60);

    // traffic

    @Test
    void arrivals_of_an_open_flow_do_not_wait_for_answers() {
        Stage stage = answered(Duration.ofSeconds(4), Scripts.flow(Scripts.perSecond(10), 1000, CHAT));
        assertThat(stage.total("/chat", Outcome.OK)).isEqualTo(600);
        assertThat(stage.endpoint(2, "/chat").started()).isEqualTo(100);
        assertThat(stage.endpoint(2, "/chat").inFlight()).isEqualTo(40);
        assertThat(stage.endpoint(2, "/chat").oldestInFlightNanos()).isBetween(3_900_000_000L, 4_000_000_000L);
    }

    @Test
    void a_silent_target_neither_stops_the_schedule_nor_fills_memory() {
        Simulation simulation = Scripts.simulation(
                RUN, false, List.of(Scripts.service("a")), Scripts.flow(Scripts.perSecond(10), 20, CHAT));
        Stage stage = Stage.play(simulation, Stage::silent, Scripts::healthy);
        long timeouts = stage.total("/chat", Outcome.TIMEOUT);
        long notSent = stage.total("/chat", Outcome.NOT_SENT);
        assertThat(timeouts + notSent).isEqualTo(600);
        // 20 requests in flight at most, each for 5 s: 4 a second are sent
        assertThat(timeouts).isBetween(225L, 260L);
        assertThat(stage.result().verdict().state()).isEqualTo(State.FAIL);
    }

    @Test
    void a_timeout_is_counted_when_it_happens_and_its_late_answer_is_not_counted_again() {
        Stage stage = answered(Duration.ofSeconds(7), Scripts.flow(Scripts.perSecond(1), 100, CHAT));
        assertThat(stage.total("/chat", Outcome.TIMEOUT)).isEqualTo(60);
        assertThat(stage.total("/chat", Outcome.OK)).isZero();
        assertThat(stage.endpoint(3, "/chat").responseTime().getMaxValue()).isBetween(4_990_000L, 5_010_000L);
    }

    @Test
    void a_closed_flow_never_has_more_requests_in_flight_than_users() {
        Arrivals users = new Arrivals.Closed(5, new Distribution.Constant(SECOND), Duration.ZERO);
        Stage stage = answered(SECOND, Scripts.flow(users, 100, CHAT));
        // each user needs 2 s a turn
        assertThat(stage.total("/chat", Outcome.OK)).isBetween(145L, 155L);
        assertThat(stage.windows)
                .allMatch(window -> window.endpoints().getFirst().inFlight() <= 5);
    }

    @Test
    void the_requests_of_a_chain_follow_each_other() {
        Stage stage =
                answered(SECOND, Scripts.flow(Scripts.perSecond(1), 100, Request.get("/login"), Request.get("/buy")));
        assertThat(stage.total("/login", Outcome.OK)).isEqualTo(60);
        // the load ends while the last answers to /login are awaited; nothing new begins then
        assertThat(stage.total("/buy", Outcome.OK)).isBetween(58L, 59L);
    }

    // sessions

    @Test
    void sessions_start_step_and_stop() {
        Simulation simulation = Scripts.simulation(
                RUN,
                false,
                List.of(Scripts.service("a")),
                List.of(Scripts.sessions(60, SECOND, SECOND.multipliedBy(10))));
        Stage stage = Stage.play(simulation, clock -> Stage.answering(clock, Duration.ofMillis(10)), Scripts::healthy);
        assertThat(stage.total("/start", Outcome.OK)).isEqualTo(60);
        assertThat(stage.total("/stop", Outcome.OK)).isEqualTo(60);
        assertThat(stage.total("/step", Outcome.OK)).isBetween(450L, 600L);
        assertThat(stage.windows.get(3).services().getFirst().sessionsOpen()).isEqualTo(10);
        assertThat(stage.result().verdict().findings()).noneMatch(f -> f.text().contains("stuck"));
    }

    @Test
    void twenty_thousand_sessions_live_at_once() {
        Simulation simulation = Scripts.simulation(
                RUN,
                false,
                List.of(Scripts.service("a")),
                List.of(Scripts.sessions(24_000, SECOND.multipliedBy(15), Duration.ofMinutes(5))));
        Stage stage = Stage.play(simulation, clock -> Stage.answering(clock, Duration.ofMillis(10)), Scripts::healthy);
        assertThat(stage.windows.get(4).services().getFirst().sessionsOpen()).isGreaterThanOrEqualTo(19_990);
        assertThat(stage.total("/stop", Outcome.OK)).isEqualTo(24_000);
    }

    // services

    @Test
    void services_start_when_what_they_depend_on_is_ready() {
        Simulation simulation = Scripts.simulation(
                RUN,
                false,
                List.of(
                        Scripts.service("gateway", "router", "memory"),
                        Scripts.service("router", "memory"),
                        a("memory")));
        Stage stage = Stage.play(simulation, Stage::silent, Scripts::healthy);
        assertThat(stage.journal.stream()
                        .filter(entry -> entry.event().equals("service-ready"))
                        .map(entry -> entry.fields().get("service")))
                .containsExactly("memory", "router", "gateway");
    }

    @Test
    void a_service_that_never_gets_ready_ends_the_run_and_stops_the_others() {
        Simulation simulation = Scripts.simulation(RUN, false, List.of(a("a"), Scripts.service("b", "a")));
        Stage stage = Stage.play(
                simulation,
                Stage::silent,
                service -> service.name().equals("b") ? Scripts.neverReady(service) : Scripts.healthy(service));
        assertThat(stage.result().notStarted().getFirst())
                .contains("service b")
                .contains("not ready within 3.0 s")
                .contains("connection refused");
        assertThat(stage.result().verdict().reasons()).isEqualTo(stage.result().notStarted());
        assertThat(stage.events()).doesNotContain("load-started");
        assertThat(stage.events().stream().filter("service-stopped"::equals)).hasSize(2);
        assertThat(stage.result().verdict().state()).isNotEqualTo(State.PASS);
    }

    @Test
    void a_service_that_exits_is_restarted_as_often_as_its_policy_says() {
        assertThat(restarts(new RestartPolicy.Never())).isEqualTo(1);
        assertThat(restarts(new RestartPolicy.Times(2, SECOND))).isEqualTo(3);
        assertThat(restarts(new RestartPolicy.Always(SECOND))).isEqualTo(5);
    }

    private static long restarts(RestartPolicy policy) {
        Simulation simulation = Scripts.simulation(RUN, false, List.of(Scripts.service("a", policy)));
        Stage stage = Stage.play(simulation, Stage::silent, service -> Scripts.exitingAfter(SECOND.multipliedBy(10)));
        assertThat(stage.result().verdict().findings())
                .anyMatch(f -> f.criterion().equals("restarts") && f.state() == State.FAIL);
        return stage.windows.getLast().services().getFirst().restarts();
    }

    // ends

    @Test
    void an_interrupted_run_drains_judges_and_stops_its_services() {
        Simulation simulation =
                Scripts.simulation(RUN, false, List.of(a("a")), Scripts.flow(Scripts.perSecond(10), 1000, CHAT));
        Stage stage = Stage.play(
                simulation,
                clock -> Stage.answering(clock, SECOND),
                Scripts::healthy,
                List.of(SECOND.multipliedBy(25)));
        assertThat(stage.result().interrupted()).isPresent();
        assertThat(stage.windows).hasSize(3);
        assertThat(stage.total("/chat", Outcome.OK)).isBetween(248L, 250L);
        assertThat(stage.events()).containsSubsequence("load-started", "load-stopped", "service-stopped");
    }

    @Test
    void a_second_interrupt_does_not_wait_for_the_drain() {
        Simulation simulation = Scripts.simulation(
                RUN,
                false,
                List.of(a("a")),
                List.of(Scripts.sessions(60, SECOND, SECOND.multipliedBy(10))),
                Scripts.flow(Scripts.perSecond(10), 1000, CHAT));
        Stage stage = Stage.play(
                simulation, Stage::silent, Scripts::healthy, List.of(SECOND.multipliedBy(25), SECOND.multipliedBy(26)));
        assertThat(stage.journal.getLast().at()).isBefore(simulation.startsAt().plus(SECOND.multipliedBy(27)));
        assertThat(stage.asked).anyMatch(Target.Cancel.class::isInstance);
    }

    @Test
    void a_certain_failure_ends_the_run_early_only_when_asked_to() {
        assertThat(windowsWithRestart(true)).isLessThan(6);
        assertThat(windowsWithRestart(false)).isEqualTo(6);
    }

    private static int windowsWithRestart(boolean stopEarly) {
        Simulation simulation = Scripts.simulation(RUN, stopEarly, List.of(a("a")));
        Stage stage = Stage.play(simulation, Stage::silent, service -> Scripts.exitingAfter(SECOND.multipliedBy(15)));
        assertThat(stage.result().verdict().state()).isEqualTo(State.FAIL);
        return stage.windows.size();
    }

    @Test
    void a_failure_of_our_own_is_reported_and_the_services_are_stopped_all_the_same() {
        Simulation simulation =
                Scripts.simulation(RUN, false, List.of(a("a")), Scripts.flow(Scripts.perSecond(10), 1000, CHAT));
        Stage stage = Stage.play(simulation, clock -> broken(), Scripts::healthy);
        assertThat(stage.result().failure()).isPresent();
        assertThat(stage.events()).contains("internal-failure", "service-stopped");
    }

    private static Behavior<Target.Command> broken() {
        return Behaviors.receiveMessage(command -> {
            throw new IllegalStateException("planted");
        });
    }

    private static Service a(String name) {
        return Scripts.service(name);
    }

    private static Stage answered(Duration after, Flow flow) {
        Simulation simulation = Scripts.simulation(RUN, false, List.of(a("a")), flow);
        Stage stage = Stage.play(simulation, clock -> Stage.answering(clock, after), Scripts::healthy);
        assertThat(stage.result().failure()).isEmpty();
        assertThat(stage.windows).hasSize(6);
        return stage;
    }
}

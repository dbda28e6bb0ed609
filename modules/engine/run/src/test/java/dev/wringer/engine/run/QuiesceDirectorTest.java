package dev.wringer.engine.run;

import static dev.wringer.engine.run.Scripts.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.Residue;
import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Quiesce;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.model.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** Windows of 10 s; pauses of 20 s at 1:00, 2:00 and 3:00, with checkpoints 9 s after each begin. */
class QuiesceDirectorTest {
    private static final Request CHAT = Request.get("/chat");
    private static final Duration RUN = Duration.ofMinutes(4);
    private static final Quiesce EACH_MINUTE = new Quiesce(Duration.ofMinutes(1), SECOND.multipliedBy(9), true);
    private static final Flow TEN_A_SECOND = Scripts.flow(Scripts.perSecond(10), 1000, CHAT);

    @Test
    void arrivals_pause_and_go_on_by_themselves_without_a_burst() {
        Stage stage = play(Scripts::healthy, List.of(), TEN_A_SECOND);
        for (int i = 0; i < 24; i++) {
            boolean paused = i >= 6 && i % 6 < 2;
            assertThat(stage.endpoint(i, "/chat").started()).as("window " + i).isEqualTo(paused ? 0 : 100);
            assertThat(stage.windows.get(i).phase()).isEqualTo(paused ? Phase.QUIESCE : Phase.STEADY);
        }
        assertThat(Judging.plan(simulation(List.of(), TEN_A_SECOND)).offered().values())
                .containsExactly(1800L);
        assertThat(stage.total("/chat", Outcome.OK)).isEqualTo(1800);
    }

    @Test
    void users_of_a_closed_flow_stand_still_in_a_pause() {
        Flow users = Scripts.flow(
                new Arrivals.Closed(5, new Distribution.Constant(Duration.ofMillis(950)), SECOND), 100, CHAT);
        Stage stage = play(Scripts::healthy, List.of(), users);
        List<Long> started = IntStream.range(0, 24)
                .mapToObj(i -> stage.endpoint(i, "/chat").started())
                .toList();
        assertThat(started.subList(6, 8)).containsExactly(0L, 0L);
        assertThat(started.get(8)).isBetween(started.get(4) - 5, started.get(4) + 5);
    }

    @Test
    void each_checkpoint_is_taken_at_the_end_of_the_drain_and_says_what_the_host_holds() {
        Stage stage = play(ignored -> holding(), List.of(), TEN_A_SECOND);
        assertThat(stage.checkpoints).extracting(Checkpoint::number).containsExactly(0L, 1L, 2L);
        Simulation simulation = simulation(List.of(), TEN_A_SECOND);
        Checkpoint first = stage.checkpoints.getFirst();
        assertThat(Duration.between(simulation.startsAt(), first.at()))
                .isBetween(SECOND.multipliedBy(69), SECOND.multipliedBy(70));
        assertThat(first.services())
                .containsExactly(new Residue(
                        "a",
                        OptionalLong.of(0),
                        OptionalLong.of(0),
                        OptionalLong.of(7),
                        OptionalLong.of(80),
                        OptionalLong.of(30),
                        OptionalDouble.of(200.123),
                        OptionalDouble.of(150.988),
                        Residue.COLLECTED));
        assertThat(stage.events()).filteredOn("checkpoint"::equals).hasSize(3);
    }

    @Test
    void sessions_that_were_never_closed_are_left() {
        SessionFlow sessions = Scripts.sessions(6, SECOND, SECOND.multipliedBy(5));
        Stage stage = Stage.play(
                simulation(List.of(sessions), TEN_A_SECOND),
                clock -> Stage.answeringAllBut(clock, "/stop"),
                Scripts::healthy);
        assertThat(stage.checkpoints)
                .allSatisfy(checkpoint -> assertThat(
                                checkpoint.services().getFirst().sessionsOpen().orElseThrow())
                        .isPositive());
        assertThat(stage.result().verdict().findings()).anySatisfy(finding -> {
            assertThat(finding.criterion()).isEqualTo("quiesce");
            assertThat(finding.text()).contains("nothing may be left at two in a row");
        });
    }

    @Test
    void a_host_that_does_not_answer_holds_nothing_up_and_leaves_its_figures_unknown() {
        Stage stage = play(Scripts::deafToCounting, List.of(), TEN_A_SECOND);
        assertThat(stage.checkpoints).hasSize(3).allSatisfy(checkpoint -> {
            Residue residue = checkpoint.services().getFirst();
            assertThat(residue.inFlight()).hasValue(0);
            assertThat(residue.sockets()).isEmpty();
            assertThat(residue.liveMemoryMb()).isEmpty();
            assertThat(residue.garbage()).isEqualTo("no answer in time");
        });
        assertThat(stage.endpoint(8, "/chat").started()).isEqualTo(100);
    }

    @Test
    void without_collecting_nobody_is_asked_to_collect() {
        Simulation gentle = Scripts.pausing(
                simulation(List.of(), TEN_A_SECOND), new Quiesce(EACH_MINUTE.every(), EACH_MINUTE.drain(), false));
        Stage stage = Stage.play(gentle, clock -> Stage.answering(clock, SECOND), ignored -> holding());
        assertThat(stage.checkpoints.getFirst().services().getFirst().garbage()).isEqualTo("not asked for");
        assertThat(stage.checkpoints.getFirst().services().getFirst().sockets()).hasValue(7);
    }

    @Test
    void a_run_that_is_stopped_in_a_pause_ends_as_ever() {
        Stage stage = Stage.play(
                simulation(List.of(), TEN_A_SECOND),
                clock -> Stage.answering(clock, SECOND),
                Scripts::healthy,
                List.of(SECOND.multipliedBy(66)));
        assertThat(stage.checkpoints).isEmpty();
        assertThat(stage.result().interrupted()).isPresent();
        assertThat(stage.result().failure()).isEmpty();
        assertThat(stage.windows).hasSize(7);
    }

    private static Stage play(
            Function<Service, Behavior<Host.Command>> host, List<SessionFlow> sessions, Flow... flows) {
        return Stage.play(simulation(sessions, flows), clock -> Stage.answering(clock, SECOND), host);
    }

    private static Simulation simulation(List<SessionFlow> sessions, Flow... flows) {
        Simulation whole = Scripts.simulation(RUN, false, List.of(Scripts.service("a")), sessions, flows);
        return Scripts.pausing(whole, EACH_MINUTE);
    }

    private static Behavior<Host.Command> holding() {
        return Behaviors.receiveMessage(command -> {
            switch (command) {
                case Host.CollectGarbage it ->
                    it.replyTo()
                            .tell(new Host.GarbageCollected(it.id(), OptionalDouble.of(150.98765), Residue.COLLECTED));
                case Host.Count it ->
                    it.replyTo()
                            .tell(new Host.Counted(
                                    it.id(),
                                    OptionalLong.of(7),
                                    OptionalLong.of(80),
                                    OptionalLong.of(30),
                                    OptionalDouble.of(200.1234)));
                case Host.Start it -> Scripts.comply(it, true);
                case Host.Ask it -> Scripts.comply(it, true);
                case Host.Sample it -> Scripts.comply(it, true);
                case Host.Stop it -> Scripts.comply(it, true);
            }
            return Behaviors.same();
        });
    }
}

package dev.wringer.engine.run;

import static dev.wringer.engine.run.Scripts.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.judge.State;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Ten minutes at ten requests a second, windows of ten seconds, and a person who changes something. */
class SteeringTest {
    private static final Duration RUN = SECOND.multipliedBy(600);
    private static final Request CHAT = Request.get("/chat");
    private static final PlannedFault RESET = Scripts.fault("reset", new ConnectionFault.Reset(1), 400, 60);

    /** A fault that does what it should. */
    private static final class Obedient implements Stage.Faults {
        private boolean there;

        @Override
        public Injection injection(PlannedFault fault) {
            return new Injection() {
                @Override
                public void apply() {
                    there = true;
                }

                @Override
                public Observation observe() {
                    return new Observation(there, "seen");
                }

                @Override
                public void remove() {
                    there = false;
                }

                @Override
                public Observation observeGone() {
                    return new Observation(!there, "not seen");
                }
            };
        }
    }

    @Test
    void heldTrafficBeginsNothingAndIsNotMadeUpForLater() {
        Stage stage = steer(Map.of(at(105), new Steering.HoldTraffic(), at(125), new Steering.LetTrafficGo()));

        assertThat(stage.answers).hasSize(2).allMatch(answer -> answer.refusal().isEmpty());
        assertThat(started(stage, 9)).isEqualTo(100);
        assertThat(started(stage, 10)).isBetween(49L, 51L);
        assertThat(started(stage, 11)).isZero();
        assertThat(started(stage, 12)).isBetween(49L, 51L);
        assertThat(stage.windows.subList(9, 14))
                .extracting(Window::phase)
                .containsExactly(Phase.STEADY, Phase.HELD, Phase.HELD, Phase.HELD, Phase.STEADY);
        assertThat(stage.total("/chat", Outcome.OK)).isBetween(5_798L, 5_802L);
        assertThat(stage.events()).containsSubsequence("traffic-held", "traffic-let-go");
        assertThat(stage.result().verdict().findings())
                .filteredOn(finding -> finding.criterion().equals("completeness"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.state()).isEqualTo(State.PASS);
                    assertThat(finding.text()).contains("3 with the traffic held by hand");
                });
    }

    @Test
    void trafficHeldForLongDecidesNothing() {
        Stage stage = steer(Map.of(at(100), new Steering.HoldTraffic(), at(140), new Steering.LetTrafficGo()));

        assertThat(stage.result().verdict().state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(stage.result().verdict().reasons())
                .anyMatch(reason -> reason.contains("the traffic was held by hand in 5 windows"));
    }

    @Test
    void aFaultOfThePlanBeginsAtOnceAndNotAgainWhenItWasDue() {
        Stage stage = steer(Map.of(at(100), new Steering.InjectNow("reset"), at(120), new Steering.RemoveNow("reset")));

        assertThat(stage.answers).allMatch(answer -> answer.refusal().isEmpty());
        assertThat(stage.faults).hasSize(1);
        assertThat(stage.faults.getFirst().applied()).hasValue(at(100).toNanos());
        assertThat(stage.faults.getFirst().removed()).hasValue(at(120).toNanos());
        assertThat(stage.events().stream().filter("fault-starting"::equals)).hasSize(1);
    }

    @Test
    void whatCannotBeIsRefusedWithTheReason() {
        Stage stage = steer(Map.of(
                at(50), new Steering.RemoveNow("reset"),
                at(60), new Steering.InjectNow("unknown"),
                at(100), new Steering.InjectNow("reset"),
                at(101), new Steering.InjectNow("reset"),
                at(599 + 60), new Steering.HoldTraffic()));

        assertThat(stage.answers.stream().map(answer -> answer.refusal().orElse("done")))
                .startsWith("no fault reset is there", "no fault unknown is still to come", "done")
                .contains("no fault reset is still to come");
    }

    private static long started(Stage stage, int window) {
        return stage.endpoint(window, "/chat").started();
    }

    private static Duration at(int second) {
        return SECOND.multipliedBy(second);
    }

    private static Stage steer(Map<Duration, Steering> steerings) {
        Simulation simulation = Scripts.with(
                Scripts.simulation(
                        RUN, false, List.of(Scripts.service("a")), Scripts.flow(Scripts.perSecond(10), 1000, CHAT)),
                RESET);
        return Stage.steer(
                simulation,
                clock -> Stage.answering(clock, Duration.ofMillis(10)),
                new Obedient(),
                new TreeMap<>(steerings));
    }
}

package dev.wringer.engine.run;

import static dev.wringer.engine.run.Scripts.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.ObserverCheck;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** Windows and intervals of 10 s. */
class ResourceSamplerTest {
    private static final Duration RUN = Duration.ofMinutes(4);

    @Test
    void the_observer_check_samples_half_as_often_in_its_windows_and_nowhere_else() {
        ObserverCheck check = new ObserverCheck(9, 15);
        assertThat(simulation(true).sampledHalfAsOften()).contains(check);
        List<Integer> with = sampledWindows(true);
        assertThat(with.stream().filter(check::contains)).hasSize(3);
        assertThat(with.stream().filter(window -> !check.contains(window))).hasSize(18);
        assertThat(sampledWindows(false)).hasSize(24);
    }

    private static List<Integer> sampledWindows(boolean check) {
        Stage stage = Stage.play(simulation(check), clock -> Stage.answering(clock, SECOND), ignored -> measured());
        return IntStream.range(0, 24)
                .filter(i ->
                        stage.windows.get(i).services().getFirst().memoryMb().isPresent())
                .boxed()
                .toList();
    }

    private static Simulation simulation(boolean check) {
        return Scripts.checkingTheObserver(
                Scripts.simulation(
                        RUN,
                        false,
                        List.of(Scripts.service("a")),
                        Scripts.flow(Scripts.perSecond(1), 100, Request.get("/chat"))),
                check);
    }

    private static Behavior<Host.Command> measured() {
        return Behaviors.receiveMessage(command -> {
            if (command instanceof Host.Sample sample) {
                sample.replyTo()
                        .tell(new Host.Sampled(
                                OptionalDouble.of(200),
                                OptionalDouble.of(1),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                OptionalDouble.empty(),
                                new TreeMap<>()));
            } else {
                Scripts.comply(command, true);
            }
            return Behaviors.same();
        });
    }
}

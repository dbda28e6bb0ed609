package dev.wringer.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.ConnectionFault.Direction;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.engine.run.Injection;
import java.net.Socket;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each fault of connections alike. */
class EveryConnectionFaultTest {
    private static final Duration DELAY = Duration.ofMillis(150);

    static Stream<PlannedFault> faults() {
        return Stream.of(
                        new ConnectionFault.Latency(DELAY, Duration.ofMillis(20), Direction.BOTH, 1),
                        new ConnectionFault.Latency(DELAY, Duration.ZERO, Direction.RESPONSES, 0.1),
                        new ConnectionFault.Bandwidth(100_000, Direction.REQUESTS, 1),
                        new ConnectionFault.Bandwidth(1_000, Direction.RESPONSES, 1),
                        new ConnectionFault.Slicer(10, Duration.ofMillis(10), Direction.RESPONSES, 1),
                        new ConnectionFault.SlowClose(DELAY, 1),
                        new ConnectionFault.BlackHole(Direction.REQUESTS, 1),
                        new ConnectionFault.BlackHole(Direction.RESPONSES, 0.5),
                        new ConnectionFault.LimitData(100_000, Direction.BOTH, 1),
                        new ConnectionFault.LimitData(0, Direction.REQUESTS, 1),
                        new ConnectionFault.Refuse(),
                        new ConnectionFault.Reset(1))
                .map(fault -> Rig.planned(fault.kind(), fault));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isSeenWhileItIsThereAndOnlyThen(PlannedFault planned) throws Exception {
        try (Rig rig = new Rig(planned)) {
            Injection injection = rig.injection(planned);
            assertThat(injection.observe()).matches(seen -> !seen.confirmed(), "before");
            assertThat(Rig.seen(injection::observeGone)).matches(Injection.Observation::confirmed, "not there yet");
            injection.apply();
            assertThat(Rig.seen(injection::observe)).matches(Injection.Observation::confirmed, "there");
            assertThat(injection.observeGone()).matches(seen -> !seen.confirmed(), "still there");
            injection.remove();
            assertThat(Rig.seen(injection::observeGone)).matches(Injection.Observation::confirmed, "gone");
            assertEchoes(rig);
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isRemovedTwiceWithoutAnError(PlannedFault planned) throws Exception {
        try (Rig rig = new Rig(planned)) {
            Injection injection = rig.injection(planned);
            injection.remove();
            injection.apply();
            injection.remove();
            injection.remove();
            assertEchoes(rig);
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isRemovedThoughItsTargetDied(PlannedFault planned) throws Exception {
        try (Rig rig = new Rig(planned)) {
            try (Socket client = rig.client()) {
                Injection injection = rig.injection(planned);
                injection.apply();
                rig.kill();
                injection.remove();
                assertThat(Rig.seen(injection::observeGone)).matches(Injection.Observation::confirmed, "gone");
                assertThat(client.isConnected()).isTrue();
            }
        }
    }

    private static void assertEchoes(Rig rig) throws Exception {
        try (Socket client = rig.client()) {
            client.getOutputStream().write(42);
            assertThat(client.getInputStream().read()).isEqualTo(42);
        }
    }
}

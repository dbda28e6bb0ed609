package dev.wringer.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.HttpEffect;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.engine.run.Injection;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each fault of requests alike. */
class EveryHttpFaultTest {
    static Stream<PlannedFault> faults() {
        return Stream.of(
                        new HttpEffect.Delay(Duration.ofMillis(200)),
                        new HttpEffect.Status(503),
                        new HttpEffect.Abort(),
                        new HttpEffect.Header("retry-after", "7"),
                        new HttpEffect.Corrupt(),
                        new HttpEffect.Truncate())
                .map(effect -> Rig.planned(effect.kind(), new HttpFault(effect, "GET", "/v1", 0.1)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isSeenWhileItIsThereAndOnlyThen(PlannedFault planned) throws Exception {
        try (Rig rig = new Rig(planned)) {
            Injection injection = rig.injection(planned);
            assertThat(injection.observe()).matches(seen -> !seen.confirmed(), "before");
            injection.apply();
            assertThat(Rig.seen(injection::observe)).matches(Injection.Observation::confirmed, "there");
            assertThat(injection.observeGone()).matches(seen -> !seen.confirmed(), "still there");
            injection.remove();
            assertThat(Rig.seen(injection::observeGone)).matches(Injection.Observation::confirmed, "gone");
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isRemovedTwiceAndThoughItsTargetDied(PlannedFault planned) throws Exception {
        try (Rig rig = new Rig(planned)) {
            Injection injection = rig.injection(planned);
            injection.remove();
            injection.apply();
            rig.kill();
            injection.remove();
            injection.remove();
            assertThat(Rig.seen(injection::observeGone)).matches(Injection.Observation::confirmed, "gone");
        }
    }
}

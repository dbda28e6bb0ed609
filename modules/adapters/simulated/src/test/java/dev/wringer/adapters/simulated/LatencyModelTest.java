package dev.wringer.adapters.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.ServiceModel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyModelTest {
    private static final double MILLI = 1e6;

    @Test
    void aDrawIsTheDistributionsOwnWhenNothingElseChangesIt() {
        Distribution usual = new Distribution.LogNormal(Duration.ofMillis(12), Duration.ofMillis(90));
        LatencyModel latency = model(usual, ServiceModel.Noise.NONE);
        RandomStream same = Models.SEED.stream("model/gateway/latency");

        for (int i = 0; i < 1_000; i++) {
            assertThat(latency.drawNanos(0)).isEqualTo(usual.drawNanos(same));
        }
    }

    @Test
    void theDailyCyclePeaksInItsFirstQuarterAndIsLowestInItsThird() {
        LatencyModel latency = model(tenMillis(), new ServiceModel.Noise(0, 0, 0, 0.3));

        assertThat(latency.drawNanos(0) / MILLI).isCloseTo(10, within(0.01));
        assertThat(latency.drawNanos(Duration.ofHours(6).toNanos()) / MILLI).isCloseTo(13, within(0.01));
        assertThat(latency.drawNanos(Duration.ofHours(18).toNanos()) / MILLI).isCloseTo(7, within(0.01));
        assertThat(latency.drawNanos(Duration.ofHours(30).toNanos()) / MILLI).isCloseTo(13, within(0.01));
    }

    @Test
    void slowNoiseHasItsDeviationIsTheSameWithinAMinuteAndRemembersTheMinuteBefore() {
        LatencyModel latency = model(tenMillis(), new ServiceModel.Noise(0.08, 0, 0.9, 0));
        int minutes = 40 * 24 * 60;
        double variance = 0;
        double covariance = 0;
        double before = 0;
        for (int i = 0; i < minutes; i++) {
            double x = StrictMath.log(latency.drawNanos(i * SlowNoise.STEP_NANOS) / (10 * MILLI));
            assertThat(StrictMath.log(latency.drawNanos((i + 1) * SlowNoise.STEP_NANOS - 1) / (10 * MILLI)))
                    .isEqualTo(x);
            variance += x * x / minutes;
            covariance += x * before / minutes;
            before = x;
        }

        assertThat(StrictMath.sqrt(variance)).isCloseTo(0.08, within(0.004));
        assertThat(covariance / variance).isCloseTo(0.9, within(0.01));
    }

    private static Distribution tenMillis() {
        return new Distribution.Constant(Duration.ofMillis(10));
    }

    private static LatencyModel model(Distribution distribution, ServiceModel.Noise noise) {
        ServiceModel plain = Models.plain();
        ServiceModel model = new ServiceModel(
                distribution,
                plain.workers(),
                plain.queueMax(),
                0,
                plain.startTime(),
                plain.memory(),
                noise,
                List.of());
        return new LatencyModel(Models.NAME, model, new Defects(List.of()), Models.SEED);
    }
}

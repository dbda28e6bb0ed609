package dev.wringer.adapters.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wringer.core.model.ServiceModel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryModelTest {
    private static final Duration WARM_UP = Duration.ofMinutes(10);
    private static final Duration TOOTH = Duration.ofMinutes(30);

    @Test
    void memoryGrowsToAPlateauWithTheTimeConstantOfTheWarmUp() {
        MemoryModel memory = model(new ServiceModel.Memory(100 * Models.MIB, 50 * Models.MIB, WARM_UP, 0, TOOTH), 0);

        assertThat(memory.mib(0, 0)).isEqualTo(100);
        assertThat(memory.mib(0, WARM_UP.toNanos())).isCloseTo(100 + 50 * 0.632, within(0.1));
        assertThat(memory.mib(0, Duration.ofHours(10).toNanos())).isCloseTo(150, within(0.001));
    }

    @Test
    void memoryRisesAlongAToothAndFallsAtItsEnd() {
        MemoryModel memory = model(new ServiceModel.Memory(100 * Models.MIB, 0, WARM_UP, 40 * Models.MIB, TOOTH), 0);

        assertThat(memory.mib(0, 0)).isEqualTo(100);
        assertThat(memory.mib(0, TOOTH.dividedBy(2).toNanos())).isCloseTo(120, within(0.001));
        assertThat(memory.mib(0, TOOTH.toNanos() - 1)).isCloseTo(140, within(0.001));
        assertThat(memory.mib(0, TOOTH.toNanos())).isEqualTo(100);
    }

    @Test
    void aRestartBeginsTheCurveAnew() {
        MemoryModel memory = model(new ServiceModel.Memory(100 * Models.MIB, 50 * Models.MIB, WARM_UP, 0, TOOTH), 0);
        long restart = Duration.ofHours(5).toNanos();

        assertThat(memory.mib(restart, restart)).isEqualTo(100);
    }

    @Test
    void noiseHasItsDeviationAndItsCorrelation() {
        MemoryModel memory = model(new ServiceModel.Memory(500 * Models.MIB, 0, WARM_UP, 0, TOOTH), 10 * Models.MIB);
        int minutes = 50_000;
        double[] noise = new double[minutes];
        for (int i = 0; i < minutes; i++) {
            noise[i] = memory.mib(0, i * SlowNoise.STEP_NANOS) - 500;
        }
        double variance = 0;
        double covariance = 0;
        for (int i = 1; i < minutes; i++) {
            variance += noise[i] * noise[i] / minutes;
            covariance += noise[i] * noise[i - 1] / minutes;
        }

        assertThat(StrictMath.sqrt(variance)).isCloseTo(10, within(0.5));
        assertThat(covariance / variance).isCloseTo(0.8, within(0.02));
    }

    private static MemoryModel model(ServiceModel.Memory memory, long noiseBytes) {
        ServiceModel plain = Models.plain();
        ServiceModel model = new ServiceModel(
                plain.latency(),
                plain.workers(),
                plain.queueMax(),
                0,
                plain.startTime(),
                memory,
                new ServiceModel.Noise(0, noiseBytes, 0.8, 0),
                List.of());
        return new MemoryModel(Models.NAME, model, new Defects(List.of()), Models.SEED);
    }
}

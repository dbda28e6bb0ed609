package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes of soaks that others published, and argued about. */
class RealTracesTest {
    private static final int SEEDS = 4;

    private static State memory(int minutes, long limit, LongToDoubleFunction mebibytes) {
        Given given = Given.of(Duration.ofMinutes(1), minutes, List.of(new Criterion.MemoryStable(0.1)));
        if (limit > 0) {
            given.limit("gateway", limit);
        }
        Verdict verdict = given.judged(
                i -> given.window(i).memory(mebibytes.applyAsDouble(i)).done());
        return verdict.findings().stream()
                .filter(f -> f.criterion().equals("memory"))
                .findFirst()
                .orElseThrow()
                .state();
    }

    /** vigia#126: quarters of 30.95, 34.73, 35.02 and 35.06 MiB over 7.5 hours. */
    @ParameterizedTest(name = "limit of {0} MiB, 0 is none")
    @ValueSource(longs = {0, 64, 512})
    void aWarmUpThatLevelsOffDoesNotFail(long limit) {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomStream random = new Seed(seed).stream("vigia");
            double[] trace = new double[450];
            for (int t = 0; t < trace.length; t++) {
                trace[t] = 35.06 - 11.27 * StrictMath.exp(-t / 44.6) + 0.1 * random.nextGaussian();
            }
            assertThat(quarter(trace, 0)).isCloseTo(30.95, within(0.1));
            assertThat(quarter(trace, 1)).isCloseTo(34.73, within(0.1));
            assertThat(quarter(trace, 2)).isCloseTo(35.02, within(0.1));
            assertThat(quarter(trace, 3)).isCloseTo(35.06, within(0.1));
            assertThat(memory(trace.length, limit, i -> trace[(int) i])).isNotEqualTo(State.FAIL);
        }
    }

    private static double quarter(double[] trace, int quarter) {
        int length = trace.length / 4;
        return Arrays.stream(trace, quarter * length, (quarter + 1) * length)
                .average()
                .orElseThrow();
    }

    /** rocky#1255: 27 MB that grow by 482 KB an hour, by 40 % in all, and still do in the last quarter. */
    @ParameterizedTest(name = "{0} KB an hour in the first three quarters")
    @CsvSource({"482", "400", "300"})
    void growthThatGoesOnThroughTheLastQuarterDoesNotPass(double before) {
        int minutes = (int) (0.4 * 27_000 / 482 * 60);
        int lastQuarter = minutes * 3 / 4;
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomStream random = new Seed(seed).stream("rocky");
            State state = memory(
                    minutes,
                    0,
                    i -> 27
                            + before / 60_000 * Math.min(i, lastQuarter)
                            + 0.482 / 60 * Math.max(0, i - lastQuarter)
                            + 0.2 * random.nextGaussian());
            assertThat(state).as("seed " + seed).isNotEqualTo(State.PASS);
        }
    }

    /** questdb/c-questdb-client#181: teeth from 14 to 76 MiB on a level floor, of which an older rule failed up to 85 of 361 windows. */
    @ParameterizedTest(name = "teeth of {0} windows")
    @ValueSource(ints = {3, 7, 12})
    void aSawtoothOnALevelFloorDoesNotFail(int period) {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomStream random = new Seed(seed).stream("questdb");
            double[] trace = new double[361];
            double phase = 0;
            for (int t = 0; t < trace.length; t++) {
                trace[t] = 14 + 62 * phase;
                phase += (0.7 + 0.6 * random.nextDouble()) / period;
                phase -= Math.floor(phase);
            }
            assertThat(memory(trace.length, 0, i -> trace[(int) i]))
                    .as("seed " + seed)
                    .isNotEqualTo(State.FAIL);
        }
    }
}

package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How soon errors that use up the budget too fast are warned of, in 48 hours with 60 requests a minute and 0.5 % allowed. */
class BurnRateTest {
    private static final int REQUESTS = 60;

    /** Hours until the first warning; NaN without one. */
    private static double warnedAfter(double share, long seed) {
        BurnRate burn = new BurnRate(0.005, Timeline.of(Given.soak().plan()));
        RandomStream random = new Seed(seed).stream("errors");
        for (int window = 0; window < 2_880; window++) {
            int errors = 0;
            for (int i = 0; i < REQUESTS; i++) {
                errors += random.nextBoolean(share) ? 1 : 0;
            }
            burn.add(window, REQUESTS, errors);
            if (burn.speed() > 0) {
                return (window + 1) / 60.0;
            }
        }
        return Double.NaN;
    }

    @ParameterizedTest(name = "a steady {0} warns within {1} h, as a median")
    @CsvSource({"0.01, 1.1, 0.1", "0.02, 1.0, 0.05", "0.05, 0.1, 0.05"})
    void steadyErrorsWarn(double share, double hours, double tolerance) {
        double[] each = LongStream.range(0, 101)
                .mapToDouble(seed -> warnedAfter(share, seed))
                .toArray();
        assertThat(SenSlope.median(each)).isCloseTo(hours, within(tolerance));
    }

    @Test
    void aHealthyServiceNeverDoes() {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(warnedAfter(0.001, seed)).as("seed " + seed).isNaN();
        }
    }
}

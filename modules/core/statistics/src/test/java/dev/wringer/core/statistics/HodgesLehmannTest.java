package dev.wringer.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import org.junit.jupiter.api.Test;

class HodgesLehmannTest {
    /** Permeability of the human placenta, Hollander and Wolfe, table 4.1 and examples 4.3 and 4.4. */
    private static final double[] AT_TERM = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};

    private static final double[] EARLY = {1.15, 0.88, 0.90, 0.74, 1.21};

    @Test
    void thePublishedExampleComesOut() {
        HodgesLehmann found = HodgesLehmann.of(AT_TERM, EARLY, 0.04);

        assertThat(found.shift()).isCloseTo(-0.305, within(1e-9));
        assertThat(found.lower()).isCloseTo(-0.76, within(1e-9));
        assertThat(found.upper()).isCloseTo(0.15, within(1e-9));
        assertThat(found.isMoreThanNoise()).isFalse();
    }

    @Test
    void theIntervalMissesAsOftenAsStated() {
        RandomStream random = new Seed(1).stream("hodges-lehmann");
        int trials = 4_000;
        int missed = 0;
        for (int i = 0; i < trials; i++) {
            HodgesLehmann found = HodgesLehmann.of(sample(random, 12, 5), sample(random, 9, 5.75), 0.1);
            missed += found.lower() > 0.75 || found.upper() < 0.75 ? 1 : 0;
        }
        assertThat((double) missed / trials).isBetween(0.07, 0.105);
    }

    @Test
    void tooFewValuesDecideNothing() {
        assertThat(HodgesLehmann.of(new double[] {1, 1}, new double[] {9, 9}, 0.01)
                        .isMoreThanNoise())
                .isFalse();
        assertThat(HodgesLehmann.of(
                                sample(new Seed(2).stream("a"), 60, 1), sample(new Seed(2).stream("b"), 60, 9), 1e-6)
                        .isMoreThanNoise())
                .isTrue();
    }

    /** With a long tail, as response times have. */
    private static double[] sample(RandomStream random, int size, double from) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = from - StrictMath.log(1 - random.nextDouble());
        }
        return values;
    }
}

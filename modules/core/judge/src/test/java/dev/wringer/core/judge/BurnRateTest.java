package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import dev.wringer.core.statistics.SenSlope;
import java.time.Duration;
import java.util.function.LongToIntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A warning comes when errors last, and ends with them. */
class BurnRateTest {
    private static final int REQUESTS = 600;
    private static final int FEW_REQUESTS = 60;
    private static final double DAYS_30 = 720;

    /** The last speed after each of some windows of a soak, in which so many of 600 requests fail. */
    private static double[] speeds(int windows, LongToIntFunction errors) {
        BurnRate burn = new BurnRate(0.005, new Timeline(Duration.ofMinutes(1), 2_880));
        double[] speeds = new double[windows];
        for (int i = 0; i < windows; i++) {
            burn.add(i, REQUESTS, errors.applyAsInt(i));
            speeds[i] = burn.speed();
        }
        return speeds;
    }

    private static int firstWarning(double[] speeds) {
        int first = 0;
        while (first < speeds.length && speeds[first] == 0) {
            first++;
        }
        return first;
    }

    @ParameterizedTest(name = "{0} of the budget in {1} h of 30 days")
    @CsvSource({"0.02, 1, 14.4", "0.05, 6, 6", "0.1, 24, 3", "0.1, 72, 1"})
    void speedsOfAMonthAreThePublishedOnes(double budget, double hours, double published) {
        assertThat(BurnRate.speed(budget, hours / DAYS_30)).isCloseTo(published, within(1e-12));
    }

    @ParameterizedTest(name = "{0} of the budget in {1} h of 48")
    @CsvSource({"0.05, 0.25, 9.6", "0.1, 1, 4.8", "0.25, 6, 2"})
    void speedsOfASoakStretchWithIt(double budget, double hours, double speed) {
        assertThat(BurnRate.speed(budget, hours / 48)).isCloseTo(speed, within(1e-12));
    }

    @ParameterizedTest(name = "{0} of 600 warn after {1} minutes")
    @CsvSource({"30, 3", "15, 12", "6, 60"})
    void steadyErrorsWarnOnceTheShorterWindowHasPassed(int errors, int minutes) {
        double[] speeds = speeds(120, i -> errors);
        assertThat(firstWarning(speeds)).isEqualTo(minutes - 1);
        assertThat(speeds[119]).isCloseTo(errors / 3.0, within(1e-9));
    }

    @Test
    void errorsThatTheBudgetAllowsDoNotWarn() {
        assertThat(firstWarning(speeds(2_880, i -> 5))).isEqualTo(2_880);
    }

    @Test
    void aBurstWarnsWhileItLastsAndNoLonger() {
        double[] speeds = speeds(2_880, i -> i >= 600 && i < 630 ? 60 : 0);
        assertThat(firstWarning(speeds)).isBetween(605, 612);
        for (int i = 700; i < speeds.length; i++) {
            assertThat(speeds[i]).isZero();
        }
    }

    @Test
    void aShortRunIsNotWarnedAbout() {
        BurnRate burn = new BurnRate(0.005, new Timeline(Duration.ofSeconds(5), 959));
        for (int i = 0; i < 900; i++) {
            burn.add(i, REQUESTS, REQUESTS);
            assertThat(burn.speed()).isZero();
        }
    }

    @Test
    void windowsLeftOutAreNotTakenForGoodOnes() {
        BurnRate burn = new BurnRate(0.005, new Timeline(Duration.ofMinutes(1), 2_880));
        burn.add(0, REQUESTS, 0);
        for (int i = 300; i < 303; i++) {
            burn.add(i, REQUESTS, 30);
        }
        assertThat(burn.speed()).isCloseTo(10, within(1e-9));
    }

    /** Hours until the first warning; NaN without one. */
    private static double warnedAfter(double share, long seed) {
        BurnRate burn = new BurnRate(0.005, Timeline.of(Given.soak().plan()));
        RandomStream random = new Seed(seed).stream("errors");
        for (int window = 0; window < 2_880; window++) {
            int errors = 0;
            for (int i = 0; i < FEW_REQUESTS; i++) {
                errors += random.nextBoolean(share) ? 1 : 0;
            }
            burn.add(window, FEW_REQUESTS, errors);
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

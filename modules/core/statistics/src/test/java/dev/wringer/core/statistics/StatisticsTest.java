package dev.wringer.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each statistic against published figures, and against a slow but obvious way to compute it. */
class StatisticsTest {
    @ParameterizedTest(name = "P(at most {1} inversions of {0}) = {2}")
    @CsvSource({
        "12, 0, 2.088e-9",
        "12, 4, 2.66e-6",
        "12, 9, 2.49e-4",
        "12, 15, 6.89e-3",
        "10, 2, 1.488e-5",
        "10, 9, 8.33e-3"
    })
    void inversionsFollowTheMahonianNumbers(int n, int inversions, BigDecimal stated) {
        assertThat(inTheDigitsOf(stated, Kendall.probabilityAtMost(n, inversions)))
                .isEqualByComparingTo(stated);
    }

    private static BigDecimal inTheDigitsOf(BigDecimal stated, double computed) {
        return new BigDecimal(computed).setScale(stated.scale(), RoundingMode.HALF_EVEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 7, 8})
    void inversionsAgreeWithAllPermutations(int n) {
        long[] counts = new long[Kendall.pairs(n) + 1];
        permute(new double[n], 0, 0, counts);
        long sum = 0;
        long all = 0;
        for (long c : counts) {
            all += c;
        }
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i];
            assertThat(Kendall.probabilityAtMost(n, i)).isCloseTo((double) sum / all, within(1e-12));
        }
    }

    private static void permute(double[] order, int filled, int used, long[] counts) {
        if (filled == order.length) {
            counts[Kendall.notRising(order)]++;
            return;
        }
        for (int v = 0; v < order.length; v++) {
            if ((used & 1 << v) == 0) {
                order[filled] = v;
                permute(order, filled + 1, used | 1 << v, counts);
            }
        }
    }

    @Test
    void theRulesOfTheMemoryJudgeFollowFromTheirAlphas() {
        assertThat(Kendall.inversionsWithin(12, 2.5e-4)).isEqualTo(9);
        assertThat(Kendall.inversionsWithin(12, 5.6e-6)).isEqualTo(4);
        assertThat(Kendall.inversionsWithin(12, 0.01)).isEqualTo(15);
        assertThat(Kendall.inversionsWithin(4, 0.01)).isEqualTo(-1);
    }

    @Test
    void levelPairsCountAgainstARiseAndAgainstAFall() {
        double[] level = {1, 1, 1};
        assertThat(Kendall.notRising(level)).isEqualTo(3);
        assertThat(Kendall.notFalling(level)).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0} of {1} at {2}: {3} {4}")
    @CsvSource({
        "7, 50, 0.025, lower, 0.058191700340",
        "7, 50, 0.025, upper, 0.267396002497",
        "3, 15, 0.05, lower, 0.056846868",
        "0, 2160, 0.05, upper, 0.001385952",
        "796, 172800, 0.01, upper, 0.004999837",
        "864, 172800, 0.01, upper, 0.005409114"
    })
    void clopperPearsonGivesThePublishedBounds(int k, int n, double alpha, String side, BigDecimal stated) {
        double bound = side.equals("lower") ? ClopperPearson.lower(k, n, alpha) : ClopperPearson.upper(k, n, alpha);
        assertThat(inTheDigitsOf(stated, bound)).isEqualByComparingTo(stated);
    }

    @ParameterizedTest(name = "at most {0} errors of {1} show less than 0.5 % with 99 % confidence")
    @CsvSource({"2, 2000", "33, 10000", "796, 172800", "8424, 1728000"})
    void theMostErrorsThatShowTheLimitAreThePublishedOnes(long most, long requests) {
        assertThat(ClopperPearson.upper(most, requests, 0.01)).isLessThan(0.005);
        assertThat(ClopperPearson.upper(most + 1, requests, 0.01)).isGreaterThanOrEqualTo(0.005);
    }

    @ParameterizedTest(name = "{0} of {1} at {2}")
    @CsvSource({"0, 10, 0.05", "1, 10, 0.01", "3, 15, 0.05", "7, 50, 0.025", "12, 40, 0.001", "39, 40, 0.01"})
    void clopperPearsonAgreesWithBisectionOnTheBinomialSum(int k, int n, double alpha) {
        assertThat(ClopperPearson.upper(k, n, alpha)).isCloseTo(bisect(k, n, alpha, false), within(1e-12));
        assertThat(ClopperPearson.lower(k, n, alpha)).isCloseTo(bisect(k, n, alpha, true), within(1e-12));
    }

    private static double bisect(int k, int n, double alpha, boolean lower) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double p = (low + high) / 2;
            double tail = lower ? binomialSum(k, n, n, p) : binomialSum(0, k, n, p);
            boolean above = lower ? tail > alpha : tail < alpha;
            high = above ? p : high;
            low = above ? low : p;
        }
        return (low + high) / 2;
    }

    private static double binomialSum(int from, int to, int n, double p) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal yes = new BigDecimal(p);
        BigDecimal no = BigDecimal.ONE.subtract(yes);
        BigDecimal ways = BigDecimal.ONE;
        for (int i = 0; i <= to; i++) {
            if (i >= from) {
                BigDecimal term = ways.multiply(yes.pow(i, MathContext.DECIMAL64))
                        .multiply(no.pow(n - i, MathContext.DECIMAL64), MathContext.DECIMAL64);
                sum = sum.add(term, MathContext.DECIMAL64);
            }
            ways = ways.multiply(BigDecimal.valueOf(n - i)).divide(BigDecimal.valueOf(i + 1), MathContext.DECIMAL64);
        }
        return sum.doubleValue();
    }

    @ParameterizedTest(name = "no errors in {2} show less than {0} at alpha {1}")
    @CsvSource({
        "0.005, 0.05, 598",
        "0.005, 0.01, 919",
        "0.005, 0.001, 1379",
        "0.05, 0.01, 90",
        "1, 0.01, 1",
        "0.1, 0.05, 29",
        "0.05, 0.05, 59",
        "0.01, 0.05, 299"
    })
    void enoughRequestsAreWhatZeroErrorsNeed(double below, double alpha, long needed) {
        assertThat(ClopperPearson.neededFor(below, alpha)).isEqualTo(needed);
        assertThat(below == 1 || ClopperPearson.upper(0, needed, alpha) < below).isTrue();
        assertThat(ClopperPearson.upper(0, needed - 1, alpha)).isGreaterThanOrEqualTo(below);
    }

    @ParameterizedTest(name = "{0} errors of {1} are too many for chance in 2,880 windows at 0.5 %")
    @CsvSource({"6, 60", "14, 600", "59, 6000"})
    void aWindowNeedsThisManyErrors(int errors, int requests) {
        double chance = 0.01 / 2_880;
        assertThat(BinomialTail.atLeast(errors, requests, 0.005)).isLessThanOrEqualTo(chance);
        assertThat(BinomialTail.atLeast(errors - 1, requests, 0.005)).isGreaterThan(chance);
        assertThat(BinomialTail.atLeast(errors, requests, 0.005))
                .isCloseTo(binomialSum(errors, requests, requests, 0.005), Percentage.withPercentage(1e-6));
    }

    @ParameterizedTest(name = "blocks of {0}: {1} after one, proof at block {2}")
    @CsvSource({"0.01, 1.285682, 14", "0.02, 1.857045, 7", "0.05, 3.571136, 4", "1, 57.850682, 2"})
    void bettingGivesTheReferenceEvidence(double x, double afterOne, int proofAt) {
        BettingProcess process = new BettingProcess(0.005);
        process.observe(x);
        assertThat(process.evidence()).isCloseTo(afterOne, within(5e-7));
        int blocks = 1;
        while (process.evidence() < 1_000) {
            process.observe(x);
            blocks++;
        }
        assertThat(blocks).isEqualTo(proofAt);
    }

    @Test
    void bettingStaysAtOneOnTheLimitAndFallsBelowIt() {
        BettingProcess onTheLimit = new BettingProcess(0.005);
        BettingProcess below = new BettingProcess(0.005);
        BettingProcess above = new BettingProcess(0.005);
        for (int i = 0; i < 10; i++) {
            onTheLimit.observe(0.005);
            below.observe(0);
            above.observe(0.01);
            if (i == 4) {
                assertThat(above.evidence()).isCloseTo(6.595462, within(5e-7));
            }
        }
        assertThat(onTheLimit.evidence()).isCloseTo(1, within(1e-12));
        assertThat(below.evidence()).isCloseTo(0.424367, within(5e-7));
        assertThat(above.evidence()).isCloseTo(118.705, within(5e-4));
    }

    @Test
    void bettingAgreesWithTheProductsOfItsBets() {
        double[] bets = {0.5, 1, 2, 5, 10, 20, 40, 80, 120, 160, 190};
        RandomStream random = new Seed(7).stream("blocks");
        BettingProcess process = new BettingProcess(0.005);
        List<Double> seen = new ArrayList<>();
        for (int block = 0; block < 96; block++) {
            seen.add(random.nextBoolean(0.1) ? random.nextDouble() : 0.004 * random.nextDouble());
            process.observe(seen.getLast());
            double mean = 0;
            for (double bet : bets) {
                double capital = 1;
                for (double x : seen) {
                    capital *= 1 + bet * (x - 0.005);
                }
                mean += capital / bets.length;
            }
            assertThat(process.evidence()).isCloseTo(mean, Percentage.withPercentage(1e-9));
        }
    }

    @Test
    void signedRanksGiveTheReferenceProbabilities() {
        assertThat(SignedRank.probabilityAtLeast(12, 78)).isCloseTo(1 / 4096.0, within(1e-15));
        assertThat(SignedRank.probabilityAtLeast(12, 70)).isCloseTo(0.00610352, within(5e-9));
        assertThat(SignedRank.probabilityAtLeast(12, 0)).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9, 10})
    void signedRanksAgreeWithAllSigns(int n) {
        long[] counts = new long[n * (n + 1) / 2 + 1];
        for (int signs = 0; signs < 1 << n; signs++) {
            double[] differences = new double[n];
            for (int i = 0; i < n; i++) {
                differences[i] = ((signs >> i & 1) == 1 ? 1 : -1) * (1 + i * 7 % 11 + i / 100.0);
            }
            counts[SignedRank.ofPositive(differences)]++;
        }
        long atLeast = 0;
        for (int sum = counts.length - 1; sum >= 0; sum--) {
            atLeast += counts[sum];
            assertThat(SignedRank.probabilityAtLeast(n, sum)).isCloseTo((double) atLeast / (1 << n), within(1e-12));
        }
    }

    @Test
    void tiesAndZerosCountAgainstTheDifference() {
        assertThat(SignedRank.ofPositive(new double[] {2, -2, 2})).isEqualTo(1 + 2);
        assertThat(SignedRank.ofPositive(new double[] {0, 0, 3})).isEqualTo(3);
        assertThat(SignedRank.ofPositive(new double[] {-1, 5, 0.5})).isEqualTo(1 + 3);
    }

    @Test
    void aPairedTestPassesNoneOfTheSeriesThatOtherJudgesLetPass() {
        assertThat(paired(new int[] {100, 100, 100, 100, 100, 100, 100, 1, 1, 1}, 1)
                        .isNotWorse(0.01))
                .isFalse();
        assertThat(paired(new int[] {0, 1, 2, 1, 0, 0}, 0).isNotWorse(0.01)).isFalse();
        assertThat(paired(new int[20], 0).isNotWorse(0.01)).isTrue();
        assertThat(paired(new int[20], -1).isWorse(0.01)).isTrue();
    }

    private static PairedTest paired(int[] values, int baseline) {
        PairedTest test = new PairedTest();
        for (int value : values) {
            test.observe(value > baseline);
        }
        return test;
    }

    @Test
    void senSlopeIgnoresAnOutlier() {
        double[] times = {0, 1, 2, 3, 4, 5, 6};
        double[] values = {0, 2, 4, 600, 8, 10, 12};
        assertThat(SenSlope.of(times, values)).isEqualTo(2);
    }

    @Test
    void aChangePointIsFoundWhereTheLevelChanges() {
        assertThat(ChangePoint.of(new double[] {1, 2, 1, 2, 1, 9, 8, 9})).isEqualTo(5);
        assertThat(ChangePoint.of(new double[] {4})).isZero();
    }

    @Test
    void theWorstStretchBeginsWhereTheErrorsBegin() {
        WorstStretch stretch = new WorstStretch();
        double[] excess = {-1, 0.5, -1, -1, 5, -0.5, 6, -1, -1, 2};
        for (int i = 0; i < excess.length; i++) {
            stretch.add(i, excess[i]);
        }
        assertThat(stretch.from()).isEqualTo(4);
        assertThat(stretch.to()).isEqualTo(9 - 3);
    }

    @Test
    void twoTestsOfDriftFailALevelSeriesAboutAsOftenAsTheySay() {
        int small = 0;
        int runs = 4_000;
        for (int run = 0; run < runs; run++) {
            RandomStream random = new Seed(run).stream("noise");
            double[] values = new double[84];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextGaussian();
            }
            small += DriftTest.of(values).chance() <= 0.01 ? 1 : 0;
        }
        assertThat((double) small / runs).isBetween(0.005, 0.025);
    }

    @Test
    void aDriftIsMeasuredBetweenTheOuterThirds() {
        double[] values = new double[30];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < 15 ? 1 + i % 2 * 0.01 : 2 + i % 2 * 0.01;
        }
        DriftTest test = DriftTest.of(values);
        assertThat(test.difference()).isCloseTo(1, within(1e-9));
        assertThat(test.chance()).isLessThan(1e-10);
        assertThat(test.upper()).isCloseTo(1, within(0.02));
    }
}

package dev.wringer.core.statistics;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Does the last third of a series lie above the first? Two tests, because each is strong where the other is weak. Batch means:
 * Welch's t over up to 5 means per third, for steps. Line: the difference against a standard error that allows for the lag-1
 * autocorrelation of what a straight line leaves, for drifts; only for {@value #LINE_MIN} values and more.
 *
 * @param difference mean of the last third minus mean of the first
 * @param chance the smaller of the two probabilities that no difference would look like this
 * @param upper with 99 % confidence the difference is below this (batch means)
 * @param standardError of the difference (batch means)
 */
public record DriftTest(double difference, double chance, double upper, double standardError, double correlation) {
    /** Fewer values than this cannot be cut into thirds of 3. */
    public static final int VALUES_MIN = 9;

    /** Fewer values than this say too little of their autocorrelation for the test by a line. */
    public static final int LINE_MIN = 15;

    private static final int BATCHES = 5;
    private static final double CONFIDENCE = 0.99;
    private static final double TRIMMED = 0.2;
    private static final double CORRELATION_MAX = 0.95;

    /** Of at least {@value #VALUES_MIN} values, equally spaced. */
    public static DriftTest of(double[] values) {
        int third = values.length / 3;
        double[] first = Arrays.copyOfRange(values, 0, third);
        double[] last = Arrays.copyOfRange(values, values.length - third, values.length);
        int batches = Math.min(BATCHES, third);
        double[] firstMeans = batchMeans(first, batches);
        double[] lastMeans = batchMeans(last, batches);
        double difference = mean(last) - mean(first);
        double error = Math.sqrt((variance(firstMeans) + variance(lastMeans)) / batches);
        TDistribution t = new TDistribution(2.0 * (batches - 1));
        double upper = difference + t.inverseCumulativeProbability(CONFIDENCE) * error;
        double chance = chance(t, difference, error);
        double correlation = 0;
        if (values.length >= LINE_MIN) {
            Residuals line = Residuals.of(values);
            correlation = line.correlation;
            chance = Math.min(chance, lineChance(trimmedMean(last) - trimmedMean(first), line, values.length));
        }
        return new DriftTest(difference, chance, upper, error, correlation);
    }

    private static double lineChance(double difference, Residuals line, int n) {
        double inflation = (1 + line.correlation) / (1 - line.correlation);
        double freedom = Math.max(1, n / inflation - 2);
        int third = n / 3;
        double error = Math.sqrt(2 * line.variance / third * inflation);
        return chance(new TDistribution(freedom), difference, error);
    }

    private static double chance(TDistribution t, double difference, double error) {
        if (error == 0) {
            return difference > 0 ? 0 : 1;
        }
        return t.cumulativeProbability(-difference / error);
    }

    /** What a straight line leaves of a series: its variance, and its lag-1 autocorrelation, corrected for bias. */
    private record Residuals(double variance, double correlation) {
        static Residuals of(double[] values) {
            int n = values.length;
            double centre = (n - 1) / 2.0;
            double mean = mean(values);
            double sxy = 0;
            double sxx = 0;
            for (int i = 0; i < n; i++) {
                sxy += (i - centre) * (values[i] - mean);
                sxx += (i - centre) * (i - centre);
            }
            double squares = 0;
            double neighbours = 0;
            double before = 0;
            for (int i = 0; i < n; i++) {
                double residual = values[i] - mean - sxy / sxx * (i - centre);
                squares += residual * residual;
                neighbours += residual * before;
                before = residual;
            }
            double r = squares == 0 ? 0 : neighbours / squares;
            double corrected = r + (1 + 4 * r) / n;
            return new Residuals(squares / (n - 2), Math.min(CORRELATION_MAX, Math.max(0, corrected)));
        }
    }

    private static double[] batchMeans(double[] values, int batches) {
        double[] means = new double[batches];
        for (int i = 0; i < batches; i++) {
            means[i] = mean(Arrays.copyOfRange(values, i * values.length / batches, (i + 1) * values.length / batches));
        }
        return means;
    }

    private static double trimmedMean(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int cut = (int) (sorted.length * TRIMMED);
        return mean(Arrays.copyOfRange(sorted, cut, sorted.length - cut));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double v : values) {
            squares += (v - mean) * (v - mean);
        }
        return squares / (values.length - 1);
    }
}

package dev.wringer.checks.benchmarks;

import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/** A range of figures, both ends included. */
record Interval(double low, double high) {
    private static final double ACCURACY = 1e-14;

    /** Of a share, k of n seen: exact, two-sided (Clopper and Pearson, Biometrika 1934). */
    static Interval ofShare(long k, long n, double confidence) {
        double tail = (1 - confidence) / 2;
        double low = k == 0 ? 0 : new BetaDistribution(k, n - k + 1.0, ACCURACY).inverseCumulativeProbability(tail);
        double high =
                k == n ? 1 : new BetaDistribution(k + 1.0, n - k, ACCURACY).inverseCumulativeProbability(1 - tail);
        return new Interval(low, high);
    }

    /** Of a quantile, from sorted values: between two of them, whatever their distribution (order statistics). */
    static Interval ofQuantile(double[] sorted, double quantile, double confidence) {
        double tail = (1 - confidence) / 2;
        BinomialDistribution below = new BinomialDistribution(sorted.length, quantile);
        int low = below.inverseCumulativeProbability(tail) - 1;
        int high = below.inverseCumulativeProbability(1 - tail);
        return new Interval(
                low < 0 ? Double.NEGATIVE_INFINITY : sorted[low],
                high >= sorted.length ? Double.POSITIVE_INFINITY : sorted[high]);
    }

    boolean overlaps(Interval other) {
        return low <= other.high && other.low <= high;
    }
}

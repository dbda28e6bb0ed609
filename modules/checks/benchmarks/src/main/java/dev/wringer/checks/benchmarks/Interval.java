package dev.wringer.checks.benchmarks;

import dev.wringer.core.statistics.ClopperPearson;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/** A range of figures, both ends included. */
record Interval(double low, double high) {
    /** Of a share, k of n seen: exact, two-sided (Clopper and Pearson, Biometrika 1934). */
    static Interval ofShare(long k, long n, double confidence) {
        double tail = (1 - confidence) / 2;
        return new Interval(ClopperPearson.lower(k, n, tail), ClopperPearson.upper(k, n, tail));
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

package dev.wringer.core.statistics;

/**
 * Kendall's rank test for a trend, exact for small n: when the order is random, the number of inversions follows the
 * Mahonian numbers (Kendall, A New Measure of Rank Correlation, Biometrika 1938; OEIS A008302). It needs neither a
 * distribution of the values nor a normal approximation.
 */
public final class Kendall {
    private Kendall() {}

    /** Pairs of all that fall or stay level: evidence against a rise. */
    public static int notRising(double[] values) {
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                count += values[j] <= values[i] ? 1 : 0;
            }
        }
        return count;
    }

    /** Pairs of all that rise or stay level: evidence against a fall. */
    public static int notFalling(double[] values) {
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                count += values[j] >= values[i] ? 1 : 0;
            }
        }
        return count;
    }

    /** Probability that a random order of n values has at most this many inversions. */
    public static double probabilityAtMost(int n, int inversions) {
        double[] probability = distribution(n);
        double sum = 0;
        for (int i = 0; i <= Math.min(inversions, probability.length - 1); i++) {
            sum += probability[i];
        }
        return sum;
    }

    /** The most inversions whose probability stays within alpha; -1 when not even none of them does. */
    public static int inversionsWithin(int n, double alpha) {
        double[] probability = distribution(n);
        double sum = 0;
        int most = -1;
        for (double p : probability) {
            sum += p;
            if (sum > alpha) {
                return most;
            }
            most++;
        }
        return most;
    }

    /** Of n values. */
    public static int pairs(int n) {
        return n * (n - 1) / 2;
    }

    private static double[] distribution(int n) {
        double[] probability = {1};
        for (int size = 2; size <= n; size++) {
            double[] next = new double[pairs(size) + 1];
            for (int i = 0; i < probability.length; i++) {
                for (int added = 0; added < size; added++) {
                    next[i + added] += probability[i] / size;
                }
            }
            probability = next;
        }
        return probability;
    }
}

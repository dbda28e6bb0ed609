package dev.wringer.core.statistics;

import org.hipparchus.special.Beta;

/** Exact upper tail of the binomial distribution. */
public final class BinomialTail {
    private BinomialTail() {}

    /** Probability of at least k in n, each with probability p. */
    public static double atLeast(long k, long n, double p) {
        if (k <= 0 || p >= 1) {
            return 1;
        }
        return k > n || p <= 0 ? 0 : Beta.regularizedBeta(p, (double) k, n - k + 1.0);
    }
}

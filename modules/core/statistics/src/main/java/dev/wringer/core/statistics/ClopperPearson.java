package dev.wringer.core.statistics;

import org.hipparchus.distribution.continuous.BetaDistribution;

/**
 * Exact one-sided bounds of a share, k of n seen (Clopper and Pearson, The Use of Confidence or Fiducial Limits Illustrated
 * in the Case of the Binomial, Biometrika 1934).
 */
public final class ClopperPearson {
    private static final double ACCURACY = 1e-16;

    private ClopperPearson() {}

    /** With confidence 1 - alpha the true share is below this. */
    public static double upper(long k, long n, double alpha) {
        return k >= n ? 1 : new BetaDistribution(k + 1.0, n - k, ACCURACY).inverseCumulativeProbability(1 - alpha);
    }

    /** With confidence 1 - alpha the true share is above this. */
    public static double lower(long k, long n, double alpha) {
        return k <= 0 ? 0 : new BetaDistribution(k, n - k + 1.0, ACCURACY).inverseCumulativeProbability(alpha);
    }

    /** How many without a single error show, with confidence 1 - alpha, that the share is below a limit. */
    public static long neededFor(double below, double alpha) {
        return below >= 1 ? 1 : (long) Math.ceil(StrictMath.log(alpha) / StrictMath.log1p(-below));
    }
}

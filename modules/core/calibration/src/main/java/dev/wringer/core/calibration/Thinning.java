package dev.wringer.core.calibration;

import dev.wringer.core.model.RandomStream;

/** How many of several happen, each with the same chance. */
final class Thinning {
    private Thinning() {}

    /** Binomial: jumps from one that happens to the next (Devroye, Non-Uniform Random Variate Generation, 1986, X.4.2). */
    static long of(long n, double chance, RandomStream random) {
        if (chance <= 0 || n == 0) {
            return 0;
        }
        if (chance >= 1) {
            return n;
        }
        double perStep = -StrictMath.log1p(-chance);
        long happened = 0;
        for (double at = gap(random, perStep); at < n; at += 1 + gap(random, perStep)) {
            happened++;
        }
        return happened;
    }

    private static double gap(RandomStream random, double perStep) {
        return Math.floor(random.nextExponential() / perStep);
    }
}

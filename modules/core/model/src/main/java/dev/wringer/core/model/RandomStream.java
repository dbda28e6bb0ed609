package dev.wringer.core.model;

/**
 * A reproducible sequence of random numbers: SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
 * Generators, OOPSLA 2014, figure 16). Written out because the JDK does not promise its own generators to stay the same
 * across versions, and evidence must be repeatable years later. Not safe for use by several threads.
 */
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final double DOUBLE_UNIT = 0x1.0p-53;

    private long state;

    RandomStream(long state) {
        this.state = state;
    }

    /** The stream of the n-th item of this stream's family; does not advance this stream. */
    public RandomStream at(long n) {
        return new RandomStream(mix(state ^ mix(n + GOLDEN_GAMMA)));
    }

    /** Uniform over all longs. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    public double nextDouble() {
        return (nextLong() >>> 11) * DOUBLE_UNIT;
    }

    /** Uniform in [0, bound); bound at least 1 and small against 2^53. */
    public long nextLong(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be at least 1, not " + bound);
        }
        return (long) (nextDouble() * bound);
    }

    /** True with the given probability, 0 to 1. */
    public boolean nextBoolean(double probability) {
        return nextDouble() < probability;
    }

    /** Exponential with mean 1. */
    public double nextExponential() {
        return -StrictMath.log(1 - nextDouble());
    }

    /** Normal with mean 0 and standard deviation 1 (Box and Muller 1958). */
    public double nextGaussian() {
        double radius = StrictMath.sqrt(2 * nextExponential());
        return radius * StrictMath.cos(2 * StrictMath.PI * nextDouble());
    }

    static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}

package dev.wringer.adapters.simulated;

import dev.wringer.core.model.RandomStream;

/**
 * What changes from minute to minute and remembers a part of the minute before: a first-order autoregressive process,
 * stationary with mean 0 from its first minute on.
 */
final class SlowNoise {
    static final long STEP_NANOS = 60_000_000_000L;

    private final RandomStream random;
    private final double deviation;
    private final double correlation;
    private final double innovation;
    private long minute;
    private double value;

    /**
     * @param deviation the standard deviation of its values
     * @param correlation of one minute with the next, 0 to below 1
     */
    SlowNoise(RandomStream random, double deviation, double correlation) {
        this.random = random;
        this.deviation = deviation;
        this.correlation = correlation;
        innovation = deviation * StrictMath.sqrt(1 - correlation * correlation);
        value = deviation == 0 ? 0 : deviation * random.nextGaussian();
    }

    /** The value in the minute of {@code now}, which never goes back. */
    double at(long now) {
        if (deviation == 0) {
            return 0;
        }
        for (long wanted = now / STEP_NANOS; minute < wanted; minute++) {
            value = correlation * value + innovation * random.nextGaussian();
        }
        return value;
    }
}

package dev.wringer.adapters.simulated;

import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.ServiceModel;
import java.util.function.ToLongFunction;

/**
 * How long a worker needs for one request: a draw, times what slowly changes. That factor is the product of noise
 * (log-normal, correlated from minute to minute), the daily cycle and the defects; it stands for a minute, or until a
 * defect begins.
 */
final class LatencyModel {
    private static final double NANOS_PER_DAY = 86_400e9;

    private final ToLongFunction<RandomStream> draw;
    private final RandomStream random;
    private final SlowNoise noise;
    private final double daily;
    private final Defects defects;
    private double factor;
    private long factorUntilNanos = Long.MIN_VALUE;

    LatencyModel(String service, ServiceModel model, Defects defects, Seed seed) {
        draw = drawing(model.latency());
        random = seed.stream("model/" + service + "/latency");
        noise = new SlowNoise(
                seed.stream("model/" + service + "/latency-noise"),
                model.noise().latency(),
                model.noise().correlation());
        daily = model.noise().daily();
        this.defects = defects;
    }

    /** Nanoseconds; {@code now} never goes back. */
    long drawNanos(long now) {
        if (now >= factorUntilNanos) {
            refresh(now);
        }
        return (long) (draw.applyAsLong(random) * factor);
    }

    private void refresh(long now) {
        double cycle = 1 + daily * StrictMath.sin(2 * StrictMath.PI * (now / NANOS_PER_DAY));
        factor = StrictMath.exp(noise.at(now)) * cycle * defects.latencyFactor(now);
        long minuteEnd = (now / SlowNoise.STEP_NANOS + 1) * SlowNoise.STEP_NANOS;
        factorUntilNanos = Math.min(minuteEnd, defects.nextChange(now));
    }

    /**
     * The same numbers as the distribution's own draws; the parameters of a log-normal are worked out once, not each
     * time.
     */
    private static ToLongFunction<RandomStream> drawing(Distribution latency) {
        if (latency instanceof Distribution.LogNormal logNormal) {
            double sigma = logNormal.sigma();
            long median = logNormal.p50().toNanos();
            return random -> (long) (median * StrictMath.exp(sigma * random.nextGaussian()));
        }
        return latency::drawNanos;
    }
}

package dev.wringer.core.model;

import java.time.Duration;
import java.util.List;

/** How long something takes, when it is not always the same. Draws are nanoseconds, never negative. */
public sealed interface Distribution {
    /** One draw, in nanoseconds. */
    long drawNanos(RandomStream random);

    /** The longest there is; where there is no longest, what one draw in a million exceeds. */
    Duration longest();

    /** Always the same duration. */
    record Constant(Duration value) implements Distribution {
        public Constant {
            InvalidValue.unless(!value.isNegative(), "", "negative duration " + value, "a duration of 0 or more");
        }

        @Override
        public long drawNanos(RandomStream random) {
            return value.toNanos();
        }

        @Override
        public Duration longest() {
            return value;
        }
    }

    /** Each duration between two limits is equally likely; written {@code 20s..60s}. */
    record Uniform(Duration from, Duration to) implements Distribution {
        public Uniform {
            InvalidValue.unless(!from.isNegative(), "", "negative duration " + from, "a duration of 0 or more");
            InvalidValue.unless(
                    to.compareTo(from) >= 0, "", "range " + from + ".." + to + " ends before it begins", "low..high");
        }

        @Override
        public long drawNanos(RandomStream random) {
            return from.toNanos() + random.nextLong(to.minus(from).toNanos() + 1);
        }

        @Override
        public Duration longest() {
            return to;
        }
    }

    /** Memoryless, by its mean; written {@code exponential(3s)}. */
    record Exponential(Duration mean) implements Distribution {
        private static final double ONE_IN_A_MILLION = 1e-6;

        public Exponential {
            InvalidValue.unless(mean.isPositive(), "", "mean of " + mean, "a positive duration");
        }

        @Override
        public long drawNanos(RandomStream random) {
            return (long) (random.nextExponential() * mean.toNanos());
        }

        @Override
        public Duration longest() {
            return Duration.ofNanos((long) (-StrictMath.log(ONE_IN_A_MILLION) * mean.toNanos()));
        }
    }

    /** The usual shape of latency, fixed by two of its percentiles; written {@code lognormal(12ms, 90ms)}. */
    record LogNormal(Duration p50, Duration p99) implements Distribution {
        /** The 99 % quantile of the standard normal distribution. */
        private static final double Z99 = 2.3263478740408408;

        /** The quantile of 1 - 10^-6. */
        private static final double Z_ONE_IN_A_MILLION = 4.753424308822899;

        public LogNormal {
            InvalidValue.unless(p50.isPositive(), "p50", "p50 of " + p50, "a positive duration");
            InvalidValue.unless(p99.compareTo(p50) >= 0, "p99", "p99 of " + p99, "at least the p50, " + p50);
        }

        @Override
        public long drawNanos(RandomStream random) {
            return (long) (p50.toNanos() * StrictMath.exp(sigma() * random.nextGaussian()));
        }

        @Override
        public Duration longest() {
            return Duration.ofNanos((long) (p50.toNanos() * StrictMath.exp(sigma() * Z_ONE_IN_A_MILLION)));
        }

        /** The standard deviation of the logarithm. */
        public double sigma() {
            return StrictMath.log((double) p99.toNanos() / p50.toNanos()) / Z99;
        }
    }

    /**
     * As measured: the values at equally spaced quantiles, ascending, in nanoseconds; draws interpolate between neighbours.
     * The reader makes one from an HdrHistogram log.
     */
    record Empirical(List<Long> quantilesNanos) implements Distribution {
        public Empirical {
            quantilesNanos = List.copyOf(quantilesNanos);
            InvalidValue.unless(quantilesNanos.size() >= 2, "", "no measured values", "a log with at least one value");
        }

        @Override
        public long drawNanos(RandomStream random) {
            double position = random.nextDouble() * (quantilesNanos.size() - 1);
            int below = (int) position;
            long low = quantilesNanos.get(below);
            return low + (long) ((position - below) * (quantilesNanos.get(below + 1) - low));
        }

        @Override
        public Duration longest() {
            return Duration.ofNanos(quantilesNanos.getLast());
        }
    }
}

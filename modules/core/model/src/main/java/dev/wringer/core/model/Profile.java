package dev.wringer.core.model;

import java.time.Duration;

/** How the arrival rate goes during one phase of an open model. */
public sealed interface Profile {
    /** The same rate all the time. */
    record Constant(Rate rate) implements Profile {}

    /** Straight from one rate to another over the phase. */
    record Ramp(Rate from, Rate to) implements Profile {}

    /** From one rate to another in equal stairs. */
    record Steps(Rate from, Rate to, int steps) implements Profile {
        public Steps {
            InvalidValue.unless(steps >= 2 && steps <= 10_000, "steps", steps + " steps", "2 to 10,000 steps");
        }
    }

    /** A base rate with one burst. */
    record Spike(Rate base, Rate peak, Duration at, Duration lasting) implements Profile {
        public Spike {
            InvalidValue.unless(!at.isNegative(), "at", "spike at " + at, "an offset of 0 or more");
            InvalidValue.unless(lasting.isPositive(), "for", "spike lasting " + lasting, "a positive duration");
        }
    }

    /** A wave around a mean, beginning at the mean and rising. */
    record Sine(Rate mean, Rate amplitude, Duration period) implements Profile {
        public Sine {
            InvalidValue.unless(period.isPositive(), "period", "period of " + period, "a positive duration");
            InvalidValue.unless(
                    amplitude.perSecond() <= mean.perSecond(),
                    "amplitude",
                    "an amplitude above the mean makes the rate negative",
                    "at most the mean");
        }
    }
}

package dev.wringer.core.model;

import java.time.Duration;

/** How often something happens: {@code 23/60s} is 23 events in 60 seconds. Zero is allowed, a pause in a profile. */
public record Rate(double events, Duration per) {
    private static final double NANOS_PER_SECOND = 1e9;

    public Rate {
        InvalidValue.unless(
                events >= 0 && events <= 1e9, "rate", "rate of " + events + " events", "0 to 1,000,000,000 events");
        InvalidValue.unless(per.isPositive(), "rate", "rate per " + per, "a positive duration after the slash");
    }

    public static Rate perSecond(double events) {
        return new Rate(events, Duration.ofSeconds(1));
    }

    /** Events per second. */
    public double perSecond() {
        return events * NANOS_PER_SECOND / per.toNanos();
    }
}

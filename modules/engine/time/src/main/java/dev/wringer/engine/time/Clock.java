package dev.wringer.engine.time;

import java.time.Instant;

/** The time of a run. */
public interface Clock {
    /** Nanoseconds since this clock began; never goes back. */
    long nanos();

    /** The time of day, for stamps in files. */
    Instant instant();

    /** The machine's own time, for what lies outside of a run, such as the name of its folder. */
    static Clock machine() {
        return new Clock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant instant() {
                return Instant.now();
            }
        };
    }
}

package dev.wringer.engine.time;

import java.time.Instant;

/** The time of a run. */
public interface Clock {
    /** Nanoseconds since this clock began; never goes back. */
    long nanos();

    /** The time of day, for stamps in files. */
    Instant instant();
}

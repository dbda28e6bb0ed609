package dev.wringer.engine.time;

import java.time.Instant;

/** The machine's own time. The time of day is read once, so that a clock set back during a run does not reorder evidence. */
final class RealClock implements Clock {
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public long nanos() {
        return System.nanoTime() - startNanos;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos());
    }
}

package dev.wringer.core.metrics;

/**
 * Windows of a run in which Wringer itself was not there to measure: it was killed, and went on later.
 *
 * @param fromWindow the first that was lost, from 0
 * @param untilWindow the first that was measured again, or that the run would have had next; after {@code fromWindow}
 */
public record Gap(long fromWindow, long untilWindow) {
    public Gap {
        if (fromWindow < 0 || untilWindow <= fromWindow) {
            throw new IllegalArgumentException("a gap from window " + fromWindow + " to before " + untilWindow);
        }
    }

    public long windows() {
        return untilWindow - fromWindow;
    }

    /** Whether any of the offsets from {@code fromNanos} to before {@code untilNanos} lies in it. */
    public boolean touches(long fromNanos, long untilNanos, long windowNanos) {
        return fromNanos < untilWindow * windowNanos && untilNanos > fromWindow * windowNanos;
    }
}

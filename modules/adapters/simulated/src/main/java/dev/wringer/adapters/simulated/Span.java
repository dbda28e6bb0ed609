package dev.wringer.adapters.simulated;

import java.time.Duration;

/** A part of the run, in nanoseconds since its start; the end does not belong to it. */
record Span(long fromNanos, long untilNanos) {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    static Span of(Duration at, Duration lasting) {
        long from = nanos(at);
        long length = nanos(lasting);
        return new Span(from, from > Long.MAX_VALUE - length ? Long.MAX_VALUE : from + length);
    }

    boolean contains(long nanos) {
        return fromNanos <= nanos && nanos < untilNanos;
    }

    /** A duration that is too long for a {@code long} is as good as for ever. */
    static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}

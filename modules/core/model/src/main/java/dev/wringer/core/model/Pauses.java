package dev.wringer.core.model;

import java.time.Duration;

/**
 * When the load of a run pauses, in nanoseconds from its start: {@code [k every, k every + hold)} for {@code count} values of
 * k from {@code first} on. None lies within the warm-up, and after each at least one whole window is left.
 *
 * @param drainNanos from the begin of a pause to its checkpoint
 */
public record Pauses(long everyNanos, long holdNanos, long drainNanos, long first, long count) {
    public static final Pauses NONE = new Pauses(Long.MAX_VALUE, 0, 0, 1, 0);

    static Pauses of(Quiesce quiesce, Duration duration, Duration window, Duration warmUp) {
        long every = quiesce.every().toNanos();
        long hold = quiesce.hold(window).toNanos();
        long windowNanos = window.toNanos();
        long judgedFrom = Math.ceilDiv(warmUp.toNanos(), windowNanos) * windowNanos;
        long first = Math.max(1, Math.ceilDiv(judgedFrom, every));
        long last = Math.floorDiv(duration.toNanos() - windowNanos - hold, every);
        return new Pauses(every, hold, quiesce.drain().toNanos(), first, Math.max(0, last - first + 1));
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** Begin of a pause, numbered from 0. */
    public long begin(long number) {
        return (first + number) * everyNanos;
    }

    /** End of a pause; the load is back from this moment on. */
    public long end(long number) {
        return begin(number) + holdNanos;
    }

    /** When what is left in a pause is counted. */
    public long checkpoint(long number) {
        return begin(number) + drainNanos;
    }

    public boolean contains(long offsetNanos) {
        return touches(offsetNanos, offsetNanos + 1);
    }

    /** True when any of the time from one offset up to, not including, another is within a pause. */
    public boolean touches(long fromNanos, long untilNanos) {
        if (isEmpty()) {
            return false;
        }
        long number = Math.min(count - 1, Math.floorDiv(untilNanos - 1, everyNanos) - first);
        return number >= 0 && fromNanos < end(number);
    }

    /** When what was to be done at an offset is done by someone whose time stands still in a pause. */
    public long standingStill(long offsetNanos) {
        return contains(offsetNanos) ? offsetNanos + holdNanos : offsetNanos;
    }
}

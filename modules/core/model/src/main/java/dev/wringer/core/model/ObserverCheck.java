package dev.wringer.core.model;

import java.time.Duration;
import java.util.Optional;

/**
 * The windows in which a run samples half as often, to see whether sampling causes what it sees: an hour, or 1/48 of a shorter
 * run, in the middle of what is judged. Window numbers from {@code from} up to, not including, {@code until}; as many lie
 * beside it on either side.
 */
public record ObserverCheck(long from, long until) {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int SHARE = 48;
    private static final long WINDOWS_MIN = 6;
    private static final int PARTS = 3;

    /** Empty when the run is too short for it. */
    static Optional<ObserverCheck> of(Duration duration, Duration window, Duration warmUp) {
        Duration share = duration.dividedBy(SHARE);
        Duration length = share.compareTo(LONGEST) < 0 ? share : LONGEST;
        long windows = Math.max(WINDOWS_MIN, length.toNanos() / window.toNanos());
        long first = Math.ceilDiv(warmUp.toNanos(), window.toNanos());
        long judged = duration.toNanos() / window.toNanos() - first;
        long from = first + (judged - windows) / 2;
        return judged >= PARTS * windows ? Optional.of(new ObserverCheck(from, from + windows)) : Optional.empty();
    }

    public long windows() {
        return until - from;
    }

    public boolean contains(long window) {
        return from <= window && window < until;
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointInterval;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Requests in flight are as many as those that complete per second times the seconds that each takes (Little, A Proof for the
 * Queuing Formula L = λW, Operations Research 1961). Where over a block of windows more are in flight than completions explain,
 * requests have got lost; fewer, and some are counted twice. Compares what is in flight at the ends of the windows, so a gap
 * counts when it is 20 % or more, two requests or more (arrivals in step with the windows are always met in the same phase)
 * and five standard deviations of a count or more.
 */
final class LittlesLaw {
    private static final double GAP_MIN = 0.2;
    private static final double REQUESTS_MIN = 2;
    private static final double SIGMAS = 5;
    /** Requests that take longer than this part of a block begin in one and end in another. */
    private static final double LENGTH_MAX = 0.1;

    private static final double MICROS_PER_SECOND = 1e6;

    private final long blockWindows;
    private final double windowSeconds;
    private long block = -1;
    private long windows;
    private double inFlight;
    private double requestSeconds;
    private long finished;

    LittlesLaw(long blockWindows, double windowSeconds) {
        this.blockWindows = blockWindows;
        this.windowSeconds = windowSeconds;
    }

    /**
     * A block in which the two do not agree.
     *
     * @param inFlight mean at the ends of its windows
     * @param explained mean by completions
     */
    record Gap(long fromWindow, double inFlight, double explained) {}

    /** Takes a window that counts; says what is wrong with the block that it completes. */
    Optional<Gap> add(long window, EndpointInterval interval) {
        if (window / blockWindows != block) {
            block = window / blockWindows;
            windows = 0;
            inFlight = 0;
            requestSeconds = 0;
            finished = 0;
        }
        windows++;
        if (mayHaveGap(interval)) {
            Histogram times = interval.responseTime();
            inFlight += interval.inFlight();
            finished += times.getTotalCount();
            requestSeconds +=
                    times.getTotalCount() == 0 ? 0 : times.getMean() * times.getTotalCount() / MICROS_PER_SECOND;
        }
        return windows == blockWindows ? gap() : Optional.empty();
    }

    /** A mean costs a walk through the histogram; most windows have so few in flight that none can be missing. */
    private boolean mayHaveGap(EndpointInterval interval) {
        Histogram times = interval.responseTime();
        double most = (double) times.getTotalCount() * times.getMaxValue() / MICROS_PER_SECOND / windowSeconds;
        return interval.inFlight() >= REQUESTS_MIN || most >= REQUESTS_MIN;
    }

    private Optional<Gap> gap() {
        double explained = requestSeconds / windowSeconds;
        double gap = Math.abs(inFlight - explained);
        boolean isLong = requestSeconds > LENGTH_MAX * finished * windows * windowSeconds;
        boolean agrees = gap < GAP_MIN * Math.max(inFlight, explained)
                || gap < REQUESTS_MIN * windows
                || gap < SIGMAS * Math.sqrt(explained);
        return isLong || agrees
                ? Optional.empty()
                : Optional.of(new Gap(block * blockWindows, inFlight / windows, explained / windows));
    }
}

package dev.wringer.core.judge;

import java.time.Duration;
import java.util.Locale;

/**
 * The windows of a run as a scale. The rules of the judge are stated for 48 hours of 60-second windows and stretch with the
 * run: a block of 30 minutes is 1/96 of any run, but never less than a window.
 */
record Timeline(Duration window, long windowCount) {
    private static final double BLOCK = 1.0 / 96;
    private static final double NANOS_PER_HOUR = 3.6e12;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long MINUTES_PER_HOUR = 60;

    static Timeline of(JudgePlan plan) {
        return new Timeline(plan.window(), plan.windowCount());
    }

    /** A part of the run in whole windows, at least one. */
    long part(double share) {
        return Math.max(1, (long) Math.ceil(windowCount * share - 1e-9));
    }

    /** The block that drifts are judged on, in windows: 30 minutes of 48 hours. */
    long block() {
        return part(BLOCK);
    }

    /** A fixed time in whole windows, at least one. */
    long lasting(Duration time) {
        return Math.max(1, Math.ceilDiv(time.toNanos(), window.toNanos()));
    }

    double hours(double windows) {
        return windows * window.toNanos() / NANOS_PER_HOUR;
    }

    /** The window that holds an offset from the start of the load. */
    long windowOf(long nanos) {
        return Math.min(windowCount - 1, nanos / window.toNanos());
    }

    /** When a window begins, such as {@code 24:00:00 into the load (window 1440)}. */
    String at(long index) {
        return clock(window.toNanos() * index) + " into the load (window " + index + ")";
    }

    /** An offset from the start of the load, such as {@code 24:00:31}. */
    static String clock(long nanos) {
        long seconds = nanos / NANOS_PER_SECOND;
        long minutes = seconds / SECONDS_PER_MINUTE;
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d",
                minutes / MINUTES_PER_HOUR,
                minutes % MINUTES_PER_HOUR,
                seconds % SECONDS_PER_MINUTE);
    }

    /** A number of windows as a time, such as {@code 7.5 h}. */
    String span(long windows) {
        return span((double) windows);
    }

    String span(double windows) {
        return Figures.hours(hours(windows));
    }
}

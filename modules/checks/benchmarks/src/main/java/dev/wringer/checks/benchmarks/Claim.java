package dev.wringer.checks.benchmarks;

import java.util.List;

/** A figure that was published for a kind of run, to be held against what the judge said of such runs. */
sealed interface Claim permits Share, Hours, Differs {
    /** How the published figure and the measured one go together. */
    enum Agreement {
        /** The published figure lies in the interval of the measured one. */
        INSIDE,
        /** It does not, but it was measured too: its own interval and ours overlap. */
        OVERLAPPING,
        OUTSIDE
    }

    /** @param measured and {@code interval}: in words */
    record Result(String measured, String interval, Agreement agreement) {}

    /** What is counted or timed, in words. */
    String what();

    /** The figure, in words. */
    String published();

    Result against(List<Seen> seen, double confidence);

    /** What is expected of this judge; else than what was published where it is known to differ. */
    default Claim expected() {
        return this;
    }

    /** Why it differs; empty where it does not. */
    default String reason() {
        return "";
    }
}

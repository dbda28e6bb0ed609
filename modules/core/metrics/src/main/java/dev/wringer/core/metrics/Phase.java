package dev.wringer.core.metrics;

import java.util.Locale;

/** What a window of a run is for. */
public enum Phase {
    /** Declared as not to be judged. */
    WARM_UP,
    STEADY,
    /** Touched by a pause of the load: what is left is counted, times and rates are not judged. */
    QUIESCE,
    /** A person held the traffic in it: not judged. */
    HELD;

    /** As files have it: {@code warm-up}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package dev.wringer.core.model;

import java.util.Locale;

/** A phase of a run with faults, as its criteria see it. */
public enum ChaosPhase {
    /** Until the first fault. */
    BEFORE,
    /** While any fault is active. */
    DURING,
    /** While the system recovers from a fault, and none is active. */
    RECOVERY,
    /** Recovered from all faults so far. */
    AFTER,
    /** All of them. */
    ALWAYS;

    /** As files have it: {@code during}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

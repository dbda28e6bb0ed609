package dev.wringer.core.judge;

/** What a criterion says, and what the run says. Ordered by how much each outweighs the ones before it. */
public enum State {
    /** Shown by data. */
    PASS,
    /** An effect is seen, but not shown. */
    WARN,
    /** Too little or too noisy data. */
    INCONCLUSIVE,
    /** The instrument is broken. */
    INVALID,
    /** Shown by data not to hold. */
    FAIL
}

package dev.wringer.core.model;

/** What the values of a figure are. */
public enum Unit {
    COUNT,
    MEBIBYTES,
    /** 1 is 100 %; of processor time 1 is one processor. */
    SHARE,
    PER_SECOND,
    MICROSECONDS
}

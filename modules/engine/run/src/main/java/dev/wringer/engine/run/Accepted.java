package dev.wringer.engine.run;

import java.util.BitSet;

/** The numbers of the arrivals of one flow whose requests were all answered well; one bit for each. */
final class Accepted {
    /** Two megabytes; arrivals with higher numbers are counted only. */
    private static final int NUMBER_MAX = 16_000_000;

    private final BitSet numbers = new BitSet();
    private long untracked;

    void add(long sequence) {
        if (sequence < NUMBER_MAX) {
            numbers.set((int) sequence);
        } else {
            untracked++;
        }
    }

    /** Of another loop of the same flow. */
    void add(Accepted other) {
        numbers.or(other.numbers);
        untracked += other.untracked;
    }

    BitSet numbers() {
        return numbers;
    }

    long untracked() {
        return untracked;
    }
}

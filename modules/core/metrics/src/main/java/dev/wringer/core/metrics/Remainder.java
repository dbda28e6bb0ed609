package dev.wringer.core.metrics;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is left after the drain.
 *
 * @param unfinished requests that never came to an end, by endpoint; only endpoints that have some
 * @param stuckSessions sessions that were not closed, by service; only services that have some
 * @param readBacks what became of accepted writes, by flow; only flows that are read back
 */
public record Remainder(
        SortedMap<EndpointId, Long> unfinished,
        SortedMap<String, Long> stuckSessions,
        SortedMap<String, ReadBack> readBacks) {
    public static final Remainder NOTHING = new Remainder(new TreeMap<>(), new TreeMap<>());

    public Remainder {
        unfinished = new TreeMap<>(unfinished);
        stuckSessions = new TreeMap<>(stuckSessions);
        readBacks = new TreeMap<>(readBacks);
    }

    /** Of a run that reads nothing back. */
    public Remainder(SortedMap<EndpointId, Long> unfinished, SortedMap<String, Long> stuckSessions) {
        this(unfinished, stuckSessions, new TreeMap<>());
    }

    public long unfinishedTotal() {
        return unfinished.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Writes of one flow that were accepted, and what was found of them after the faults.
     *
     * @param accepted arrivals whose requests were all answered well
     * @param found those that could be read as expected
     * @param lost those that were answered, and not as expected
     * @param unknown those that could not be asked for: no answer, or not looked for
     * @param firstLost number of the first arrival that was lost, from 0; -1 without any
     */
    public record ReadBack(long accepted, long found, long lost, long unknown, long firstLost) {}
}

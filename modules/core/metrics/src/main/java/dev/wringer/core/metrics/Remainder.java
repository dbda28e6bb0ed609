package dev.wringer.core.metrics;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is left after the drain.
 *
 * @param unfinished requests that never came to an end, by endpoint; only endpoints that have some
 * @param stuckSessions sessions that were not closed, by service; only services that have some
 */
public record Remainder(SortedMap<EndpointId, Long> unfinished, SortedMap<String, Long> stuckSessions) {
    public static final Remainder NOTHING = new Remainder(new TreeMap<>(), new TreeMap<>());

    public Remainder {
        unfinished = new TreeMap<>(unfinished);
        stuckSessions = new TreeMap<>(stuckSessions);
    }

    public long unfinishedTotal() {
        return sum(unfinished);
    }

    public long stuckTotal() {
        return sum(stuckSessions);
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}

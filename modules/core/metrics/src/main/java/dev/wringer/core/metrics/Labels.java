package dev.wringer.core.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Counts of texts that an outside world makes up: at most {@value #DISTINCT_MAX} of them by name, the rest as "other". */
public final class Labels {
    private static final int DISTINCT_MAX = 20;
    private static final int LENGTH_MAX = 120;
    private static final String OTHER = "other";

    private final TreeMap<String, Long> counts = new TreeMap<>();

    public void add(String label, long count) {
        String name = label.length() <= LENGTH_MAX ? label : label.substring(0, LENGTH_MAX) + "…";
        boolean room = counts.containsKey(name) || distinct() < DISTINCT_MAX;
        counts.merge(room ? name : OTHER, count, Long::sum);
    }

    public void addAll(Labels other) {
        other.counts.forEach(this::add);
    }

    /** By name; "other" takes no place, so that adding again what was read from a file gives the same counts. */
    private int distinct() {
        return counts.size() - (counts.containsKey(OTHER) ? 1 : 0);
    }

    /** In alphabetical order; a view. */
    public Map<String, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }
}

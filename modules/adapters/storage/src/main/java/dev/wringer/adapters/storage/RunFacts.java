package dev.wringer.adapters.storage;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known before a run begins; with its windows all that is needed to judge it again. Of these only name, seed and
 * start get into files that two runs of one seed must have in common.
 *
 * @param simulationFile its text as read, kept as {@code simulation.conf}
 * @param clock {@code real} or {@code virtual}
 * @param startedAt by the run's own clock
 * @param repeat the command that runs it again
 * @param overrides what flags changed about the file, by key
 * @param values the resolved values, by dotted key
 * @param host version of Wringer, JDK, operating system, processors
 */
public record RunFacts(
        String simulation,
        String simulationFile,
        long seed,
        String clock,
        Instant startedAt,
        String repeat,
        SortedMap<String, String> overrides,
        SortedMap<String, String> values,
        SortedMap<String, String> host) {

    public RunFacts {
        overrides = new TreeMap<>(overrides);
        values = new TreeMap<>(values);
        host = new TreeMap<>(host);
    }
}

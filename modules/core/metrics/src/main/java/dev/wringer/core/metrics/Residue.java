package dev.wringer.core.metrics;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one service still has at a checkpoint. An absent figure was not answered in time or cannot be measured; it is never 0
 * instead.
 *
 * @param sessionsOpen sessions of all session flows that go to it, those that are stuck included
 * @param inFlight requests in flight to it
 * @param sockets connections to its port that it holds
 * @param memoryMb resident memory, in MiB
 * @param liveMemoryMb what is used once garbage was collected, in MiB; absent when it was not
 * @param garbage {@value #COLLECTED}, or why not
 */
public record Residue(
        String service,
        OptionalLong sessionsOpen,
        OptionalLong inFlight,
        OptionalLong sockets,
        OptionalLong openFiles,
        OptionalLong threads,
        OptionalDouble memoryMb,
        OptionalDouble liveMemoryMb,
        String garbage) {
    public static final String COLLECTED = "collected";

    /** Sessions and requests left; absent when neither is known. */
    public OptionalLong left() {
        return sessionsOpen.isEmpty() && inFlight.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(sessionsOpen.orElse(0) + inFlight.orElse(0));
    }
}

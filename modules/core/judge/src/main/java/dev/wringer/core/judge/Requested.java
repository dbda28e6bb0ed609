package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Window;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/** In which windows a service had requests, that began, ended or were in flight: a bit for each. */
final class Requested {
    private final TreeMap<String, BitSet> windows = new TreeMap<>();

    void observe(Window window) {
        for (EndpointInterval endpoint : window.endpoints()) {
            if (endpoint.started() + endpoint.finished() + endpoint.inFlight() > 0) {
                windows.computeIfAbsent(endpoint.id().service(), service -> new BitSet())
                        .set((int) window.index());
            }
        }
    }

    /** Whether any of these services had some, in a window from the first to the last. */
    boolean any(List<String> services, long first, long last) {
        return services.stream()
                .filter(windows::containsKey)
                .mapToInt(service -> windows.get(service).nextSetBit((int) first))
                .anyMatch(next -> next >= 0 && next <= last);
    }
}

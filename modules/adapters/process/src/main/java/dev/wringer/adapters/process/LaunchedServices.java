package dev.wringer.adapters.process;

import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The services that run now because this run launched them; the only ones that faults of processes act on. */
public final class LaunchedServices {
    private final SortedMap<String, Incarnation> running = new ConcurrentSkipListMap<>();

    Optional<Incarnation> running(String service) {
        return Optional.ofNullable(running.get(service));
    }

    void launched(String service, Incarnation incarnation) {
        running.put(service, incarnation);
    }

    void ended(String service, Incarnation incarnation) {
        running.remove(service, incarnation);
    }
}

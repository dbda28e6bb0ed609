package dev.wringer.core.model;

import java.util.List;
import java.util.Optional;

/**
 * To whom a fault happens.
 *
 * @param to the service; empty for a fault of the machine
 * @param from for faults of connections and requests: only those of this service; empty: those of Wringer and of every service
 *     that finds the other by a placeholder
 * @param reaches the services whose requests it may disturb; empty: those that {@code core/faults} works out
 */
public record FaultTarget(Optional<String> to, Optional<String> from, List<String> reaches) {
    public FaultTarget {
        reaches = List.copyOf(reaches);
    }

    public static FaultTarget of(String service) {
        return new FaultTarget(Optional.of(service), Optional.empty(), List.of());
    }

    /** {@code memory-engine}, {@code api-gateway -> memory-engine} or {@code the machine}. */
    public String words() {
        return from.map(it -> it + " -> ").orElse("") + to.orElse("the machine");
    }
}

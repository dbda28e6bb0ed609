package dev.wringer.core.metrics;

import java.time.Instant;
import java.util.List;

/**
 * What was left in a pause of the load, after the drain and the collection of garbage.
 *
 * @param number of the pause, from 0
 * @param at when counting began
 * @param services in the order of the simulation
 */
public record Checkpoint(long number, Instant at, List<Residue> services) {
    public Checkpoint {
        services = List.copyOf(services);
    }
}

package dev.wringer.core.metrics;

import java.time.Instant;
import java.util.List;

/**
 * All measurements of one interval of judging. What the judge sees is what the run folder holds, so that the verdict can be
 * reached again from the files alone.
 *
 * @param index from 0
 * @param endNanos offset from the start of the load
 * @param endpoints ordered by id; an endpoint without traffic is there, with no requests
 * @param services in the order of the simulation
 * @param faults ids of the faults active at any time in the window
 */
public record Window(
        long index,
        Instant start,
        Instant end,
        long endNanos,
        Phase phase,
        List<EndpointInterval> endpoints,
        List<ServiceInterval> services,
        GeneratorInterval generator,
        List<String> faults) {

    public Window {
        endpoints = List.copyOf(endpoints);
        services = List.copyOf(services);
        faults = List.copyOf(faults);
    }

    /** The same measurements, declared as warm-up. */
    public Window asWarmUp() {
        return new Window(index, start, end, endNanos, Phase.WARM_UP, endpoints, services, generator, faults);
    }
}

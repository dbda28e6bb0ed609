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
 * @param faults ids of the faults active at any time in the window, from being applied to being confirmed gone
 * @param recovering ids of the faults that were gone at any time in the window, and the system not yet recovered from
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
        List<String> faults,
        List<String> recovering) {

    public Window {
        endpoints = List.copyOf(endpoints);
        services = List.copyOf(services);
        faults = List.copyOf(faults);
        recovering = List.copyOf(recovering);
    }

    /** Of a time in which the system recovers from nothing. */
    public Window(
            long index,
            Instant start,
            Instant end,
            long endNanos,
            Phase phase,
            List<EndpointInterval> endpoints,
            List<ServiceInterval> services,
            GeneratorInterval generator,
            List<String> faults) {
        this(index, start, end, endNanos, phase, endpoints, services, generator, faults, List.of());
    }

    /** The same measurements, declared as warm-up. */
    public Window asWarmUp() {
        return new Window(
                index, start, end, endNanos, Phase.WARM_UP, endpoints, services, generator, faults, recovering);
    }

    /** The same, with other figures of its services. */
    public Window with(List<ServiceInterval> others) {
        return new Window(index, start, end, endNanos, phase, endpoints, others, generator, faults, recovering);
    }

    /** Touched by no fault, and not by what is left of one. */
    public boolean isUndisturbed() {
        return faults.isEmpty() && recovering.isEmpty();
    }

    /** The same measurements, as if no fault had touched them. */
    public Window unmasked() {
        return new Window(index, start, end, endNanos, phase, endpoints, services, generator, List.of(), List.of());
    }
}

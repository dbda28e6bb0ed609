package dev.wringer.core.model;

/**
 * What can go wrong: the catalogue of faults. A fault says nothing of when and to whom; {@link PlannedFault} does. What it does
 * to a real system is the business of {@code adapters/proxy} and {@code adapters/process}, to a modelled one of {@code
 * adapters/simulated}.
 */
public sealed interface Fault permits ConnectionFault, HttpFault, ProcessFault, NamespaceFault, MachineFault {
    /** The key under which the file writes it, such as {@code latency}. */
    String kind();

    /** For plans, journals and reports: {@code latency of 200 ms, 50 ms of jitter, both ways}. */
    String words();

    /** The same kind of fault with this share of its strength, above 0, at most 1; kinds without a strength stay as they are. */
    default Fault milder(double severity) {
        return this;
    }

    /** True for a fault that another of the same target must not overlap with, whatever that does. */
    default boolean takesServiceDown() {
        return false;
    }
}

package dev.wringer.core.model;

import java.time.Duration;

/**
 * One fault of a run: what, to whom, when. The schedule of a run is a list of these, fixed by the file and the seed.
 *
 * @param id unique in the run: the name of its rule, and a number where the rule makes several
 * @param at from the start of the load
 * @param lasting from being applied to being removed; a fault that takes its service down may have 0
 */
public record PlannedFault(String id, Fault fault, FaultTarget target, Duration at, Duration lasting) {
    public Duration until() {
        return at.plus(lasting);
    }

    /** True when both are there at the same time, if only for a moment. */
    public boolean overlaps(PlannedFault other) {
        return at.compareTo(other.until()) <= 0 && other.at.compareTo(until()) <= 0;
    }

    /** {@code reset-3: connections reset, to api-gateway -> memory-engine}. */
    public String words() {
        return id + ": " + fault.words() + ", " + target.words();
    }
}

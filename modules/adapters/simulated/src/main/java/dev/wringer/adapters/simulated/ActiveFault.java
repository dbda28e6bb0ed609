package dev.wringer.adapters.simulated;

import dev.wringer.core.model.Fault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.RandomStream;

/**
 * A planned fault that was applied. It acts where it is in force: on links and on services that are not immune to it.
 *
 * @param random decides which requests it hits
 */
record ActiveFault(PlannedFault planned, RandomStream random) {
    String id() {
        return planned.id();
    }

    Fault fault() {
        return planned.fault();
    }
}

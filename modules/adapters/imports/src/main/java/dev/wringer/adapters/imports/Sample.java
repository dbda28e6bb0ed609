package dev.wringer.adapters.imports;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.model.Outcome;

/**
 * One request that came to its end.
 *
 * @param endMicros since the epoch
 * @param micros from the send to the end, as the other tool measured it
 * @param label what went wrong, in the other tool's words; empty: nothing
 */
record Sample(EndpointId endpoint, long endMicros, long micros, Outcome outcome, String label) {
    private static final long YEAR_2000_MICROS = 946_684_800_000_000L;
    private static final long YEAR_2100_MICROS = 4_102_444_800_000_000L;

    Sample {
        if (endMicros < YEAR_2000_MICROS || endMicros > YEAR_2100_MICROS) {
            throw new BadLine("its time is not in this century");
        }
        if (micros < 0) {
            throw new BadLine("a negative response time");
        }
    }
}

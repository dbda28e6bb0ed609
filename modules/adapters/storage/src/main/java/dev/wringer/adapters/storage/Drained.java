package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.Remainder;
import java.time.Instant;

/**
 * How a run ended, as its journal tells; a run that was killed has none.
 *
 * @param durationNanos of the load that was really driven
 */
public record Drained(Instant at, Remainder remainder, long durationNanos) {}

package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.FaultRecord;

/**
 * A fault that is over, and when the judge heard of it.
 *
 * @param windows that were over before
 */
public record FaultOver(FaultRecord fault, long windows) {}

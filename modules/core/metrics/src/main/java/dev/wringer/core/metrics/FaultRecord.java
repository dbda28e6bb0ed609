package dev.wringer.core.metrics;

import dev.wringer.core.model.PlannedFault;
import java.util.List;
import java.util.OptionalLong;

/**
 * What became of one planned fault: the evidence that it took effect, was undone, and that the system recovered. Times are
 * nanoseconds from the start of the load; an absent one did not come.
 *
 * @param applied after the act that makes it
 * @param confirmed when an independent observation showed its effect
 * @param removed after the act that undoes it
 * @param gone when an independent observation showed the effect gone
 * @param recovered the begin of the first of the good seconds after {@code removed}
 * @param evidence what was observed, at the confirmation and at the end, in words
 * @param problem why it was not applied, not confirmed or not removed; empty when all went well
 * @param overlapping ids of other faults that reach the same services and were active or recovering between its begin and its
 *     recovery
 * @param reached the services that it may disturb
 * @param inside requests to these services while it was active
 * @param outside requests to all other services while it was active and until the system had recovered
 */
public record FaultRecord(
        PlannedFault planned,
        OptionalLong applied,
        OptionalLong confirmed,
        OptionalLong removed,
        OptionalLong gone,
        OptionalLong recovered,
        String evidence,
        String problem,
        List<String> overlapping,
        List<String> reached,
        Requests inside,
        Requests outside) {
    public FaultRecord {
        overlapping = List.copyOf(overlapping);
        reached = List.copyOf(reached);
    }

    /** @param finished those that came to their end */
    public record Requests(long finished, long errors) {
        public static final Requests NONE = new Requests(0, 0);

        public Requests plus(long moreFinished, long moreErrors) {
            return new Requests(finished + moreFinished, errors + moreErrors);
        }
    }

    /** From its removal to the recovery; absent when there was none. */
    public OptionalLong timeToRecoverNanos() {
        return recovered.isPresent() && removed.isPresent()
                ? OptionalLong.of(Math.max(0, recovered.getAsLong() - removed.getAsLong()))
                : OptionalLong.empty();
    }
}

package dev.wringer.core.faults;

import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.model.FaultPlan;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides when a system has recovered from a fault, second by second, as {@link FaultPlan.Recovery} has it. Times are nanoseconds
 * from the start of the load.
 */
public final class RecoveryWatch {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final double MEDIAN = 50;

    private final FaultPlan.Recovery recovery;
    private final Set<String> reached;
    private final Steady steady;
    private final long removedNanos;
    private int goodInARow;
    private long goodSince;
    private long seenUntil;
    private OptionalLong recovered = OptionalLong.empty();

    /**
     * @param reached services that the fault may have disturbed
     * @param steady what is usual, before the fault
     */
    public RecoveryWatch(FaultPlan.Recovery recovery, List<String> reached, Steady steady, long removedNanos) {
        this.recovery = recovery;
        this.reached = new TreeSet<>(reached);
        this.steady = steady;
        this.removedNanos = removedNanos;
    }

    /**
     * Takes what was seen between two times. What begins before the removal, and what has no requests, does not count.
     *
     * @param disturbed another fault reaches the same services: a good second counts all the same, a bad one says nothing
     */
    public void add(long fromNanos, long untilNanos, List<EndpointInterval> seen, boolean disturbed) {
        if (recovered.isPresent() || fromNanos < removedNanos || !hasRequests(seen)) {
            return;
        }
        seenUntil = untilNanos;
        if (isGood(seen)) {
            goodSince = goodInARow == 0 ? fromNanos : goodSince;
            goodInARow++;
            if (goodInARow >= recovery.goodSeconds()) {
                recovered = OptionalLong.of(goodSince);
            }
        } else if (!disturbed) {
            goodInARow = 0;
        }
    }

    /** The begin of the first of the good seconds, once there were enough. */
    public OptionalLong recovered() {
        return recovered;
    }

    /**
     * The time that the system had is over: good seconds that began in it may still be completed, unless requests have stopped for as
     * long again.
     */
    public boolean isOver(long now) {
        long within = recovery.within().toNanos();
        long limit = removedNanos + within;
        boolean mayComplete = goodInARow > 0 && goodSince <= limit && now - seenUntil < within;
        return recovered.isPresent() || (now >= limit && !mayComplete);
    }

    private boolean hasRequests(List<EndpointInterval> seen) {
        return seen.stream().anyMatch(endpoint -> isReached(endpoint) && endpoint.finished() > 0);
    }

    private boolean isGood(List<EndpointInterval> seen) {
        long finished = 0;
        long errors = 0;
        for (EndpointInterval endpoint : seen) {
            if (isReached(endpoint) && endpoint.finished() > 0) {
                finished += endpoint.finished();
                errors += endpoint.errors();
                if (isSlow(endpoint)) {
                    return false;
                }
            }
        }
        return errors <= recovery.errorRate() * finished;
    }

    private boolean isSlow(EndpointInterval endpoint) {
        long median = endpoint.responseTime().getValueAtPercentile(MEDIAN);
        long slowest = recovery.slowest().toNanos() / NANOS_PER_MICRO;
        return median > Math.max(slowest, steady.usualMicros(endpoint.id()));
    }

    private boolean isReached(EndpointInterval endpoint) {
        return reached.contains(endpoint.id().service());
    }
}

package dev.wringer.engine.run;

import dev.wringer.core.faults.Reach;
import dev.wringer.core.faults.RecoveryWatch;
import dev.wringer.core.faults.Steady;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Simulation;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** A fault that has begun and that the system has not yet recovered from: what became of it so far. Times are offsets. */
final class OpenFault {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long SECOND = 1_000_000_000;

    private final PlannedFault planned;
    private final Simulation simulation;
    private final Steady steady;
    private final List<String> reached;
    private final TreeSet<String> overlapping = new TreeSet<>();
    private OptionalLong applied = OptionalLong.empty();
    private OptionalLong confirmed = OptionalLong.empty();
    private OptionalLong removed = OptionalLong.empty();
    private OptionalLong gone = OptionalLong.empty();
    private String evidence = "";
    private String problem = "";
    private boolean ended;
    private RecoveryWatch watch;
    private FaultRecord.Requests inside = FaultRecord.Requests.NONE;
    private FaultRecord.Requests outside = FaultRecord.Requests.NONE;

    OpenFault(PlannedFault planned, Simulation simulation, Steady steady) {
        this.planned = planned;
        this.simulation = simulation;
        this.steady = steady;
        this.reached = Reach.of(planned, simulation.services());
    }

    PlannedFault planned() {
        return planned;
    }

    /** Another begins while this one is there. */
    void meet(OpenFault other) {
        if (reachesSome(other)) {
            overlapping.add(other.planned.id());
            other.overlapping.add(planned.id());
        }
    }

    private boolean reachesSome(OpenFault other) {
        return !Collections.disjoint(reached, other.reached);
    }

    /** True while this is active and reaches a service that the other one does. */
    boolean disturbs(OpenFault other) {
        return other != this && isActive() && reachesSome(other);
    }

    void applied(long at) {
        applied = OptionalLong.of(at);
    }

    void confirmed(long at, String seen) {
        confirmed = OptionalLong.of(at);
        evidence = seen;
    }

    void removed(long at) {
        removed = OptionalLong.of(at);
        watch = new RecoveryWatch(simulation.faults().recovery(), reached, steady, at);
    }

    void gone(long at, String seen) {
        gone = OptionalLong.of(at);
        evidence += evidence.isEmpty() ? seen : "; gone: " + seen;
    }

    void ended(String why) {
        ended = true;
        problem = why;
    }

    /** From its begin until it is confirmed gone, or nothing more can be done about it. */
    boolean isActive() {
        return gone.isEmpty() && !ended;
    }

    /** Whether an interval shows this fault: the one in which it begins may reach back long before. */
    boolean isSeenIn(FaultDirector.Seen seen) {
        return seen.fromNanos() + SECOND > planned.at().toNanos();
    }

    List<String> reached() {
        return reached;
    }

    /**
     * @param reachedByAny the services that any fault reaches that is there
     * @param disturbed another fault disturbs the same services
     */
    void seen(FaultDirector.Seen seen, Set<String> reachedByAny, boolean disturbed) {
        for (EndpointInterval endpoint : seen.endpoints()) {
            String service = endpoint.id().service();
            if (!reachedByAny.contains(service)) {
                outside = outside.plus(endpoint.finished(), endpoint.errors());
            } else if (reached.contains(service) && (isActive() || seen.fromNanos() < gone.orElse(0))) {
                inside = inside.plus(endpoint.finished(), endpoint.errors());
            }
        }
        if (watch != null) {
            watch.add(seen.fromNanos(), seen.untilNanos(), seen.endpoints(), disturbed);
        }
    }

    /** Nothing more is to be learned of it: the system has recovered or had its time, or the fault never came about. */
    boolean isOver(long now) {
        if (!ended) {
            return false;
        }
        return applied.isEmpty() || watch == null || watch.recovered().isPresent() || watch.isOver(now);
    }

    FaultRecord last() {
        return new FaultRecord(
                planned,
                applied,
                confirmed,
                removed,
                gone,
                watch == null || applied.isEmpty() ? OptionalLong.empty() : watch.recovered(),
                evidence,
                problem,
                List.copyOf(overlapping),
                reached,
                inside,
                outside);
    }

    String recoveryInWords() {
        OptionalLong time = last().timeToRecoverNanos();
        return time.isPresent() ? "after " + time.getAsLong() / NANOS_PER_SECOND + " s" : problem;
    }

    Progress.ActiveFault shown() {
        return new Progress.ActiveFault(planned, confirmed.isPresent(), !isActive());
    }
}

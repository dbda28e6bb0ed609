package dev.wringer.core.judge;

import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** A made-up record of a fault that went well, unless a test says what did not. Times in seconds. */
final class Recorded {
    static final long SECOND = 1_000_000_000;

    private final PlannedFault planned;
    private OptionalLong applied;
    private OptionalLong confirmed;
    private OptionalLong removed;
    private OptionalLong gone;
    private OptionalLong recovered;
    private String problem = "";
    private List<String> overlapping = List.of();
    private FaultRecord.Requests inside = new FaultRecord.Requests(100, 0);
    private FaultRecord.Requests outside = new FaultRecord.Requests(100, 0);

    private Recorded(PlannedFault planned) {
        this.planned = planned;
        long at = planned.at().toNanos();
        long until = planned.until().toNanos();
        applied = OptionalLong.of(at);
        confirmed = OptionalLong.of(at);
        removed = OptionalLong.of(until);
        gone = OptionalLong.of(until);
        recovered = OptionalLong.of(until);
    }

    static Recorded of(PlannedFault planned) {
        return new Recorded(planned);
    }

    static PlannedFault kill(String id, long at, long lasting) {
        return planned(id, new ProcessFault.Kill(), "gateway", at, lasting);
    }

    static PlannedFault reset(String id, long at, long lasting) {
        return planned(id, new ConnectionFault.Reset(1), "gateway", at, lasting);
    }

    static PlannedFault planned(String id, Fault fault, String service, long at, long lasting) {
        return new PlannedFault(
                id, fault, FaultTarget.of(service), Duration.ofSeconds(at), Duration.ofSeconds(lasting));
    }

    Recorded notApplied(String why) {
        applied = OptionalLong.empty();
        return notConfirmed(why).notGone(why);
    }

    Recorded notConfirmed(String why) {
        confirmed = OptionalLong.empty();
        problem = why;
        return this;
    }

    Recorded notGone(String why) {
        removed = OptionalLong.empty();
        gone = OptionalLong.empty();
        recovered = OptionalLong.empty();
        problem = why;
        return this;
    }

    Recorded recoveredAfter(double seconds) {
        recovered = OptionalLong.of(removed.orElseThrow() + (long) (seconds * SECOND));
        return this;
    }

    Recorded notRecovered() {
        recovered = OptionalLong.empty();
        return this;
    }

    Recorded with(String... others) {
        overlapping = List.of(others);
        return this;
    }

    Recorded inside(long finished, long errors) {
        inside = new FaultRecord.Requests(finished, errors);
        return this;
    }

    Recorded outside(long finished, long errors) {
        outside = new FaultRecord.Requests(finished, errors);
        return this;
    }

    FaultRecord done() {
        return new FaultRecord(
                planned,
                applied,
                confirmed,
                removed,
                gone,
                recovered,
                "seen",
                problem,
                overlapping,
                List.of("gateway"),
                inside,
                outside);
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.model.PlannedFault;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The records of faults so far, by id: whatever order they came in, they say the same. */
final class FaultRecords {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final JudgePlan plan;
    private final Timeline timeline;
    private final TreeMap<String, FaultRecord> records = new TreeMap<>();

    FaultRecords(JudgePlan plan) {
        this.plan = plan;
        this.timeline = Timeline.of(plan);
    }

    void add(FaultRecord fault) {
        records.put(fault.planned().id(), fault);
    }

    Collection<FaultRecord> all() {
        return records.values();
    }

    Optional<FaultRecord> of(String id) {
        return Optional.ofNullable(records.get(id));
    }

    boolean has(PlannedFault planned) {
        return records.containsKey(planned.id());
    }

    /** What, to whom and when: {@code kill-3: killed (SIGKILL), to engine, from 1:00:00 to 1:00:05}. */
    static String words(FaultRecord fault) {
        PlannedFault planned = fault.planned();
        long begin = fault.applied().orElse(planned.at().toNanos());
        String end = fault.removed().isPresent()
                ? " to " + Timeline.clock(fault.removed().getAsLong())
                : ", never removed";
        return planned.words() + ", from " + Timeline.clock(begin) + end;
    }

    /** When a fault began, as a window. */
    long beginOf(FaultRecord fault) {
        return timeline.windowOf(fault.applied().orElse(fault.planned().at().toNanos()));
    }

    /** The window after which nothing more was to be learned of a fault. */
    long overAfter(FaultRecord fault) {
        long end = fault.planned().until().toNanos();
        for (OptionalLong time :
                new OptionalLong[] {fault.applied(), fault.confirmed(), fault.removed(), fault.gone()}) {
            end = Math.max(end, time.orElse(0));
        }
        if (fault.recovered().isPresent()) {
            end = Math.max(
                    end, fault.recovered().getAsLong() + plan.chaos().recovery().goodSeconds() * NANOS_PER_SECOND);
        } else if (fault.removed().isPresent()) {
            end += plan.chaos().recovery().within().toNanos();
        }
        return timeline.windowOf(Math.max(0, end - 1));
    }
}

package dev.wringer.engine.run;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.Remainder;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was left when the load had ended, added up as the parts of a run report it. */
final class Tally {
    private final SortedMap<EndpointId, Long> unfinished = new TreeMap<>();
    private final SortedMap<String, Long> stuck = new TreeMap<>();
    private final SortedMap<String, Accepted> accepted = new TreeMap<>();
    private final SortedMap<String, Remainder.ReadBack> readBacks = new TreeMap<>();

    void add(TrafficGenerator.Idle idle) {
        idle.unfinished().forEach((id, count) -> unfinished.merge(id, count, Long::sum));
        accepted.computeIfAbsent(idle.flow(), ignored -> new Accepted()).add(idle.accepted());
    }

    void add(SessionChurner.Empty empty) {
        empty.unfinished().forEach((id, count) -> unfinished.merge(id, count, Long::sum));
        if (empty.stuck() > 0) {
            stuck.merge(empty.service(), empty.stuck(), Long::sum);
        }
    }

    void add(ReadBack.Over over) {
        readBacks.put(over.flow(), over.result());
    }

    /** The writes of a flow that were accepted. */
    Accepted accepted(String flow) {
        return accepted.get(flow);
    }

    Remainder remainder() {
        return new Remainder(unfinished, stuck, readBacks);
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Fitness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the judge knows before the first window.
 *
 * @param duration planned length of the load
 * @param windowCount windows planned
 * @param timeouts the longest timeout of each endpoint's requests
 * @param memoryLimits limit of each service in bytes, in the order of the simulation; empty where none is known
 * @param offered requests planned per endpoint, where the load is open and so known in advance
 */
public record JudgePlan(
        List<Criterion> criteria,
        Duration duration,
        Duration window,
        Duration warmUp,
        long windowCount,
        SortedMap<EndpointId, Duration> timeouts,
        Map<String, OptionalLong> memoryLimits,
        SortedMap<EndpointId, Long> offered,
        Fitness fitness) {

    public JudgePlan {
        criteria = List.copyOf(criteria);
        timeouts = new TreeMap<>(timeouts);
        offered = new TreeMap<>(offered);
    }
}

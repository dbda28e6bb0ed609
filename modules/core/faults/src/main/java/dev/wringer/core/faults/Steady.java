package dev.wringer.core.faults;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * How long requests take while no fault is there and the system recovers from none: of each endpoint the first ten thousand, which is
 * enough for the 99th percentile, costs nothing later, and does not follow a system that gets slower from fault to fault.
 */
public final class Steady {
    private static final double NEARLY_ALL = 99;
    private static final long ENOUGH = 10_000;

    private final SortedMap<EndpointId, Histogram> endpoints = new TreeMap<>();

    /** Adds what was seen in an undisturbed interval. */
    public void add(List<EndpointInterval> seen) {
        for (EndpointInterval endpoint : seen) {
            Histogram known = endpoints.computeIfAbsent(endpoint.id(), ignored -> EndpointInterval.newHistogram());
            if (known.getTotalCount() < ENOUGH) {
                known.add(endpoint.responseTime());
            }
        }
    }

    /** What 99 % of the requests to an endpoint took at most, in microseconds; without any, without limit. */
    long usualMicros(EndpointId endpoint) {
        Histogram seen = endpoints.get(endpoint);
        return seen == null || seen.getTotalCount() == 0 ? Long.MAX_VALUE : seen.getValueAtPercentile(NEARLY_ALL);
    }
}

package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.HeatMap;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.engine.run.Recorder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Adds the windows of a run up and makes {@code summary.json} of them. Totals are over all windows, warm-up included; the
 * findings say what they were judged on.
 */
final class Summary {
    private static final double PERCENT = 100;

    private final RunFacts facts;
    private final SortedMap<EndpointId, EndpointInterval> endpoints = new TreeMap<>();
    private final Map<String, ServiceTotal> services = new LinkedHashMap<>();
    private final List<Map<String, Object>> faults = new ArrayList<>();
    private final HeatMap heatMap = new HeatMap();
    private long windows;
    private long warmUpWindows;
    private long quiesceWindows;
    private long heldWindows;
    private long unfitWindows;

    Summary(RunFacts facts) {
        this.facts = facts;
    }

    void add(Window window) {
        windows++;
        warmUpWindows += window.phase() == Phase.WARM_UP ? 1 : 0;
        quiesceWindows += window.phase() == Phase.QUIESCE ? 1 : 0;
        heldWindows += window.phase() == Phase.HELD ? 1 : 0;
        unfitWindows += window.generator().isFit() ? 0 : 1;
        heatMap.add(window);
        for (EndpointInterval endpoint : window.endpoints()) {
            endpoints.computeIfAbsent(endpoint.id(), EndpointInterval::new).merge(endpoint, false);
        }
        for (ServiceInterval service : window.services()) {
            services.merge(service.service(), ServiceTotal.of(service), ServiceTotal::then);
        }
    }

    void add(FaultRecord fault) {
        faults.add(FaultRows.json(fault));
    }

    /** What only runs with faults have comes last. */
    String json(Recorder.Finish finish) {
        Map<String, Object> summary = Json.object(
                "simulation", facts.simulation(),
                "seed", facts.seed(),
                "started_at", facts.startedAt().toString(),
                "duration_s", Decimals.seconds(finish.durationNanos()),
                "verdict", VerdictJson.outcome(finish.verdict()),
                "windows", windows(),
                "findings", VerdictJson.findings(finish.verdict()),
                "endpoints", endpoints.values().stream().map(Summary::endpoint).toList(),
                "services", services.values().stream().map(ServiceTotal::json).toList(),
                "unfinished", Journal.unfinished(finish.remainder()),
                "stuck_sessions", Journal.stuckSessions(finish.remainder()));
        if (!faults.isEmpty()) {
            summary.put("faults", faults);
        }
        if (!finish.remainder().readBacks().isEmpty()) {
            summary.put(Journal.READ_BACKS, Journal.readBacks(finish.remainder()));
        }
        return Json.pretty(summary);
    }

    /** How many requests took how long, over time. */
    String heatJson() {
        return Json.line(Json.object(
                "seconds_per_column", Decimals.seconds(heatMap.columnNanos()),
                "bounds_ms", HeatMap.boundsMs(),
                "columns", heatMap.columns()));
    }

    private Map<String, Object> windows() {
        return Json.object(
                "total",
                windows,
                "warm_up",
                warmUpWindows,
                "quiesce",
                quiesceWindows,
                "held",
                heldWindows,
                "unfit",
                unfitWindows);
    }

    private static Map<String, Object> endpoint(EndpointInterval total) {
        long finished = total.finished();
        BigDecimal errorRate = finished == 0 ? null : Decimals.rounded(total.errors() * PERCENT / finished, 4);
        return Json.object(
                "service", total.id().service(),
                "endpoint", total.id().endpoint(),
                "started", total.started(),
                "requests", finished,
                "errors", total.errors(),
                "error_rate_pct", errorRate,
                "errors_by_kind", WindowRows.errorKinds(total),
                "error_labels", labels(total),
                "p50_ms", percentile(total.responseTime(), 50),
                "p95_ms", percentile(total.responseTime(), 95),
                "p99_ms", percentile(total.responseTime(), 99),
                "max_ms", percentile(total.responseTime(), 100),
                "service_time_p99_ms", percentile(total.serviceTime(), 99),
                "spectrum", Spectrum.json(total));
    }

    /** The most frequent first. */
    private static List<Map<String, Object>> labels(EndpointInterval total) {
        Comparator<Map.Entry<String, Long>> mostFirst =
                Map.Entry.<String, Long>comparingByValue().reversed();
        return total.errorLabels().counts().entrySet().stream()
                .sorted(mostFirst.thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> Json.object("label", entry.getKey(), "count", entry.getValue()))
                .toList();
    }

    private static BigDecimal percentile(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0 ? null : Decimals.micros(histogram.getValueAtPercentile(percentile));
    }

    /** A service from its first window to its last. */
    private record ServiceTotal(
            ServiceInterval last,
            OptionalDouble memoryFirst,
            OptionalDouble memoryLast,
            OptionalDouble memoryMax,
            long healthChecks,
            long healthFailures) {
        static ServiceTotal of(ServiceInterval service) {
            OptionalDouble memory = service.memoryMb();
            return new ServiceTotal(service, memory, memory, memory, service.healthChecks(), service.healthFailures());
        }

        ServiceTotal then(ServiceTotal later) {
            return new ServiceTotal(
                    later.last,
                    memoryFirst.isPresent() ? memoryFirst : later.memoryFirst,
                    later.memoryLast.isPresent() ? later.memoryLast : memoryLast,
                    larger(memoryMax, later.memoryMax),
                    healthChecks + later.healthChecks,
                    healthFailures + later.healthFailures);
        }

        Map<String, Object> json() {
            return Json.object(
                    "service", last.service(),
                    "port", last.port(),
                    "memory_first_mb", megabytes(memoryFirst),
                    "memory_last_mb", megabytes(memoryLast),
                    "memory_max_mb", megabytes(memoryMax),
                    "restarts", last.restarts(),
                    "health_checks", healthChecks,
                    "health_failures", healthFailures);
        }

        private static OptionalDouble larger(OptionalDouble a, OptionalDouble b) {
            return a.orElse(Double.NEGATIVE_INFINITY) < b.orElse(Double.NEGATIVE_INFINITY) ? b : a;
        }

        private static BigDecimal megabytes(OptionalDouble figure) {
            return figure.isEmpty() ? null : Decimals.rounded(figure.getAsDouble(), 3);
        }
    }
}

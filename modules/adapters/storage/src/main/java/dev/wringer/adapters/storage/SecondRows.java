package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.engine.run.Recorder;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes {@code seconds.csv}: a row per endpoint and second while a fault is active or the system recovers from one. The histograms
 * are in {@code latencies.hlog}, which has each interval anyway.
 */
final class SecondRows {
    private static final List<String> HEADER = List.of(
            "start",
            "end",
            "service",
            "endpoint",
            "started",
            "requests",
            "errors",
            "p50_ms",
            "p95_ms",
            "p99_ms",
            "max_ms",
            "error_kinds");

    static String header() {
        return String.join(",", HEADER) + "\n";
    }

    static String of(Recorder.Second second) {
        StringBuilder rows = new StringBuilder();
        for (EndpointInterval endpoint : second.endpoints()) {
            rows.append(CsvRow.line(Stream.of(
                    second.start().toString(),
                    second.end().toString(),
                    endpoint.id().service(),
                    endpoint.id().endpoint(),
                    Long.toString(endpoint.started()),
                    Long.toString(endpoint.finished()),
                    Long.toString(endpoint.errors()),
                    WindowRows.percentile(endpoint.responseTime(), 50),
                    WindowRows.percentile(endpoint.responseTime(), 95),
                    WindowRows.percentile(endpoint.responseTime(), 99),
                    WindowRows.percentile(endpoint.responseTime(), 100),
                    Listing.join(WindowRows.errorKinds(endpoint)))));
        }
        return rows.toString();
    }

    private SecondRows() {}
}

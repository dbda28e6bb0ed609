package dev.wringer.adapters.storage;

import static java.util.stream.Collectors.joining;

import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.GeneratorInterval;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** One window as rows of {@code windows.csv} (RFC 4180, but with a bare line feed at each row's end). */
final class WindowRows {
    private static final List<Column> ALL = List.of(Column.values());
    private static final double PERCENT = 100;

    static String header() {
        return header(ALL);
    }

    static String header(List<Column> columns) {
        return columns.stream().map(Column::header).collect(joining(",", "", "\n"));
    }

    static String of(Window window) {
        return of(window, ALL);
    }

    /** Services in the order of the simulation, endpoints in theirs. */
    static String of(Window window, List<Column> columns) {
        Map<Column, String> common = new EnumMap<>(Column.class);
        common.put(Column.WINDOW, Long.toString(window.index()));
        common.put(Column.WINDOW_START, window.start().toString());
        common.put(Column.WINDOW_END, window.end().toString());
        common.put(Column.PHASE, window.phase().word());
        common.put(Column.FAULTS, Listing.join(window.faults()));
        common.put(Column.RECOVERING, Listing.join(window.recovering()));
        generator(common, window.generator());
        List<EndpointInterval> left = new ArrayList<>(window.endpoints());
        StringBuilder rows = new StringBuilder();
        for (ServiceInterval service : window.services()) {
            Map<Column, String> ofService = new EnumMap<>(common);
            service(ofService, service);
            int before = rows.length();
            left.removeIf(endpoint -> {
                boolean mine = endpoint.id().service().equals(service.service());
                if (mine) {
                    append(rows, endpoint(ofService, endpoint), columns);
                }
                return mine;
            });
            if (rows.length() == before) {
                append(rows, ofService, columns);
            }
        }
        left.forEach(endpoint -> append(rows, endpoint(common, endpoint), columns));
        return rows.toString();
    }

    private static void generator(Map<Column, String> row, GeneratorInterval generator) {
        row.put(Column.GENERATOR_UNFIT, Listing.join(generator.unfit()));
        row.put(Column.GENERATOR_SEND_DELAY_P99_MS, text(generator.sendDelayP99Ms(), 3));
        row.put(Column.GENERATOR_LOOP_LAG_MAX_MS, text(generator.loopLagMaxMs(), 3));
        row.put(Column.GENERATOR_GC_PAUSE_MAX_MS, text(generator.gcPauseMaxMs(), 3));
        row.put(Column.GENERATOR_CPU_SHARE, text(generator.cpuShare(), 4));
        row.put(Column.GENERATOR_CLOCK_DRIFT_MS, text(generator.clockDriftMs(), 3));
        row.put(Column.GENERATOR_JUDGE_STALL_MS, text(generator.judgeStallMs(), 3));
    }

    private static void service(Map<Column, String> row, ServiceInterval service) {
        row.put(Column.SERVICE, service.service());
        row.put(Column.PORT, Integer.toString(service.port()));
        row.put(Column.MEMORY_MB, text(service.memoryMb(), 3));
        row.put(Column.MEMORY_FLOOR_MB, text(service.memoryFloorMb(), 3));
        row.put(Column.CPU_PCT, text(service.cpuPct(), 2));
        row.put(Column.OPEN_FILES, text(service.openFiles()));
        row.put(Column.THREADS, text(service.threads()));
        row.put(Column.SESSIONS_OPEN, Long.toString(service.sessionsOpen()));
        row.put(Column.SESSIONS_STUCK, Long.toString(service.sessionsStuck()));
        row.put(Column.RESTARTS, Long.toString(service.restarts()));
        row.put(Column.UPTIME_H, text(service.uptimeHours(), 4));
        row.put(Column.HEALTH_CHECKS, Long.toString(service.healthChecks()));
        row.put(Column.HEALTH_FAILURES, Long.toString(service.healthFailures()));
        row.put(Column.GAUGES, Listing.join(service.gauges()));
    }

    private static Map<Column, String> endpoint(Map<Column, String> ofService, EndpointInterval endpoint) {
        Map<Column, String> row = new EnumMap<>(ofService);
        row.put(Column.SERVICE, endpoint.id().service());
        row.put(Column.ENDPOINT, endpoint.id().endpoint());
        row.put(Column.REQUESTS, Long.toString(endpoint.finished()));
        row.put(Column.ERRORS, Long.toString(endpoint.errors()));
        row.put(Column.ERROR_RATE_PCT, errorRatePct(endpoint));
        row.put(Column.P50_MS, percentile(endpoint.responseTime(), 50));
        row.put(Column.P95_MS, percentile(endpoint.responseTime(), 95));
        row.put(Column.P99_MS, percentile(endpoint.responseTime(), 99));
        row.put(Column.MAX_MS, max(endpoint.responseTime()));
        row.put(Column.SERVICE_TIME_P99_MS, percentile(endpoint.serviceTime(), 99));
        row.put(Column.SEND_DELAY_P99_MS, percentile(endpoint.sendDelay(), 99));
        row.put(Column.STARTED, Long.toString(endpoint.started()));
        row.put(Column.TIMEOUTS, Long.toString(endpoint.count(Outcome.TIMEOUT)));
        row.put(Column.IN_FLIGHT, Long.toString(endpoint.inFlight()));
        row.put(Column.OLDEST_IN_FLIGHT_S, oldestInFlight(endpoint));
        row.put(Column.ERROR_KINDS, Listing.join(errorKinds(endpoint)));
        row.put(Column.ERROR_LABELS, Listing.join(endpoint.errorLabels().counts()));
        return row;
    }

    /** By the words of each kind that occurred. */
    static Map<String, Long> errorKinds(EndpointInterval endpoint) {
        Map<String, Long> kinds = new TreeMap<>();
        for (Outcome outcome : Outcome.values()) {
            if (outcome.isError() && endpoint.count(outcome) > 0) {
                kinds.put(outcome.words(), endpoint.count(outcome));
            }
        }
        return kinds;
    }

    private static String errorRatePct(EndpointInterval endpoint) {
        long finished = endpoint.finished();
        return finished == 0
                ? ""
                : Decimals.rounded(endpoint.errors() * PERCENT / finished, 4).toPlainString();
    }

    private static String oldestInFlight(EndpointInterval endpoint) {
        return endpoint.inFlight() == 0
                ? ""
                : Decimals.seconds(endpoint.oldestInFlightNanos()).toPlainString();
    }

    private static String max(Histogram histogram) {
        return histogram.getTotalCount() == 0
                ? ""
                : Decimals.micros(histogram.getMaxValue()).toPlainString();
    }

    /** Looking for a percentile is costly, and delays are often all 0. */
    static String percentile(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0 || histogram.getMaxValue() == 0
                ? max(histogram)
                : Decimals.micros(histogram.getValueAtPercentile(percentile)).toPlainString();
    }

    static String text(OptionalDouble figure, int places) {
        return Double.isFinite(figure.orElse(Double.NaN))
                ? Decimals.rounded(figure.getAsDouble(), places).toPlainString()
                : "";
    }

    static String text(OptionalLong figure) {
        return figure.isEmpty() ? "" : Long.toString(figure.getAsLong());
    }

    private static void append(StringBuilder rows, Map<Column, String> row, List<Column> columns) {
        String separator = "";
        for (Column column : columns) {
            rows.append(separator).append(quoted(row.getOrDefault(column, "")));
            separator = ",";
        }
        rows.append('\n');
    }

    static String quoted(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return '"' + cell.replace("\"", "\"\"") + '"';
            }
        }
        return cell;
    }

    private WindowRows() {}
}

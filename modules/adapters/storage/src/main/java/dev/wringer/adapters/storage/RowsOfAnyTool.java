package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Makes windows of the rows of any tool. What was in flight counts only where the file says so; else each request began in
 * the window in which it ended. An error of which no kind is told is a failed expectation: of the other tool.
 *
 * @param loadStart start of the first window
 * @param tellsInFlight the file has figures of what is in flight
 * @param isLogged a histogram log beside the file has the response times; else percentiles are all there is
 */
record RowsOfAnyTool(Instant loadStart, boolean tellsInFlight, boolean isLogged) {
    private static final long COUNT_MAX = 1_000_000_000_000L;
    private static final Histogram EMPTY = EndpointInterval.newHistogram();
    private static final List<Column> OF_SERVICE = List.of(
            Column.MEMORY_MB,
            Column.MEMORY_FLOOR_MB,
            Column.CPU_PCT,
            Column.OPEN_FILES,
            Column.THREADS,
            Column.SESSIONS_OPEN,
            Column.SESSIONS_STUCK,
            Column.RESTARTS,
            Column.UPTIME_H,
            Column.HEALTH_CHECKS,
            Column.GAUGES);

    /**
     * @param inFlight at the end of the window before; updated
     * @param latencies histograms of the window by tag
     */
    Window window(WindowGroups.Group group, SortedMap<EndpointId, Long> inFlight, Map<String, Histogram> latencies) {
        Map<String, ServiceInterval> services = new LinkedHashMap<>();
        SortedMap<EndpointId, EndpointInterval> endpoints = new TreeMap<>();
        for (WindowRow row : group.rows()) {
            if (OF_SERVICE.stream().anyMatch(column -> !row.text(column).isEmpty())) {
                services.computeIfAbsent(row.text(Column.SERVICE), name -> WindowReader.service(row));
            }
            if (!row.text(Column.ENDPOINT).isEmpty()) {
                EndpointInterval endpoint = endpoint(row, inFlight, latencies);
                endpoints.put(endpoint.id(), endpoint);
            }
        }
        WindowRow first = group.rows().getFirst();
        return new Window(
                group.index(),
                group.start(),
                group.end(),
                Duration.between(loadStart, group.end()).toNanos(),
                first.phase(),
                List.copyOf(endpoints.values()),
                List.copyOf(services.values()),
                WindowReader.generator(first),
                first.list(Column.FAULTS));
    }

    private EndpointInterval endpoint(
            WindowRow row, SortedMap<EndpointId, Long> inFlight, Map<String, Histogram> latencies) {
        EndpointId id = new EndpointId(row.text(Column.SERVICE), row.text(Column.ENDPOINT));
        Map<Outcome, Long> outcomes = outcomes(row);
        long finished = outcomes.values().stream().mapToLong(Long::longValue).sum();
        long open = tellsInFlight ? count(row, Column.IN_FLIGHT) : 0;
        long started = finished + open - inFlight.getOrDefault(id, 0L);
        inFlight.put(id, open);
        Histogram response = responseTime(row, id, finished - outcomes.get(Outcome.NOT_SENT), latencies);
        EndpointInterval endpoint = new EndpointInterval(id);
        endpoint.restore(started(row, started), outcomes, response, EMPTY, EMPTY);
        endpoint.recordInFlight(open, open == 0 ? 0 : Decimals.nanos(row.decimal(Column.OLDEST_IN_FLIGHT_S)));
        row.pairs(Column.ERROR_LABELS)
                .forEach((label, count) -> endpoint.errorLabels().add(label, number(row, Column.ERROR_LABELS, count)));
        return endpoint;
    }

    private long started(WindowRow row, long computed) {
        boolean told = tellsInFlight && !row.text(Column.STARTED).isEmpty();
        return told ? count(row, Column.STARTED) : computed;
    }

    private Histogram responseTime(WindowRow row, EndpointId id, long sent, Map<String, Histogram> latencies) {
        if (!isLogged) {
            return Percentiles.of(row).map(known -> known.histogram(sent)).orElse(EMPTY);
        }
        Histogram response = latencies.getOrDefault(LatencyLog.tag(id), EMPTY);
        if (response.getTotalCount() != sent) {
            throw row.wrong("the histogram log beside the file has " + response.getTotalCount() + " response times of "
                    + id + ", the row has " + sent + " requests; they do not belong together");
        }
        return response;
    }

    private static Map<Outcome, Long> outcomes(WindowRow row) {
        long requests = count(row, Column.REQUESTS);
        long errors = count(row, Column.ERRORS);
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        Map<String, String> kinds = row.pairs(Column.ERROR_KINDS);
        long told = 0;
        for (Outcome outcome : Outcome.values()) {
            long count = number(row, Column.ERROR_KINDS, kinds.getOrDefault(outcome.words(), "0"));
            outcomes.put(outcome, count);
            told += count;
        }
        if (told == 0) {
            long timeouts = Math.min(errors, count(row, Column.TIMEOUTS));
            outcomes.put(Outcome.TIMEOUT, timeouts);
            told = timeouts;
        }
        if (errors > requests || told > errors) {
            throw row.wrong(told > errors ? "more kinds of errors are told than errors" : "more errors than requests");
        }
        outcomes.merge(Outcome.FAILED_EXPECTATION, errors - told, Long::sum);
        outcomes.put(Outcome.OK, requests - errors);
        return outcomes;
    }

    static long count(WindowRow row, Column column) {
        long count = row.count(column).orElse(0);
        if (count < 0 || count > COUNT_MAX) {
            throw row.unreadable(column, "0 to " + COUNT_MAX, null);
        }
        return count;
    }

    private static long number(WindowRow row, Column column, String text) {
        try {
            return Math.clamp(Long.parseLong(text), 0, COUNT_MAX);
        } catch (NumberFormatException e) {
            throw row.unreadable(column, "name=count;…", e);
        }
    }
}

package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.GeneratorInterval;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Outcome;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.HdrHistogram.Histogram;

/**
 * Puts windows together again from {@code windows.csv} and {@code latencies.hlog}. The first window begins where the load does.
 * A last window with fewer rows than the first was being written when the run was killed, and counts as not there.
 */
final class WindowReader extends Spliterators.AbstractSpliterator<Window> {
    private static final Histogram EMPTY = EndpointInterval.newHistogram();

    private final Iterator<WindowRow> rows;
    private final LatencyLogReader latencies;
    private WindowRow ahead;
    private Instant loadStart;
    private int rowsPerWindow;

    private WindowReader(Iterator<WindowRow> rows, LatencyLogReader latencies) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.rows = rows;
        this.latencies = latencies;
    }

    static Stream<Window> stream(RunFolder folder) {
        Stream<WindowRow> rows = folder.rows();
        try {
            LatencyLogReader latencies = new LatencyLogReader(folder.latencies());
            return StreamSupport.stream(new WindowReader(rows.iterator(), latencies), false)
                    .onClose(rows::close)
                    .onClose(() -> close(latencies));
        } catch (IOException e) {
            rows.close();
            throw unreadable(e);
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super Window> action) {
        List<WindowRow> group = nextGroup();
        rowsPerWindow = rowsPerWindow == 0 ? group.size() : rowsPerWindow;
        if (group.isEmpty() || group.size() < rowsPerWindow) {
            return false;
        }
        try {
            action.accept(window(group));
            return true;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private List<WindowRow> nextGroup() {
        List<WindowRow> group = new ArrayList<>();
        while (ahead != null || rows.hasNext()) {
            WindowRow row = ahead != null ? ahead : rows.next();
            ahead = null;
            if (!group.isEmpty()
                    && !row.text(Column.WINDOW_START).equals(group.get(0).text(Column.WINDOW_START))) {
                ahead = row;
                return group;
            }
            group.add(row);
        }
        return group;
    }

    private Window window(List<WindowRow> group) throws IOException {
        WindowRow first = group.get(0);
        Instant start = instant(first, Column.WINDOW_START);
        Instant end = instant(first, Column.WINDOW_END);
        long index = first.count(Column.WINDOW).orElseThrow(() -> first.wrong("its window has no number"));
        loadStart = loadStart == null ? start.minus(Duration.between(start, end).multipliedBy(index)) : loadStart;
        Map<String, Histogram> histograms = latencies.before(end);
        Map<String, ServiceInterval> services = new LinkedHashMap<>();
        SortedMap<EndpointId, EndpointInterval> endpoints = new TreeMap<>();
        for (WindowRow row : group) {
            if (!row.text(Column.PORT).isEmpty()) {
                services.computeIfAbsent(row.text(Column.SERVICE), name -> service(row));
            }
            if (!row.text(Column.ENDPOINT).isEmpty()) {
                EndpointInterval endpoint = endpoint(row, histograms);
                endpoints.put(endpoint.id(), endpoint);
            }
        }
        return new Window(
                index,
                start,
                end,
                Duration.between(loadStart, end).toNanos(),
                first.phase(),
                List.copyOf(endpoints.values()),
                List.copyOf(services.values()),
                generator(first),
                first.list(Column.FAULTS),
                first.list(Column.RECOVERING));
    }

    private static EndpointInterval endpoint(WindowRow row, Map<String, Histogram> histograms) {
        EndpointId id = new EndpointId(row.text(Column.SERVICE), row.text(Column.ENDPOINT));
        String tag = LatencyLog.tag(id);
        Histogram response = histograms.getOrDefault(tag, EMPTY);
        EndpointInterval endpoint = new EndpointInterval(id);
        endpoint.restore(
                row.count(Column.STARTED).orElse(0),
                outcomes(row),
                response,
                histograms.getOrDefault(tag + LatencyLog.SERVICE_TIME, EMPTY),
                histograms.getOrDefault(tag + LatencyLog.SEND_DELAY, noDelay(response.getTotalCount())));
        long inFlight = row.count(Column.IN_FLIGHT).orElse(0);
        endpoint.recordInFlight(inFlight, inFlight == 0 ? 0 : Decimals.nanos(row.decimal(Column.OLDEST_IN_FLIGHT_S)));
        row.pairs(Column.ERROR_LABELS)
                .forEach((label, count) -> endpoint.errorLabels().add(label, Long.parseLong(count)));
        return endpoint;
    }

    private static Map<Outcome, Long> outcomes(WindowRow row) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        Map<String, String> kinds = row.pairs(Column.ERROR_KINDS);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, Long.parseLong(kinds.getOrDefault(outcome.words(), "0")));
        }
        outcomes.put(
                Outcome.OK,
                row.count(Column.REQUESTS).orElse(0) - row.count(Column.ERRORS).orElse(0));
        return outcomes;
    }

    /** Delays that are all 0 are not logged. */
    private static Histogram noDelay(long count) {
        Histogram delays = EndpointInterval.newHistogram();
        if (count > 0) {
            delays.recordValueWithCount(0, count);
        }
        return delays;
    }

    static ServiceInterval service(WindowRow row) {
        SortedMap<String, Double> gauges = new TreeMap<>();
        row.pairs(Column.GAUGES).forEach((name, value) -> gauges.put(name, Double.valueOf(value)));
        return new ServiceInterval(
                row.text(Column.SERVICE),
                (int) row.count(Column.PORT).orElse(0),
                row.number(Column.MEMORY_MB),
                row.number(Column.MEMORY_FLOOR_MB),
                row.number(Column.CPU_PCT),
                row.count(Column.OPEN_FILES),
                row.count(Column.THREADS),
                row.count(Column.SESSIONS_OPEN).orElse(0),
                row.count(Column.SESSIONS_STUCK).orElse(0),
                row.count(Column.RESTARTS).orElse(0),
                row.number(Column.UPTIME_H),
                row.count(Column.HEALTH_CHECKS).orElse(0),
                row.count(Column.HEALTH_FAILURES).orElse(0),
                gauges);
    }

    static GeneratorInterval generator(WindowRow row) {
        return new GeneratorInterval(
                row.number(Column.GENERATOR_SEND_DELAY_P99_MS),
                row.number(Column.GENERATOR_LOOP_LAG_MAX_MS),
                row.number(Column.GENERATOR_GC_PAUSE_MAX_MS),
                row.number(Column.GENERATOR_CPU_SHARE),
                row.number(Column.GENERATOR_CLOCK_DRIFT_MS),
                row.number(Column.GENERATOR_JUDGE_STALL_MS),
                row.list(Column.GENERATOR_UNFIT));
    }

    static Instant instant(WindowRow row, Column column) {
        try {
            return Instant.parse(row.text(column));
        } catch (DateTimeException e) {
            throw row.unreadable(column, "a time such as 2026-02-08T00:00:00Z", e);
        }
    }

    private static RunFolderException unreadable(IOException e) {
        return new RunFolderException("cannot read latencies.hlog: " + RunFolder.reason(e), e);
    }

    private static void close(LatencyLogReader latencies) {
        try {
            latencies.close();
        } catch (IOException ignored) {
            // All that was wanted has been read.
        }
    }
}

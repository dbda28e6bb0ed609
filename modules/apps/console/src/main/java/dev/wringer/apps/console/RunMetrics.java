package dev.wringer.apps.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wringer.adapters.storage.Column;
import dev.wringer.adapters.storage.RunFacts;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.RunTail;
import dev.wringer.adapters.storage.WindowRow;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The run that is followed, and this process, as metrics: counters since the start of the run, gauges of its latest window. */
final class RunMetrics {
    private static final double MILLIS = 1e3;
    private static final double MIB = 1 << 20;
    private static final double PERCENT = 100;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Column> PERCENTILES =
            Map.of("50", Column.P50_MS, "95", Column.P95_MS, "99", Column.P99_MS, "100", Column.MAX_MS);

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Counter requests =
            counter("wringer_requests_total", "Requests that came to their end, well or not.", "service", "endpoint");
    private final Counter errors = counter("wringer_errors_total", "Requests that failed.", "service", "endpoint");
    private final Counter windows = counter("wringer_windows_total", "Windows that are over, by phase.", "phase");
    private final Counter unfit =
            counter("wringer_unfit_windows_total", "Windows in which Wringer itself was unfit to measure.");
    private final Gauge responseTime = gauge(
            "wringer_response_time_seconds",
            "Response time from the intended start, in the latest window.",
            "service",
            "endpoint",
            "percentile");
    private final Gauge memory =
            gauge("wringer_service_memory_bytes", "Memory of a service in the latest window.", "service");
    private final Gauge cpu =
            gauge("wringer_service_cpu_cores", "Processors that a service used in the latest window.", "service");
    private final Gauge sessions =
            gauge("wringer_sessions_open", "Sessions open at the end of the latest window.", "service");
    private final Gauge restarts = gauge("wringer_service_restarts", "Restarts since the start of the run.", "service");
    private final Gauge faults = gauge("wringer_faults_active", "Faults active in the latest window.");
    private final Gauge findings = gauge("wringer_findings", "Criteria by what they say now.", "state");
    private final Gauge windowEnd =
            gauge("wringer_window_end_timestamp_seconds", "End of the latest window, in the time of the run.");
    private final Info info = Info.builder()
            .name("wringer_run")
            .help("The run that is followed.")
            .labelNames("run", "simulation", "clock")
            .register(registry);
    private final Gauge heap = gauge("wringer_heap_used_bytes", "Heap that Wringer itself uses.");
    private final Counter unreadable =
            counter("wringer_unreadable_total", "Looks at the run folder at which it could not be read.");

    private final Map<String, String> findingStates = new TreeMap<>();
    private Optional<Path> followed = Optional.empty();
    private Optional<RunTail> tail = Optional.empty();

    /** @param contentType of the text */
    record Exposition(String contentType, String text) {}

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }

    private Gauge gauge(String name, String help, String... labels) {
        return Gauge.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }

    PrometheusRegistry registry() {
        return registry;
    }

    /** Takes what came since the last call; another folder begins anew. */
    synchronized void follow(RunFolder folder) {
        if (followed.isEmpty() || !followed.get().equals(folder.path())) {
            begin(folder);
        }
        Runtime jvm = Runtime.getRuntime();
        heap.set((double) jvm.totalMemory() - jvm.freeMemory());
        RunTail.News news = tail.orElseThrow().next();
        while (!news.isEmpty()) {
            String[] window = {""};
            news.rows().forEach(row -> {
                if (!row.text(Column.WINDOW_START).equals(window[0])) {
                    window[0] = row.text(Column.WINDOW_START);
                    window(row);
                }
                service(row);
            });
            news.events().forEach(this::event);
            news = tail.orElseThrow().next();
        }
    }

    synchronized void unreadable() {
        unreadable.inc();
    }

    private void begin(RunFolder folder) {
        for (Counter counter : new Counter[] {requests, errors, windows, unfit}) {
            counter.clear();
        }
        for (Gauge gauge : new Gauge[] {responseTime, memory, cpu, sessions, restarts, findings}) {
            gauge.clear();
        }
        findingStates.clear();
        RunFacts facts = folder.facts();
        info.setLabelValues(String.valueOf(folder.path().getFileName()), facts.simulation(), facts.clock());
        followed = Optional.of(folder.path());
        tail = Optional.of(RunTail.of(folder, RunTail.Position.START));
    }

    private void window(WindowRow row) {
        windows.labelValues(row.phase().word()).inc();
        if (!row.text(Column.GENERATOR_UNFIT).isEmpty()) {
            unfit.inc();
        }
        faults.set(row.list(Column.FAULTS).size());
        Instant end = Instant.parse(row.text(Column.WINDOW_END));
        windowEnd.set(end.toEpochMilli() / MILLIS);
    }

    private void service(WindowRow row) {
        String service = row.text(Column.SERVICE);
        row.number(Column.MEMORY_MB)
                .ifPresent(mib -> memory.labelValues(service).set(mib * MIB));
        row.number(Column.CPU_PCT).ifPresent(pct -> cpu.labelValues(service).set(pct / PERCENT));
        row.number(Column.SESSIONS_OPEN).ifPresent(sessions.labelValues(service)::set);
        row.number(Column.RESTARTS).ifPresent(restarts.labelValues(service)::set);
        String endpoint = row.text(Column.ENDPOINT);
        if (!endpoint.isEmpty()) {
            row.number(Column.REQUESTS).ifPresent(requests.labelValues(service, endpoint)::inc);
            row.number(Column.ERRORS).ifPresent(errors.labelValues(service, endpoint)::inc);
            PERCENTILES.forEach((percentile, column) -> responseTime
                    .labelValues(service, endpoint, percentile)
                    .set(row.number(column).orElse(Double.NaN) / MILLIS));
        }
    }

    private void event(String line) {
        if (!line.contains("\"event\":\"finding\"")) {
            return;
        }
        try {
            JsonNode finding = JSON.readTree(line);
            findingStates.put(
                    finding.path("criterion").asText() + " "
                            + finding.path("subject").asText(),
                    finding.path("state").asText());
        } catch (JsonProcessingException damaged) {
            unreadable.inc();
        }
        findings.clear();
        findingStates.values().forEach(state -> findings.labelValues(state).inc());
    }

    /** In the format that is asked for: OpenMetrics, or Prometheus' own text. */
    synchronized Exposition exposition(String accept) {
        ExpositionFormatWriter writer = formats.findWriter(accept);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Exposition(writer.getContentType(), out.toString(StandardCharsets.UTF_8));
    }
}

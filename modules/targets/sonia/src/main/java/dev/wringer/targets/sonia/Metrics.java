package dev.wringer.targets.sonia;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * The figures of one service in the text format of Prometheus. The process's own figures come from {@code /proc}
 * rather than from the management beans, which would cost each service several megabytes.
 */
final class Metrics {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final Path PROC = Path.of("/proc/self");

    private record Series(String endpoint, int status) implements Comparable<Series> {
        @Override
        public int compareTo(Series other) {
            int byEndpoint = endpoint.compareTo(other.endpoint);
            return byEndpoint != 0 ? byEndpoint : Integer.compare(status, other.status);
        }

        String labels() {
            return "{endpoint=\"" + endpoint + "\",status=\"" + status + "\"}";
        }
    }

    private record Sum(LongAdder requests, LongAdder nanos) {}

    private final Map<Series, Sum> sums = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicLong> gauges = new ConcurrentSkipListMap<>();
    private final AtomicLong inFlight = gauge("sonia_requests_in_flight");

    /** A gauge that its owner sets. */
    AtomicLong gauge(String name) {
        return gauges.computeIfAbsent(name, created -> new AtomicLong());
    }

    void began() {
        inFlight.incrementAndGet();
    }

    void completed(String endpoint, int status, long nanos) {
        inFlight.decrementAndGet();
        Sum sum = sums.computeIfAbsent(
                new Series(endpoint, status), created -> new Sum(new LongAdder(), new LongAdder()));
        sum.requests().increment();
        sum.nanos().add(nanos);
    }

    String exposition(Duration uptime) {
        StringBuilder text = new StringBuilder(2048);
        type(text, "sonia_requests_total", "counter");
        sums.forEach((series, sum) -> line(
                text, "sonia_requests_total" + series.labels(), sum.requests().sum()));
        type(text, "sonia_request_duration_seconds", "summary");
        sums.forEach((series, sum) -> {
            line(
                    text,
                    "sonia_request_duration_seconds_sum" + series.labels(),
                    sum.nanos().sum() / 1e9);
            line(
                    text,
                    "sonia_request_duration_seconds_count" + series.labels(),
                    sum.requests().sum());
        });
        gauges.forEach((name, value) -> gauge(text, name, value.get()));
        gauge(text, "sonia_uptime_seconds", uptime.toMillis() / 1e3);
        process(text);
        return text.toString();
    }

    private static void process(StringBuilder text) {
        Runtime runtime = Runtime.getRuntime();
        type(text, "jvm_memory_used_bytes", "gauge");
        line(text, "jvm_memory_used_bytes{area=\"heap\"}", runtime.totalMemory() - runtime.freeMemory());
        type(text, "jvm_memory_max_bytes", "gauge");
        line(text, "jvm_memory_max_bytes{area=\"heap\"}", runtime.maxMemory());
        try {
            for (String line : Files.readAllLines(PROC.resolve("status"))) {
                status(text, line);
            }
            try (Stream<Path> files = Files.list(PROC.resolve("fd"))) {
                gauge(text, "process_open_fds", files.count());
            }
        } catch (IOException noProc) {
            // a platform without /proc: an unknown figure is left out, never 0
        }
    }

    private static void status(StringBuilder text, String line) {
        String[] words = line.split("\\s+", 3);
        switch (words[0]) {
            case "VmRSS:" -> gauge(text, "process_resident_memory_bytes", Long.parseLong(words[1]) * 1024);
            case "Threads:" -> gauge(text, "jvm_threads_current", Long.parseLong(words[1]));
            default -> {}
        }
    }

    private static void gauge(StringBuilder text, String name, Number value) {
        type(text, name, "gauge");
        line(text, name, value);
    }

    private static void type(StringBuilder text, String name, String type) {
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void line(StringBuilder text, String series, Number value) {
        text.append(series).append(' ');
        text.append(value instanceof Double real ? String.format(Locale.ROOT, "%.6f", real) : value.toString());
        text.append('\n');
    }
}

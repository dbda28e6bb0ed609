package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;
import static dev.wringer.adapters.definitions.Syntaxes.TEXT;

import dev.wringer.core.model.Probe;
import dev.wringer.core.model.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads how a service is asked whether it is ready and healthy, and for its gauges. */
final class Probes {
    private static final Key<Optional<String>> HTTP =
            Key.optional("http", TEXT, "\"/healthz\"", "a GET of this path answers with 200 to 299");
    private static final Key<Boolean> TCP = Key.usual(
            "tcp", Syntaxes.FLAG, "false", "true", "the port accepts a connection; this is asked when nothing else is");
    private static final Key<Optional<Pattern>> LOG = Key.optional(
            "log",
            Syntaxes.PATTERN,
            "\"listening on .*\"",
            "a line of its output contains a match; launched services only");

    private static final Key<Duration> READY_EVERY =
            Key.usual("every", DURATION, "200ms", "1s", "how often it is asked");
    private static final Key<Duration> READY_WITHIN =
            Key.usual("within", DURATION, "60s", "30s", "a service that is not ready by then never gets ready");
    static final SectionKeys READY_KEYS = SectionKeys.of(
            "ready",
            "When a service counts as ready: at most one of `http`, `tcp`, `log`.",
            HTTP,
            TCP,
            LOG,
            READY_EVERY,
            READY_WITHIN);
    static final Syntax<Service.Readiness> READY = Syntaxes.section(READY_KEYS, Probes::ready);

    private static final Key<Duration> HEALTH_EVERY =
            Key.usual("every", DURATION, "10s", "5s", "how often it is asked");
    private static final Key<Duration> HEALTH_TIMEOUT =
            Key.usual("timeout", DURATION, "2s", "500ms", "a check without an answer by then has failed");
    static final SectionKeys HEALTH_KEYS = SectionKeys.of(
            "health", "A probe asked all through the run: `http` or `tcp`.", HTTP, TCP, HEALTH_EVERY, HEALTH_TIMEOUT);
    static final Syntax<Service.HealthCheck> HEALTH = Syntaxes.section(HEALTH_KEYS, Probes::health);

    private static final Key<String> METRICS_PATH =
            Key.usual("path", TEXT, "/metrics", "\"/admin/metrics\"", "the path of the page");
    private static final Key<List<String>> SERIES =
            Key.required("series", Syntaxes.list(TEXT, true), "[ jvm_memory_used_bytes ]", "the names of the gauges");
    static final SectionKeys METRICS_KEYS =
            SectionKeys.of("metrics", "Gauges read from a service's own Prometheus page.", METRICS_PATH, SERIES);
    static final Syntax<Service.Scrape> METRICS = Syntaxes.section(METRICS_KEYS, Probes::metrics);

    private Probes() {}

    private static Entry<Service.Readiness> ready(Section section) {
        Entry<Optional<String>> http = section.read(HTTP);
        Entry<Boolean> tcp = section.read(TCP);
        Entry<Optional<Pattern>> log = section.read(LOG);
        Entry<Duration> every = section.read(READY_EVERY);
        Entry<Duration> within = section.read(READY_WITHIN);
        if (!tcp.isRead() || !section.usesOne(false, HTTP, TCP, LOG)) {
            return Entry.unread();
        }
        return section.build(() -> new Service.Readiness(
                http.value()
                        .<Probe>map(Probe.Http::new)
                        .or(() -> log.value().map(Probe.LogLine::new))
                        .orElseGet(Probe.Tcp::new),
                every.value(),
                within.value()));
    }

    private static Entry<Service.HealthCheck> health(Section section) {
        Entry<Optional<String>> http = section.read(HTTP);
        Entry<Boolean> tcp = section.read(TCP);
        Entry<Duration> every = section.read(HEALTH_EVERY);
        Entry<Duration> timeout = section.read(HEALTH_TIMEOUT);
        if (!tcp.isRead() || !section.usesOne(true, HTTP, TCP)) {
            return Entry.unread();
        }
        return section.build(() -> new Service.HealthCheck(
                http.value().<Probe>map(Probe.Http::new).orElseGet(Probe.Tcp::new), every.value(), timeout.value()));
    }

    private static Entry<Service.Scrape> metrics(Section section) {
        Entry<String> path = section.read(METRICS_PATH);
        Entry<List<String>> series = section.read(SERIES);
        return section.build(() -> new Service.Scrape(path.value(), series.value()));
    }
}

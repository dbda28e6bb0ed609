package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.FLAG;
import static dev.wringer.adapters.definitions.Syntaxes.TEXT;

import dev.wringer.core.model.RestartPolicy;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.ServiceModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads one service. Its name is the last part of the path of its section. */
final class ServiceSection {
    private static final Key<String> HOST = Key.usual("host", TEXT, "127.0.0.1", "10.0.0.7", "where it listens");
    private static final Key<Integer> PORT =
            Key.required("port", Syntaxes.WHOLE, "7000", "the TCP port it listens on, 1 to 65535");
    private static final Key<Boolean> TLS = Key.usual("tls", FLAG, "false", "true", "requests and probes go over TLS");
    private static final Key<List<String>> DEPENDS_ON = Key.usual(
            "depends-on",
            Syntaxes.list(TEXT, true),
            "[]",
            "[ database, cache ]",
            "services that must be ready before it is started");
    private static final Key<Optional<Launching.Start>> START = Key.optional(
            "start",
            Launching.START,
            "[ \"python3\", \"-m\", \"http.server\", \"7000\" ]",
            "real clock: how it is launched, a program and its arguments");
    private static final Key<Optional<Service.Attach>> ATTACH =
            Key.optional("attach", Launching.ATTACH, "true", "real clock: it runs already and is left running");
    private static final Key<Service.Stop> STOP =
            Key.usual("stop", Launching.STOP, "{}", "{ signal = INT, within = 5s }", "how a launched service is ended");
    private static final Key<RestartPolicy> RESTART = Key.usual(
            "restart",
            Launching.RESTART,
            "never",
            "{ times = 3, back-off = 1s }",
            "what happens when it exits by itself; each exit is counted");
    private static final Key<Service.Readiness> READY =
            Key.usual("ready", Probes.READY, "{}", "{ http = \"/healthz\", within = 30s }", "when it counts as ready");
    private static final Key<Optional<Service.HealthCheck>> HEALTH = Key.optional(
            "health", Probes.HEALTH, "{ http = \"/healthz\", every = 10s }", "a probe asked all through the run");
    private static final Key<Optional<Service.Scrape>> METRICS = Key.optional(
            "metrics",
            Probes.METRICS,
            "{ series = [ jvm_memory_used_bytes ] }",
            "gauges read from its own Prometheus page");
    private static final Key<Optional<Long>> LIMIT = Key.optional(
            "limit", Syntaxes.SIZE, "512MiB", "the memory it may have; memory criteria measure growth against it");
    private static final Key<Optional<ServiceModel>> MODEL = Key.optional(
            "model",
            ModelSection.MODEL,
            "{ latency { p50 = 12ms, p99 = 90ms } }",
            "virtual clock: how it is stood in for");

    static final SectionKeys KEYS = SectionKeys.of(
            "service",
            "One supervised part of the system under test. `start` or `attach` lets it run on the real clock, `model`"
                    + " on the virtual one.",
            HOST,
            PORT,
            TLS,
            DEPENDS_ON,
            START,
            ATTACH,
            STOP,
            RESTART,
            READY,
            HEALTH,
            METRICS,
            LIMIT,
            MODEL);

    static final Syntax<Service> SERVICE = Syntaxes.section(KEYS, ServiceSection::read);

    private ServiceSection() {}

    private static Entry<Service> read(Section section) {
        Entry<String> host = section.read(HOST);
        Entry<Integer> port = section.read(PORT);
        Entry<Boolean> tls = section.read(TLS);
        Entry<List<String>> dependsOn = section.read(DEPENDS_ON);
        Entry<Optional<Launching.Start>> start = section.read(START);
        Entry<Optional<Service.Attach>> attach = section.read(ATTACH);
        Entry<Service.Stop> stop = section.read(STOP);
        Entry<RestartPolicy> restart = section.read(RESTART);
        Entry<Service.Readiness> ready = section.read(READY);
        Entry<Optional<Service.HealthCheck>> health = section.read(HEALTH);
        Entry<Optional<Service.Scrape>> metrics = section.read(METRICS);
        Entry<Optional<Long>> limit = section.read(LIMIT);
        Entry<Optional<ServiceModel>> model = section.read(MODEL);
        if (!section.usesOne(false, START, ATTACH)) {
            return Entry.unread();
        }
        return section.build(() -> new Service(
                section.name(),
                host.value(),
                port.value(),
                tls.value(),
                dependsOn.value(),
                start.value()
                        .<Service.Runs>map(launch -> launch.endedBy(stop.value()))
                        .or(() -> attach.value()),
                ready.value(),
                health.value(),
                restart.value(),
                limit.value().map(OptionalLong::of).orElse(OptionalLong.empty()),
                metrics.value(),
                model.value()));
    }
}

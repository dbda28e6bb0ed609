package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;
import static dev.wringer.adapters.definitions.Syntaxes.FLAG;
import static dev.wringer.adapters.definitions.Syntaxes.LONG;
import static dev.wringer.adapters.definitions.Syntaxes.PERCENTAGE;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Figure;
import dev.wringer.core.model.InvalidValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what must hold for a run to pass. */
final class CriteriaSection {
    /** What is judged when a file does not say. */
    static final List<Criterion> USUAL = List.of(
            new Criterion.ErrorRate(0.01, Optional.empty()),
            new Criterion.UnfinishedRequests(0),
            new Criterion.StuckSessions(0),
            new Criterion.Restarts(0));

    private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,3})?)");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,3}");

    private static final Key<Double> BELOW_SHARE =
            Key.required("below", PERCENTAGE, "0.5%", "the share that must not be reached");
    private static final Key<Optional<Double>> WINDOW_BELOW =
            Key.optional("window-below", PERCENTAGE, "5%", "a share that no single window may reach");
    static final SectionKeys ERROR_RATE_KEYS = SectionKeys.of(
            "error-rate", "Errors as a share of finished requests, per endpoint.", BELOW_SHARE, WINDOW_BELOW);

    private static final Key<Optional<Duration>> BELOW =
            Key.optional("below", DURATION, "60ms", "the limit, for the run as a whole");
    private static final Key<Optional<Duration>> ALERT = Key.optional(
            "alert", DURATION, "120ms", "goes with `below`: three of five windows beyond this fail the run at once");
    private static final Key<Optional<String>> ENDPOINT = Key.derived(
            "endpoint", Syntaxes.TEXT, "each", "/v1/chat", "goes with `below`: one endpoint, or `service/endpoint`");
    private static final Key<Boolean> STABLE = Key.usual("stable", FLAG, "false", "true", "it does not trend upward");
    static final SectionKeys PERCENTILE_KEYS = SectionKeys.of(
            "percentile",
            "A percentile of the response time: `below`, `stable` or both.",
            BELOW,
            ALERT,
            ENDPOINT,
            STABLE);

    private static final Key<Boolean> MEMORY_STABLE =
            Key.usual("stable", FLAG, "true", "false", "the memory of each service does not grow without bound");
    private static final Key<Double> TOLERATED = Key.usual(
            "tolerated",
            PERCENTAGE,
            "10%",
            "5%",
            "growth over the run, as a share of the service's limit, still called stable");
    static final SectionKeys MEMORY_KEYS =
            SectionKeys.of("memory criterion", "The memory of the services.", MEMORY_STABLE, TOLERATED);

    private static final Key<Boolean> RESOURCE_STABLE =
            Key.usual("stable", FLAG, "true", "false", "it does not grow without bound; judged as memory is");
    private static final Key<Double> TOLERATED_THREADS = tolerated(Syntaxes.NUMBER, "20");
    private static final Key<Double> TOLERATED_FILES = tolerated(Syntaxes.NUMBER, "50");
    private static final Key<Double> TOLERATED_CPU = tolerated(PERCENTAGE, "20%");
    static final SectionKeys THREADS_KEYS =
            SectionKeys.of("threads", "The threads of the services.", RESOURCE_STABLE, TOLERATED_THREADS);
    static final SectionKeys OPEN_FILES_KEYS =
            SectionKeys.of("open-files", "The open files of the services.", RESOURCE_STABLE, TOLERATED_FILES);
    static final SectionKeys CPU_KEYS = SectionKeys.of(
            "cpu", "The processor time of the services; 100 % is one processor.", RESOURCE_STABLE, TOLERATED_CPU);

    private static final Key<Long> AT_MOST = Key.usual("at-most", LONG, "0", "3", "so many are allowed");
    static final SectionKeys COUNT_KEYS = SectionKeys.of("count", "A count with a limit.", AT_MOST);
    private static final Key<Long> FAILED_AT_MOST = Key.usual("failed-at-most", LONG, "0", "3", "so many may fail");
    static final SectionKeys HEALTH_KEYS =
            SectionKeys.of("health-checks", "Health checks, over all services.", FAILED_AT_MOST);

    private static final Key<Optional<Criterion>> ERROR_RATE = Key.optional(
            "error-rate",
            Syntaxes.section(ERROR_RATE_KEYS, CriteriaSection::errorRate),
            "{ below = 0.5% }",
            "errors as a share of finished requests");
    private static final Key<Optional<List<List<Criterion>>>> P_NN = Key.optional(
            "pNN",
            Syntaxes.list(Syntaxes.section(PERCENTILE_KEYS, CriteriaSection::percentile), true),
            "{ below = 60ms, stable = true }",
            "response time; NN is the percentile: `p50`, `p95`, `p99.9`; a list for several endpoints");
    private static final Key<Optional<Optional<Criterion>>> MEMORY = Key.optional(
            "memory",
            Syntaxes.section(MEMORY_KEYS, CriteriaSection::memory),
            "{ stable = true }",
            "memory does not grow without bound");
    private static final Key<Optional<Criterion>> UNFINISHED = Key.optional(
            "unfinished-requests",
            count(Criterion.UnfinishedRequests::new),
            "{ at-most = 0 }",
            "requests that never completed");
    private static final Key<Optional<Criterion>> STUCK = Key.optional(
            "stuck-sessions", count(Criterion.StuckSessions::new), "{ at-most = 0 }", "sessions not closed in time");
    private static final Key<Optional<Criterion>> RESTARTS = Key.optional(
            "restarts", count(Criterion.Restarts::new), "{ at-most = 0 }", "services that exited or were replaced");
    private static final Key<Optional<Criterion>> HEALTH_CHECKS = Key.optional(
            "health-checks",
            Syntaxes.section(HEALTH_KEYS, CriteriaSection::healthChecks),
            "{ failed-at-most = 0 }",
            "health checks that failed");

    private static final Key<Optional<Criterion>> BASELINE = Key.optional(
            "baseline",
            Syntaxes.section(BaselineSection.KEYS, BaselineSection::read),
            "{ slower-by = 5% }",
            "no worse than an earlier run or another service");
    private static final Key<Optional<Optional<Criterion>>> THREADS = Key.optional(
            "threads",
            Syntaxes.section(THREADS_KEYS, section -> resource(section, Figure.OfService.THREADS, TOLERATED_THREADS)),
            "{ stable = true, tolerated = 20 }",
            "threads of each service do not pile up");
    private static final Key<Optional<Optional<Criterion>>> OPEN_FILES = Key.optional(
            "open-files",
            Syntaxes.section(
                    OPEN_FILES_KEYS, section -> resource(section, Figure.OfService.OPEN_FILES, TOLERATED_FILES)),
            "{ stable = true, tolerated = 50 }",
            "open files of each service do not pile up");
    private static final Key<Optional<Optional<Criterion>>> CPU = Key.optional(
            "cpu",
            Syntaxes.section(CPU_KEYS, section -> resource(section, Figure.OfService.CPU, TOLERATED_CPU)),
            "{ stable = true, tolerated = 20% }",
            "processor time of each service does not creep up");
    private static final Key<SortedMap<String, List<Criterion>>> METRICS = Key.usual(
            "metrics",
            Syntaxes.named(MetricSection.METRIC),
            "{}",
            "{ queue { series = queue_depth of worker, target = \"< 1000\", alert = \"> 5000\" } }",
            "any series of windows, held against whatever must hold for it");

    static final SectionKeys KEYS = SectionKeys.of(
            "criteria",
            "What must hold for a run to pass. A file without this section is judged by an error rate below 1 % and no"
                    + " unfinished requests, stuck sessions or restarts.",
            ERROR_RATE,
            P_NN,
            MEMORY,
            THREADS,
            OPEN_FILES,
            CPU,
            METRICS,
            UNFINISHED,
            STUCK,
            RESTARTS,
            HEALTH_CHECKS,
            BASELINE);

    static final Syntax<List<Criterion>> CRITERIA = new Syntaxes.Simple<>("section criteria", List.of(KEYS), node -> {
        if (!node.isObject()) {
            throw new InvalidValue(
                    "", "a value where a section belongs", "{ … } with " + String.join(", ", KEYS.names()));
        }
        return read(node);
    });

    private CriteriaSection() {}

    private static Entry<List<Criterion>> read(Node node) {
        Map<String, ConfigValue> percentiles = new TreeMap<>();
        ConfigObject others = node.object();
        for (String key : node.object().keySet()) {
            if (PERCENTILE.matcher(key).matches()) {
                others = others.withoutKey(key);
                spread(key, node.object().get(key), percentiles);
            }
        }
        List<Entry<List<Criterion>>> times = new ArrayList<>();
        percentiles.forEach((key, value) -> times.add(percentiles(node.child(key, value))));
        return read(Section.open(KEYS, new Node(others, node.path(), node.name(), node.context())), times);
    }

    /** HOCON takes p99.9 { } for a section p99 with a key 9. */
    private static void spread(String key, ConfigValue value, Map<String, ConfigValue> percentiles) {
        ConfigValue rest = value;
        if (value instanceof ConfigObject section && !key.contains(".")) {
            ConfigObject without = section;
            for (String digits : section.keySet()) {
                if (DIGITS.matcher(digits).matches()) {
                    percentiles.put(key + "." + digits, section.get(digits));
                    without = without.withoutKey(digits);
                }
            }
            rest = without.isEmpty() && !section.isEmpty() ? null : without;
        }
        if (rest != null) {
            percentiles.put(key, rest);
        }
    }

    private static Entry<List<Criterion>> read(Section section, List<Entry<List<Criterion>>> times) {
        Entry<Optional<Criterion>> errorRate = section.read(ERROR_RATE);
        if (section.has(P_NN)) {
            section.report("pNN", "NN stands for a number", "p50, p95, p99.9");
        }
        section.read(P_NN);
        Entry<Optional<Optional<Criterion>>> memory = section.read(MEMORY);
        List<Entry<Optional<Optional<Criterion>>>> resources =
                Stream.of(THREADS, OPEN_FILES, CPU).map(section::read).toList();
        Entry<SortedMap<String, List<Criterion>>> metrics = section.read(METRICS);
        List<Entry<Optional<Criterion>>> counts = Stream.of(UNFINISHED, STUCK, RESTARTS, HEALTH_CHECKS, BASELINE)
                .map(section::read)
                .toList();
        return section.build(() -> {
            List<Criterion> all = new ArrayList<>();
            errorRate.value().ifPresent(all::add);
            times.forEach(entry -> all.addAll(entry.value()));
            memory.value().flatMap(m -> m).ifPresent(all::add);
            resources.forEach(entry -> entry.value().flatMap(r -> r).ifPresent(all::add));
            metrics.value().values().forEach(all::addAll);
            counts.forEach(entry -> entry.value().ifPresent(all::add));
            return List.copyOf(all);
        });
    }

    private static Entry<List<Criterion>> percentiles(Node node) {
        return node.isUnresolved()
                ? Entry.unread()
                : P_NN.syntax()
                        .read(node)
                        .map(lists -> lists.orElseThrow().stream()
                                .flatMap(List::stream)
                                .toList());
    }

    private static Entry<Criterion> errorRate(Section section) {
        Entry<Double> below = section.read(BELOW_SHARE);
        Entry<Optional<Double>> windowBelow = section.read(WINDOW_BELOW);
        return section.build(() -> new Criterion.ErrorRate(below.value(), windowBelow.value()));
    }

    private static Entry<List<Criterion>> percentile(Section section) {
        Entry<Optional<Duration>> below = section.read(BELOW);
        Entry<Optional<Duration>> alert = section.read(ALERT);
        Entry<Optional<String>> endpoint = section.read(ENDPOINT);
        Entry<Boolean> stable = section.read(STABLE);
        return section.build(() -> {
            double percentile = Double.parseDouble(section.name().substring(1));
            List<Criterion> all = new ArrayList<>();
            below.value()
                    .ifPresent(limit ->
                            all.add(new Criterion.ResponseTime(percentile, endpoint.value(), limit, alert.value())));
            if (stable.value()) {
                all.add(new Criterion.ResponseTimeStable(percentile));
            }
            if (below.value().isEmpty()
                    && (alert.value().isPresent() || endpoint.value().isPresent())) {
                throw new InvalidValue("", "an alert or endpoint without a limit", "`below` beside it");
            }
            if (all.isEmpty() && !section.has(STABLE)) {
                throw new InvalidValue("", "says nothing of what must hold", "below = 60ms or stable = true");
            }
            return List.copyOf(all);
        });
    }

    private static Entry<Optional<Criterion>> memory(Section section) {
        Entry<Boolean> stable = section.read(MEMORY_STABLE);
        Entry<Double> tolerated = section.read(TOLERATED);
        return section.build(
                () -> stable.value() ? Optional.of(new Criterion.MemoryStable(tolerated.value())) : Optional.empty());
    }

    private static Key<Double> tolerated(Syntax<Double> syntax, String usual) {
        return Key.usual(
                "tolerated", syntax, usual, usual, "growth over the run, of each service, still called stable");
    }

    private static Entry<Optional<Criterion>> resource(
            Section section, Figure.OfService figure, Key<Double> toleratedKey) {
        Entry<Boolean> stable = section.read(RESOURCE_STABLE);
        Entry<Double> growth = section.read(toleratedKey);
        return section.build(() ->
                stable.value() ? Optional.of(new Criterion.ResourceStable(figure, growth.value())) : Optional.empty());
    }

    private static Syntax<Criterion> count(LongFunction<Criterion> make) {
        return Syntaxes.section(COUNT_KEYS, section -> {
            Entry<Long> atMost = section.read(AT_MOST);
            return section.build(() -> make.apply(counted(atMost.value(), "at-most")));
        });
    }

    private static Entry<Criterion> healthChecks(Section section) {
        Entry<Long> atMost = section.read(FAILED_AT_MOST);
        return section.build(() -> new Criterion.HealthChecks(counted(atMost.value(), "failed-at-most")));
    }

    private static long counted(long atMost, String key) {
        if (atMost < 0) {
            throw new InvalidValue(key, "a count of " + atMost, "0 or more");
        }
        return atMost;
    }
}

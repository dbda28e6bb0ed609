package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;
import static dev.wringer.adapters.definitions.Syntaxes.FLAG;
import static dev.wringer.adapters.definitions.Syntaxes.LONG;
import static dev.wringer.adapters.definitions.Syntaxes.PERCENTAGE;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.InvalidValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads the criteria that look at windows, one by one: of a whole run, or of a phase of it. */
final class WindowedCriteria {
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

    private static final Key<Long> FAILED_AT_MOST = Key.usual("failed-at-most", LONG, "0", "3", "so many may fail");
    static final SectionKeys HEALTH_KEYS =
            SectionKeys.of("health-checks", "Health checks, over all services.", FAILED_AT_MOST);

    static final Key<Optional<Criterion>> ERROR_RATE = Key.optional(
            "error-rate",
            Syntaxes.section(ERROR_RATE_KEYS, WindowedCriteria::errorRate),
            "{ below = 0.5% }",
            "errors as a share of finished requests");
    static final Key<Optional<List<List<Criterion>>>> P_NN = Key.optional(
            "pNN",
            Syntaxes.list(Syntaxes.section(PERCENTILE_KEYS, WindowedCriteria::percentile), true),
            "{ below = 60ms, stable = true }",
            "response time; NN is the percentile: `p50`, `p95`, `p99.9`; a list for several endpoints");
    static final Key<Optional<Criterion>> HEALTH_CHECKS = Key.optional(
            "health-checks",
            Syntaxes.section(HEALTH_KEYS, WindowedCriteria::healthChecks),
            "{ failed-at-most = 0 }",
            "health checks that failed");

    static final Key<SortedMap<String, List<Criterion>>> METRICS = Key.usual(
            "metrics",
            Syntaxes.named(MetricSection.METRIC),
            "{}",
            "{ queue { series = queue_depth of worker, target = \"< 1000\", alert = \"> 5000\" } }",
            "any series of windows, held against whatever must hold for it");

    private static final SectionKeys KEYS =
            SectionKeys.of("phase criteria", "Criteria of one phase.", ERROR_RATE, P_NN, METRICS, HEALTH_CHECKS);

    static final Syntax<List<Criterion>> CRITERIA = withPercentiles(KEYS, WindowedCriteria::read);

    private WindowedCriteria() {}

    /** A section with keys such as p95 besides its own; what stands under those is given to the function that reads the others. */
    static Syntax<List<Criterion>> withPercentiles(
            SectionKeys keys, BiFunction<Section, List<Entry<List<Criterion>>>, Entry<List<Criterion>>> read) {
        return new Syntaxes.Simple<>("section " + keys.title(), List.of(keys), node -> {
            if (!node.isObject()) {
                throw new InvalidValue(
                        "", "a value where a section belongs", "{ … } with " + String.join(", ", keys.names()));
            }
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
            Section section = Section.open(keys, new Node(others, node.path(), node.name(), node.context()));
            if (section.has(P_NN)) {
                section.report("pNN", "NN stands for a number", "p50, p95, p99.9");
            }
            section.read(P_NN);
            return read.apply(section, times);
        });
    }

    private static Entry<List<Criterion>> read(Section section, List<Entry<List<Criterion>>> times) {
        Entry<Optional<Criterion>> errorRate = section.read(ERROR_RATE);
        Entry<SortedMap<String, List<Criterion>>> metrics = section.read(METRICS);
        Entry<Optional<Criterion>> healthChecks = section.read(HEALTH_CHECKS);
        return section.build(() -> {
            List<Criterion> all = new ArrayList<>();
            errorRate.value().ifPresent(all::add);
            times.forEach(entry -> all.addAll(entry.value()));
            metrics.value().values().forEach(all::addAll);
            healthChecks.value().ifPresent(all::add);
            return List.copyOf(all);
        });
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

    private static Entry<Criterion> healthChecks(Section section) {
        Entry<Long> atMost = section.read(FAILED_AT_MOST);
        return section.build(() -> new Criterion.HealthChecks(counted(atMost.value(), "failed-at-most")));
    }

    static long counted(long atMost, String key) {
        if (atMost < 0) {
            throw new InvalidValue(key, "a count of " + atMost, "0 or more");
        }
        return atMost;
    }
}

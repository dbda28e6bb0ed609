package dev.wringer.adapters.definitions;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import dev.wringer.core.model.ChaosPhase;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.FaultRule;
import dev.wringer.core.model.Figure;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.PeerAddress;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.SessionFlow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checks that what one section says of another is so: each dangling name and each doubled port is a problem of its
 * own.
 */
final class References {
    private final Section section;
    private final Set<String> services;

    private References(Section section) {
        this.section = section;
        this.services = object(section.node().object(), "services").keySet();
    }

    static void check(
            Section section,
            Entry<SortedMap<String, Service>> services,
            Entry<SortedMap<String, Flow>> traffic,
            Entry<SortedMap<String, SessionFlow>> sessions,
            Entry<Optional<List<Criterion>>> criteria,
            Entry<FaultPlan> faults) {
        References references = new References(section);
        references.checkNames("traffic", "to");
        references.checkNames("sessions", "to");
        references.checkNames("services", "depends-on");
        references.checkTargets(faults);
        references.checkPlaceholders(services.or(new TreeMap<>()).values());
        criteria.or(Optional.empty()).orElse(List.of()).forEach(references::checkControl);
        references.checkPorts(services.or(new TreeMap<>()).values());
        if (traffic.isRead() && sessions.isRead()) {
            references.checkLoad(traffic.value(), sessions.value());
            List<String> endpoints = endpoints(traffic.value(), sessions.value());
            List<Criterion> all = criteria.or(Optional.empty()).orElse(List.of());
            all.forEach(one -> references.checkEndpoint(one, "criteria.", endpoints));
            if (services.isRead()) {
                all.forEach(one -> references.checkSeries(one, "criteria.", services.value(), endpoints));
            }
        }
    }

    /** Looks at the file itself, so that a section that is wrong in another way is checked too. */
    private void checkNames(String kind, String key) {
        checkNames(object(section.node().object(), kind), kind, key);
    }

    private void checkNames(ConfigObject sections, String path, String key) {
        for (String name : new TreeSet<>(sections.keySet())) {
            requireServices(object(sections, name).get(key), path + "." + name + "." + key);
        }
    }

    private void requireServices(ConfigValue named, String key) {
        for (ConfigValue one : named instanceof ConfigList list ? list : Arrays.asList(named)) {
            if (one != null && one.unwrapped() instanceof String text && !text.equals(Node.UNRESOLVED)) {
                requireService(text, key);
            }
        }
    }

    private void checkTargets(Entry<FaultPlan> faults) {
        ConfigObject written = object(section.node().object(), "faults");
        List.of("never", "allow").forEach(key -> requireServices(written.get(key), "faults." + key));
        List.of("to", "from", "reaches").forEach(key -> checkNames(object(written, "plan"), "faults.plan", key));
        for (FaultRule rule : faults.or(FaultPlan.NONE).rules()) {
            for (Fault fault : rule.faults()) {
                if (fault instanceof NamespaceFault.Partition partition) {
                    partition.others().stream()
                            .filter(other -> !other.equals(NamespaceFault.Partition.WRINGER))
                            .forEach(other -> requireService(other, partitionOf(rule)));
                }
            }
        }
    }

    private static String partitionOf(FaultRule rule) {
        return "faults.plan." + rule.name() + (rule.faults().size() == 1 ? ".partition" : ".any-of");
    }

    /** The placeholders that stand for the address of another service, in what launches one. */
    private void checkPlaceholders(Iterable<Service> all) {
        for (Service service : all) {
            if (service.runs().orElse(null) instanceof Service.Launch launch) {
                Stream.concat(launch.command().stream(), launch.environment().values().stream())
                        .flatMap(text -> PeerAddress.namedIn(text).stream())
                        .forEach(name -> requireService(name, "services." + service.name() + ".start"));
            }
        }
    }

    /** A section; empty when it is none, which is reported elsewhere. */
    private static ConfigObject object(ConfigObject parent, String name) {
        return parent.get(name) instanceof ConfigObject object
                ? object
                : ConfigFactory.empty().root();
    }

    private void requireService(String name, String key) {
        if (!services.contains(name)) {
            String known = String.join(", ", new TreeSet<>(services));
            section.report(key, "no service is named `" + name + "`", "one of " + known, Nearest.to(name, services));
        }
    }

    private void checkPorts(Iterable<Service> all) {
        Map<String, String> takenBy = new TreeMap<>();
        for (Service service : all) {
            String address = service.host() + ":" + service.port();
            String other = takenBy.putIfAbsent(address, service.name());
            if (other != null) {
                String key = "services." + service.name() + ".port";
                section.report(key, address + " is also the address of " + other, "an address of its own");
            }
        }
    }

    private void checkLoad(Map<String, Flow> flows, Map<String, SessionFlow> churn) {
        if (flows.isEmpty() && churn.isEmpty()) {
            section.report("", "no load", "at least one flow under `traffic` or `sessions`");
        }
    }

    private void checkControl(Criterion criterion) {
        if (criterion instanceof Criterion.NoWorse worse) {
            worse.control().ifPresent(pair -> {
                requireService(pair.service(), "criteria.baseline.service");
                requireService(pair.control(), "criteria.baseline.control");
            });
        }
    }

    private void checkEndpoint(Criterion criterion, String path, List<String> endpoints) {
        if (criterion instanceof Criterion.InPhase(ChaosPhase phase, Criterion inner)) {
            checkEndpoint(inner, path + "phases." + phase.word() + ".", endpoints);
        } else if (criterion instanceof Criterion.ResponseTime time
                && time.endpoint().isPresent()) {
            requireKnown(time.endpoint().get(), "endpoint", endpoints, path + criterion.key());
        }
    }

    private void checkSeries(
            Criterion criterion, String path, SortedMap<String, Service> known, List<String> endpoints) {
        if (criterion instanceof Criterion.InPhase(ChaosPhase phase, Criterion inner)) {
            checkSeries(inner, path + "phases." + phase.word() + ".", known, endpoints);
        }
        if (!(criterion instanceof Criterion.Metric metric)) {
            return;
        }
        String key = path + "metrics." + metric.name() + ".series";
        String subject = metric.series().subject();
        if (subject.contains("/")) {
            requireKnown(subject, "endpoint", endpoints, key);
        } else if (!known.containsKey(subject)) {
            requireService(subject, key);
        } else {
            checkFigure(metric.series().figure(), known.get(subject), key);
        }
    }

    /** A gauge is known by its name in the `metrics` of its service only; whether the page shows it is seen in the run. */
    private void checkFigure(Figure figure, Service service, String key) {
        List<String> gauges = service.scrape().map(Service.Scrape::series).orElse(List.of());
        switch (figure) {
            case Figure.CounterRate(String counter) ->
                requireKnown(counter, "entry of `metrics.series` of " + service.name(), gauges, key);
            case Figure.Gauge(String name) -> {
                List<String> figures = new ArrayList<>(SeriesText.serviceFigures());
                figures.addAll(gauges);
                requireKnown(name, "figure or gauge of " + service.name(), figures, key);
            }
            case Figure any -> {
                if (any == Figure.OfService.MEMORY_USAGE
                        && service.memoryLimitBytes().isEmpty()) {
                    section.report(
                            key,
                            "memory-usage is a share of a limit, and " + service.name() + " has none",
                            "`limit` in the service");
                }
            }
        }
    }

    private void requireKnown(String name, String what, List<String> known, String key) {
        if (!known.contains(name)) {
            String expected = known.isEmpty() ? "there is none" : "one of " + String.join(", ", known);
            section.report(key, "no " + what + " is named `" + name + "`", expected, Nearest.to(name, known));
        }
    }

    /** Each by its own name, and with its service. */
    private static List<String> endpoints(Map<String, Flow> flows, Map<String, SessionFlow> churn) {
        Set<String> names = new TreeSet<>();
        flows.values().forEach(flow -> flow.requests().forEach(request -> add(names, flow.to(), request.endpoint())));
        churn.values().forEach(flow -> {
            Stream.concat(Stream.of(flow.start(), flow.stop()), flow.socket().stream())
                    .map(Request::endpoint)
                    .forEach(endpoint -> add(names, flow.to(), endpoint));
            flow.steps().forEach(step -> add(names, flow.to(), step.endpoint()));
        });
        return new ArrayList<>(names);
    }

    private static void add(Set<String> names, String service, String endpoint) {
        names.add(endpoint);
        names.add(service + (endpoint.startsWith("/") ? "" : "/") + endpoint);
    }
}

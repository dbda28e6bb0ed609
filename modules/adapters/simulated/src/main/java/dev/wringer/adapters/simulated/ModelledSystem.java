package dev.wringer.adapters.simulated;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.ServiceModel;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All modelled services of a run, the links between them, and the faults that are there. */
final class ModelledSystem {
    private final Simulation simulation;
    private final Seed seed;
    private final Clock clock;
    private final SortedMap<String, ModelledService> services = new TreeMap<>();
    private final SortedMap<String, Link> links = new TreeMap<>();
    private final SequencedMap<String, ActiveFault> faults = new LinkedHashMap<>();
    private final List<FaultListener> listeners = new ArrayList<>();

    ModelledSystem(Simulation simulation, Seed seed, Clock clock) {
        this.simulation = simulation;
        this.seed = seed;
        this.clock = clock;
    }

    /** Makes the model of a service, and of those that it calls, unless they are there. */
    ModelledService service(Service service) {
        String name = service.name();
        if (!services.containsKey(name)) {
            ServiceModel model = service.model()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "service " + name + " has no model, so it cannot run on the virtual clock"));
            List<Call> calls = model.calls().stream()
                    .map(callee -> new Call(
                            link(name, callee),
                            service(simulation.service(callee).orElseThrow())))
                    .toList();
            ModelledService made = ModelledService.of(service, model, calls, simulation, seed);
            made.process().onExit(made.exposure()::processEnded);
            made.process().onExit(() -> made.writes().processEnded(clock.nanos()));
            services.put(name, made);
        }
        return services.get(name);
    }

    Optional<ModelledService> service(String name) {
        return Optional.ofNullable(services.get(name));
    }

    Link link(String from, String to) {
        return links.computeIfAbsent(from + " -> " + to, words -> new Link(from, to));
    }

    /** The links that a fault is meant for, also those that nothing is ever sent over. */
    List<Link> links(PlannedFault planned) {
        planned.target().to().ifPresent(to -> {
            link(Link.WRINGER, to);
            planned.target().from().ifPresent(from -> link(from, to));
            if (planned.fault() instanceof NamespaceFault.Partition cut) {
                cut.others().forEach(other -> link(other, to));
            }
        });
        return links.values().stream().filter(link -> link.isMeant(planned)).toList();
    }

    /** The services whose process or machine a fault is meant for. */
    Collection<ModelledService> exposed(PlannedFault planned) {
        return switch (planned.fault()) {
            case ProcessFault ignored ->
                planned.target().to().flatMap(this::service).stream().toList();
            case MachineFault ignored -> services.values();
            case ConnectionFault ignored -> List.of();
            case HttpFault ignored -> List.of();
            case NamespaceFault ignored -> List.of();
        };
    }

    /** From now on told of all faults. */
    void addListener(FaultListener listener) {
        listeners.add(listener);
    }

    /** Puts a fault wherever it is meant for; where a service is immune to it, nothing happens and nobody says so. */
    void begin(PlannedFault planned) {
        if (faults.containsKey(planned.id())) {
            return;
        }
        ActiveFault fault = new ActiveFault(planned, seed.stream("model/faults/" + planned.id()));
        faults.put(planned.id(), fault);
        if (planned.target()
                .to()
                .flatMap(this::service)
                .filter(it -> isImmune(it, planned))
                .isEmpty()) {
            links(planned).forEach(link -> link.begin(fault));
        }
        exposed(planned).stream()
                .filter(service -> !isImmune(service, planned))
                .forEach(service -> service.exposure().begin(fault));
        sufferers(planned).forEach(service -> service.aftermath().faultsTogether(kindsOn(service), clock.nanos()));
        List.copyOf(listeners).forEach(listener -> listener.begun(fault));
    }

    /** Takes a fault away; nothing happens if it is not there. */
    void end(String id) {
        ActiveFault fault = faults.remove(id);
        if (fault == null) {
            return;
        }
        links.values().forEach(link -> link.end(id));
        services.values().forEach(service -> service.exposure().end(id));
        sufferers(fault.planned()).forEach(service -> service.aftermath().faultOver(clock.nanos()));
        List.copyOf(listeners).forEach(listener -> listener.over(fault));
    }

    private SortedSet<String> kindsOn(ModelledService service) {
        SortedSet<String> kinds = new TreeSet<>();
        faults.values().stream()
                .filter(fault -> sufferers(fault.planned()).anyMatch(service::equals))
                .forEach(fault -> kinds.add(fault.fault().kind()));
        return kinds;
    }

    /** Those that have something to recover from: of a link it is the caller. */
    private Stream<ModelledService> sufferers(PlannedFault planned) {
        Optional<String> one = planned.target().from().or(planned.target()::to);
        Stream<ModelledService> meant = one.isPresent() ? service(one.get()).stream() : services.values().stream();
        return meant.filter(service -> !isImmune(service, planned));
    }

    private boolean isImmune(ModelledService service, PlannedFault planned) {
        return service.defects().isImmune(planned.fault().kind(), clock.nanos());
    }

    List<ModelledService> services() {
        return List.copyOf(services.values());
    }
}

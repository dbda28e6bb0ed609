package dev.wringer.core.faults;

import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Service;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The blast radius of a fault: the services whose requests it may disturb. As its target says; else the service that it happens
 * to, or on a link the one that calls, and all that depend on that one, whoever they are through; a fault of the machine reaches
 * all.
 */
public final class Reach {
    private Reach() {}

    /** In the order of the services. */
    public static List<String> of(PlannedFault fault, List<Service> services) {
        FaultTarget target = fault.target();
        List<String> all = services.stream().map(Service::name).toList();
        if (!target.reaches().isEmpty()) {
            return all.stream().filter(target.reaches()::contains).toList();
        }
        Optional<String> first = target.from().or(target::to);
        return first.map(name -> dependents(name, services)).orElse(all);
    }

    private static List<String> dependents(String first, List<Service> services) {
        Set<String> reached = new TreeSet<>(List.of(first));
        int before;
        do {
            before = reached.size();
            services.stream()
                    .filter(service -> service.dependsOn().stream().anyMatch(reached::contains))
                    .forEach(service -> reached.add(service.name()));
        } while (reached.size() > before);
        return services.stream().map(Service::name).filter(reached::contains).toList();
    }
}

package dev.wringer.adapters.definitions;

import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The order in which services start: each after those it depends on, otherwise by name. */
final class StartOrder {
    private StartOrder() {}

    /** Refuses services that wait for each other. Names that do not exist are ignored here. */
    static List<Service> of(Collection<Service> services) {
        List<Service> waiting = new ArrayList<>(services);
        List<Service> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Optional<Service> next = waiting.stream()
                    .filter(service -> waiting.stream().noneMatch(other -> waitsFor(service, other)))
                    .findFirst();
            if (next.isEmpty()) {
                List<String> cycle = cycle(waiting);
                throw new InvalidValue(
                        "services." + cycle.getFirst() + ".depends-on",
                        "services that wait for each other: " + String.join(" -> ", cycle),
                        "dependencies without a circle");
            }
            waiting.remove(next.get());
            ordered.add(next.get());
        }
        return List.copyOf(ordered);
    }

    private static boolean waitsFor(Service service, Service other) {
        return service.dependsOn().contains(other.name());
    }

    /** All of them wait, so following any dependency leads into a circle. */
    private static List<String> cycle(List<Service> waiting) {
        Set<String> path = new LinkedHashSet<>();
        Service at = waiting.getFirst();
        while (path.add(at.name())) {
            Service from = at;
            at = waiting.stream()
                    .filter(other -> waitsFor(from, other))
                    .findFirst()
                    .orElseThrow();
        }
        List<String> names = new ArrayList<>(path);
        List<String> circle = new ArrayList<>(names.subList(names.indexOf(at.name()), names.size()));
        circle.add(at.name());
        return circle;
    }
}

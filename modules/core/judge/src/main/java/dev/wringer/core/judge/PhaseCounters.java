package dev.wringer.core.judge;

import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What counts up over a run (restarts, stuck sessions, uptime, counters), as if it had moved in the windows of one phase alone: what
 * happened in the others is not the phase's.
 */
final class PhaseCounters {
    private final List<String> gauges;
    private final TreeMap<String, Double> before = new TreeMap<>();
    private final TreeMap<String, Double> shown = new TreeMap<>();

    /** @param gauges those that are counters */
    PhaseCounters(List<String> gauges) {
        this.gauges = gauges;
    }

    /** Takes a window of another phase. */
    void skip(Window window) {
        window.services().forEach(service -> {
            String name = service.service();
            before.put(name + " restarts", (double) service.restarts());
            before.put(name + " stuck", (double) service.sessionsStuck());
            remember(name + " uptime", service.uptimeHours());
            gauges.forEach(gauge -> remember(name + " " + gauge, gauge(service, gauge)));
        });
    }

    private void remember(String figure, OptionalDouble value) {
        if (value.isPresent()) {
            before.put(figure, value.getAsDouble());
        } else {
            before.remove(figure);
        }
    }

    /** Takes a window of the phase, and says what it shows. */
    List<ServiceInterval> take(Window window) {
        return window.services().stream().map(this::take).toList();
    }

    private ServiceInterval take(ServiceInterval service) {
        String name = service.service();
        TreeMap<String, Double> values = new TreeMap<>(service.gauges());
        values.replaceAll((gauge, value) -> gauges.contains(gauge) ? moved(name + " " + gauge, value, value) : value);
        OptionalDouble uptime = service.uptimeHours().isPresent()
                ? OptionalDouble.of(moved(
                        name + " uptime",
                        service.uptimeHours().getAsDouble(),
                        service.uptimeHours().getAsDouble()))
                : OptionalDouble.empty();
        return new ServiceInterval(
                name,
                service.port(),
                service.memoryMb(),
                service.memoryFloorMb(),
                service.cpuPct(),
                service.openFiles(),
                service.threads(),
                service.sessionsOpen(),
                (long) moved(name + " stuck", (double) service.sessionsStuck(), 0),
                (long) moved(name + " restarts", (double) service.restarts(), 0),
                uptime,
                service.healthChecks(),
                service.healthFailures(),
                values);
    }

    /** What a figure showed last, and what it moved by since the window before; {@code first} is what it begins with. */
    private double moved(String figure, double value, double first) {
        double last = shown.getOrDefault(figure, first);
        double now = last + value - before.getOrDefault(figure, shown.containsKey(figure) ? value : first);
        before.put(figure, value);
        shown.put(figure, now);
        return now;
    }

    private static OptionalDouble gauge(ServiceInterval service, String gauge) {
        Double value = service.gauges().get(gauge);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}

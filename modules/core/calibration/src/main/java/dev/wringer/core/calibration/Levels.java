package dev.wringer.core.calibration;

import dev.wringer.core.metrics.ServiceInterval;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What a service holds in a window, by name: what may grow. */
final class Levels {
    static final String MEMORY = "memory";
    private static final String OPEN_FILES = "open files";
    private static final String THREADS = "threads";
    private static final String GAUGE = "gauge ";

    private Levels() {}

    static SortedMap<String, Double> of(ServiceInterval service) {
        SortedMap<String, Double> levels = new TreeMap<>();
        OptionalDouble floor = service.memoryFloorMb().isPresent() ? service.memoryFloorMb() : service.memoryMb();
        floor.ifPresent(mib -> levels.put(MEMORY, mib));
        service.openFiles().ifPresent(count -> levels.put(OPEN_FILES, (double) count));
        service.threads().ifPresent(count -> levels.put(THREADS, (double) count));
        service.gauges().forEach((gauge, value) -> levels.put(GAUGE + gauge, value));
        return levels;
    }

    /** The same window with less of each; counts stay whole and are never below 0. */
    static ServiceInterval less(ServiceInterval before, ToDoubleFunction<String> by) {
        SortedMap<String, Double> gauges = new TreeMap<>(before.gauges());
        gauges.replaceAll((gauge, value) -> value - by.applyAsDouble(GAUGE + gauge));
        return new ServiceInterval(
                before.service(),
                before.port(),
                less(before.memoryMb(), by.applyAsDouble(MEMORY)),
                less(before.memoryFloorMb(), by.applyAsDouble(MEMORY)),
                before.cpuPct(),
                less(before.openFiles(), by.applyAsDouble(OPEN_FILES)),
                less(before.threads(), by.applyAsDouble(THREADS)),
                before.sessionsOpen(),
                before.sessionsStuck(),
                before.restarts(),
                before.uptimeHours(),
                before.healthChecks(),
                before.healthFailures(),
                gauges);
    }

    private static OptionalDouble less(OptionalDouble value, double by) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() - by) : value;
    }

    private static OptionalLong less(OptionalLong count, double by) {
        return count.isPresent() ? OptionalLong.of(Math.max(0, Math.round(count.getAsLong() - by))) : count;
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Restarts that are the doing of faults: of the service that a fault takes down, one for each, or any number for a crash loop, while
 * the fault is there, the system recovers from it, or in the window after, where it may show first.
 */
final class InjectedRestarts {
    private final Map<String, PlannedFault> planned = new TreeMap<>();
    private final TreeMap<String, Excuse> excuses = new TreeMap<>();

    InjectedRestarts(List<PlannedFault> schedule) {
        schedule.stream()
                .filter(fault -> fault.fault().takesServiceDown())
                .filter(fault -> fault.target().to().isPresent())
                .forEach(fault -> planned.put(fault.id(), fault));
    }

    /** One fault's: what is left of it. */
    private static final class Excuse {
        private final String service;
        private long left;

        Excuse(PlannedFault fault) {
            this.service = fault.target().to().orElseThrow();
            this.left = fault.fault() instanceof ProcessFault.CrashLoop ? Long.MAX_VALUE : 1;
        }

        long take(long restarts) {
            long taken = Math.min(left, restarts);
            left -= taken;
            return taken;
        }
    }

    void begin(Window window) {
        window.faults().forEach(this::open);
        window.recovering().forEach(this::open);
    }

    private void open(String id) {
        if (planned.containsKey(id)) {
            excuses.computeIfAbsent(id, fault -> new Excuse(planned.get(fault)));
        }
    }

    /** How many of so many restarts of a service, seen in this window, faults account for. */
    long of(String service, long restarts) {
        long excused = 0;
        for (Excuse excuse : excuses.values()) {
            if (excuse.service.equals(service)) {
                excused += excuse.take(restarts - excused);
            }
        }
        return excused;
    }

    void end(Window window) {
        excuses.keySet()
                .removeIf(id ->
                        !window.faults().contains(id) && !window.recovering().contains(id));
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.PlannedFault;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/** How long ago faults, or Wringer itself when it went on after it was killed, had each service started again; in windows. */
final class Ages {
    private final InjectedRestarts injected;
    private final TreeMap<String, Long> counters = new TreeMap<>();
    private final TreeMap<String, Long> begun = new TreeMap<>();
    private final TreeMap<String, Double> uptimes = new TreeMap<>();
    private boolean afterGap;
    private long now;

    Ages(List<PlannedFault> schedule) {
        this.injected = new InjectedRestarts(schedule);
    }

    void observe(Window window) {
        now = window.index();
        injected.begin(window);
        for (ServiceInterval service : window.services()) {
            Long before = counters.put(service.service(), service.restarts());
            long more = service.restarts() - (before == null ? 0 : before);
            if ((more > 0 && injected.of(service.service(), more) > 0) || (afterGap && isYounger(service))) {
                begun.put(service.service(), now);
            }
            service.uptimeHours().ifPresent(uptime -> uptimes.put(service.service(), uptime));
        }
        injected.end(window);
        afterGap = false;
    }

    void observe(Gap ignored) {
        afterGap = true;
    }

    private boolean isYounger(ServiceInterval service) {
        Double before = uptimes.get(service.service());
        return before != null && service.uptimeHours().orElse(before) < before;
    }

    /** Empty for a service that no fault has had started, and for whatever is no service. */
    OptionalLong of(String service) {
        Long since = begun.get(service);
        return since == null ? OptionalLong.empty() : OptionalLong.of(now - since);
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Services that exited or were replaced: an exact count in every window, less what faults did ({@link InjectedRestarts}). A
 * supervisor counts the exits it is told of; a process that was replaced without a word is known by its uptime, which falls. A service whose process cannot be seen (no
 * uptime known) shows nothing.
 */
final class RestartsExaminer implements Examiner {
    private static final double UPTIME_ACCURACY_HOURS = 2.0 / 3600;

    private final Criterion.Restarts criterion;
    private final Timeline timeline;
    private final TreeMap<String, Long> restarts = new TreeMap<>();
    private final TreeMap<String, Double> uptimes = new TreeMap<>();
    private final TreeMap<String, Long> replaced = new TreeMap<>();
    private final TreeMap<String, Long> counters = new TreeMap<>();
    private final TreeMap<String, Long> told = new TreeMap<>();
    private final InjectedRestarts announced;
    private final InjectedRestarts silent;
    private final TreeSet<String> visible = new TreeSet<>();
    private Optional<Exceeded> exceeded = Optional.empty();

    /** What was one too many; those that follow are counted as well. */
    private record Exceeded(String service, long window) {}

    RestartsExaminer(Criterion.Restarts criterion, JudgePlan plan) {
        this.criterion = criterion;
        this.timeline = Timeline.of(plan);
        this.announced = new InjectedRestarts(plan.chaos().schedule());
        this.silent = new InjectedRestarts(plan.chaos().schedule());
    }

    @Override
    public void observe(Window window) {
        announced.begin(window);
        silent.begin(window);
        for (ServiceInterval service : window.services()) {
            String name = service.service();
            long before = restarts.getOrDefault(name, 0L);
            long now = Math.max(before, Math.max(announced(service), silent(service)));
            restarts.put(name, now);
            if (service.uptimeHours().isPresent() || service.restarts() > 0) {
                visible.add(name);
            }
            if (now > before && exceeded.isEmpty() && total() > criterion.atMost()) {
                exceeded = Optional.of(new Exceeded(name, window.index()));
            }
        }
        announced.end(window);
        silent.end(window);
    }

    /** Services that are started again with Wringer have not been restarted by themselves. */
    @Override
    public void observe(Gap ignored) {
        uptimes.clear();
    }

    /** Exits that its supervisor was told of, but for those by faults. */
    private long announced(ServiceInterval service) {
        String name = service.service();
        long counted = service.restarts();
        Long before = counters.put(name, counted);
        long more = Math.max(0, counted - (before == null ? 0 : before));
        return told.merge(name, more - announced.of(name, more), Long::sum);
    }

    /** Processes that took the place of another, whether anybody said so or not, but for faults: each time uptime falls. */
    private long silent(ServiceInterval service) {
        String name = service.service();
        if (service.uptimeHours().isPresent()) {
            double uptime = service.uptimeHours().getAsDouble();
            Double before = uptimes.put(name, uptime);
            if (before != null && uptime < before - UPTIME_ACCURACY_HOURS) {
                replaced.merge(name, 1 - silent.of(name, 1), Long::sum);
            }
        }
        return replaced.getOrDefault(name, 0L);
    }

    @Override
    public List<Finding> soFar() {
        return List.of(exceeded.map(this::failure)
                .orElseGet(() -> Finding.of(criterion.key(), Finding.RUN, State.PASS, counted())));
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        if (exceeded.isPresent()) {
            return soFar();
        }
        List<Finding> findings = new ArrayList<>();
        for (String service : restarts.keySet()) {
            if (!visible.contains(service)) {
                String text = "its process was never seen, so a restart would not have been noticed; give its pid";
                findings.add(Finding.of(criterion.key(), service, State.INCONCLUSIVE, text));
            }
        }
        if (restarts.isEmpty()) {
            findings.add(Finding.of(criterion.key(), Finding.RUN, State.INCONCLUSIVE, "no service was measured"));
        }
        return findings.isEmpty() ? List.of(Finding.of(criterion.key(), Finding.RUN, State.PASS, counted())) : findings;
    }

    private Finding failure(Exceeded at) {
        String text = counted() + ", exceeded at " + timeline.at(at.window());
        return Finding.of(criterion.key(), at.service(), State.FAIL, text)
                .at(at.window())
                .proven();
    }

    private String counted() {
        List<String> each = new ArrayList<>();
        for (Map.Entry<String, Long> entry : restarts.entrySet()) {
            if (entry.getValue() > 0) {
                each.add(entry.getKey() + " " + Figures.count(entry.getValue()));
            }
        }
        return "%s of %s%s, at most %s allowed"
                .formatted(
                        Figures.count(total(), "restart"),
                        Figures.count(restarts.size(), "service"),
                        each.isEmpty() ? "" : " (" + String.join(", ", each) + ")",
                        Figures.count(criterion.atMost()));
    }

    private long total() {
        return restarts.values().stream().mapToLong(Long::longValue).sum();
    }
}

package dev.wringer.core.judge;

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
 * Services that exited or were replaced: an exact count, in every window, never masked. A supervisor counts the exits it is told
 * of; a process that was replaced without a word is known by its uptime, which falls. A service whose process cannot be seen (no
 * uptime known) shows nothing.
 */
final class RestartsExaminer implements Examiner {
    private static final double UPTIME_ACCURACY_HOURS = 2.0 / 3600;

    private final Criterion.Restarts criterion;
    private final Timeline timeline;
    private final TreeMap<String, Long> restarts = new TreeMap<>();
    private final TreeMap<String, Double> uptimes = new TreeMap<>();
    private final TreeMap<String, Long> replaced = new TreeMap<>();
    private final TreeSet<String> visible = new TreeSet<>();
    private Optional<Exceeded> exceeded = Optional.empty();

    /** What was one too many; those that follow are counted as well. */
    private record Exceeded(String service, long window) {}

    RestartsExaminer(Criterion.Restarts criterion, JudgePlan plan) {
        this.criterion = criterion;
        this.timeline = Timeline.of(plan);
    }

    @Override
    public void observe(Window window) {
        for (ServiceInterval service : window.services()) {
            long before = restarts.getOrDefault(service.service(), 0L);
            long now = Math.max(before, Math.max(service.restarts(), replacements(service)));
            restarts.put(service.service(), now);
            if (service.uptimeHours().isPresent() || service.restarts() > 0) {
                visible.add(service.service());
            }
            if (now > before && exceeded.isEmpty() && total() > criterion.atMost()) {
                exceeded = Optional.of(new Exceeded(service.service(), window.index()));
            }
        }
    }

    /** Processes that took the place of another, whether anybody said so or not: each time uptime falls. */
    private long replacements(ServiceInterval service) {
        if (service.uptimeHours().isPresent()) {
            double uptime = service.uptimeHours().getAsDouble();
            Double before = uptimes.put(service.service(), uptime);
            if (before != null && uptime < before - UPTIME_ACCURACY_HOURS) {
                replaced.merge(service.service(), 1L, Long::sum);
            }
        }
        return replaced.getOrDefault(service.service(), 0L);
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

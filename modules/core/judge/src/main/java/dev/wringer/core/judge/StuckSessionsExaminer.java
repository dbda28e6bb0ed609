package dev.wringer.core.judge;

import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sessions that were not closed within their grace: an exact count, in every window and after the drain, never masked. */
final class StuckSessionsExaminer implements Examiner {
    private final Criterion.StuckSessions criterion;
    private final Timeline timeline;
    private final TreeMap<String, Long> stuck = new TreeMap<>();
    private long openMost;
    private Optional<Exceeded> exceeded = Optional.empty();

    /** What was one too many; those that follow are counted as well. */
    private record Exceeded(String service, long window) {}

    StuckSessionsExaminer(Criterion.StuckSessions criterion, JudgePlan plan) {
        this.criterion = criterion;
        this.timeline = Timeline.of(plan);
    }

    @Override
    public void observe(Window window) {
        long open = 0;
        for (ServiceInterval service : window.services()) {
            open += service.sessionsOpen();
            long before = stuck.getOrDefault(service.service(), 0L);
            stuck.put(service.service(), Math.max(before, service.sessionsStuck()));
            if (service.sessionsStuck() > before && exceeded.isEmpty() && total() > criterion.atMost()) {
                exceeded = Optional.of(new Exceeded(service.service(), window.index()));
            }
        }
        openMost = Math.max(openMost, open);
    }

    @Override
    public List<Finding> soFar() {
        return List.of(exceeded.map(this::failure)
                .orElseGet(() -> Finding.of(criterion.key(), Finding.RUN, State.PASS, counted())));
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        boolean measured = !stuck.isEmpty();
        Map<String, Long> left = ending.remainder().stuckSessions();
        left.forEach((service, count) -> stuck.merge(service, count, Math::max));
        if (exceeded.isPresent()) {
            return soFar();
        }
        if (total() > criterion.atMost()) {
            String service =
                    left.isEmpty() ? Finding.RUN : List.copyOf(left.keySet()).getFirst();
            String text = counted() + ", found after the drain";
            return List.of(Finding.of(criterion.key(), service, State.FAIL, text)
                    .at(Math.max(0, ending.lastWindow()))
                    .proven());
        }
        State state = measured ? State.PASS : State.INCONCLUSIVE;
        return List.of(Finding.of(criterion.key(), Finding.RUN, state, counted()));
    }

    private Finding failure(Exceeded at) {
        String text = counted() + ", exceeded at " + timeline.at(at.window());
        return Finding.of(criterion.key(), at.service(), State.FAIL, text)
                .at(at.window())
                .proven();
    }

    private String counted() {
        return "%s of up to %s open at a window's end, at most %s allowed"
                .formatted(
                        Figures.count(total(), "stuck session"),
                        Figures.count(openMost),
                        Figures.count(criterion.atMost()));
    }

    private long total() {
        return stuck.values().stream().mapToLong(Long::longValue).sum();
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.metrics.Sample;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.MetricTest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What must never be, at any time: a ceiling is not masked, neither in warm-up nor within faults. Looks at each window, or at
 * the mean over several windows in a row; a window without a value begins the row anew.
 */
final class CeilingExaminer implements Examiner {
    private final MetricTest.Never test;
    private final Sampled sampled;
    private final Timeline timeline;
    private final long overWindows;
    private final Deque<Sample> recent = new ArrayDeque<>();
    private double most = Double.NaN;
    private Optional<Finding> proof = Optional.empty();

    CeilingExaminer(Criterion.Metric metric, MetricTest.Never test, JudgePlan plan) {
        this.test = test;
        this.timeline = Timeline.of(plan);
        this.overWindows = timeline.lasting(test.over());
        this.sampled = new Sampled(metric, plan, overWindows);
    }

    @Override
    public void observe(Window window) {
        Optional<Sample> seen = sampled.any(window);
        if (seen.isEmpty()) {
            recent.clear();
            return;
        }
        recent.addLast(seen.get());
        if (recent.size() > overWindows) {
            recent.removeFirst();
        }
        if (recent.size() == overWindows && proof.isEmpty()) {
            look(window.index());
        }
    }

    private void look(long window) {
        double amount = 0;
        double per = 0;
        for (Sample sample : recent) {
            amount += sample.amount();
            per += sample.per();
        }
        double mean = amount / per;
        boolean large = test.ceiling().wantsLarge();
        most = Double.isNaN(most) || large == mean > most ? mean : most;
        if (test.ceiling().holds(mean)) {
            String text = "%s%s at %s; it must never be %s, within faults neither"
                    .formatted(sampled.shown(mean), over(), timeline.at(window), ceiling());
            proof = Optional.of(sampled.finding(State.FAIL, text).at(window).proven());
        }
    }

    @Override
    public List<Finding> soFar() {
        return List.of(proof.orElseGet(this::harmless));
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        return soFar();
    }

    private Finding harmless() {
        Optional<String> missing = sampled.missing();
        if (missing.isPresent() || Double.isNaN(most)) {
            return sampled.finding(
                    State.INCONCLUSIVE,
                    missing.orElse("it was never measured for " + timeline.span(overWindows) + " in a row"));
        }
        String text = "never %s%s in %s; the nearest was %s"
                .formatted(ceiling(), over(), Figures.count(sampled.seen(), "window"), sampled.shown(most));
        return sampled.finding(State.PASS, text);
    }

    private String over() {
        return overWindows == 1 ? "" : " as a mean over " + timeline.span(overWindows);
    }

    private String ceiling() {
        return Figures.condition(test.ceiling(), sampled.unit());
    }
}

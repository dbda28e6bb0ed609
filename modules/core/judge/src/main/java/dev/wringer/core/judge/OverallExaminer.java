package dev.wringer.core.judge;

import dev.wringer.core.metrics.Sample;
import dev.wringer.core.metrics.SeriesTotal;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Condition;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.MetricTest;
import dev.wringer.core.model.Unit;
import java.util.List;
import java.util.Optional;

/** The figure of the whole run against its target, over the counted windows: a fact, not an estimate. */
final class OverallExaminer implements Examiner {
    private final Condition target;
    private final Sampled sampled;
    private final SeriesTotal total;

    OverallExaminer(Criterion.Metric metric, MetricTest.Overall test, JudgePlan plan) {
        this.target = test.target();
        this.sampled = new Sampled(metric, plan, 1);
        this.total = new SeriesTotal(metric.series());
    }

    @Override
    public void observe(Window window) {
        Optional<Sample> seen = sampled.steady(window);
        seen.ifPresent(sample -> total.add(sampled.reader(), window, sample));
    }

    @Override
    public List<Finding> soFar() {
        Finding now = finding(" so far");
        return List.of(now.state() == State.FAIL ? sampled.finding(State.WARN, now.text()) : now);
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        return List.of(finding(""));
    }

    private Finding finding(String when) {
        Optional<String> missing = sampled.missing();
        if (missing.isPresent()) {
            return sampled.finding(State.INCONCLUSIVE, missing.get());
        }
        double actual = total.value().orElseThrow();
        String text = "%s%s against %s%s, over %s"
                .formatted(
                        sampled.shown(actual),
                        when,
                        Figures.condition(target, sampled.unit()),
                        ratio(actual),
                        Figures.count(sampled.seen(), "window"));
        return sampled.finding(target.holds(actual) ? State.PASS : State.FAIL, text);
    }

    /** How many times better than the target, or what share of it. */
    private String ratio(double actual) {
        if (actual <= 0 || target.than() <= 0) {
            return "";
        }
        double better = target.wantsLarge() ? actual / target.than() : target.than() / actual;
        return ": " + Figures.value(better, Unit.COUNT) + "x";
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.metrics.Sample;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Condition;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Figure;
import dev.wringer.core.model.MetricTest;
import dev.wringer.core.statistics.BinomialTail;
import java.util.List;
import java.util.Optional;

/**
 * A metric against its target and its alert, window by window ({@link Alarm}). An alarm fails the run, at once and for good;
 * more than 5 % of the windows off target are a warning. Of a share (errors per request) chance must not explain what the
 * windows of an alarm show together, in at most 1 % of all healthy runs.
 */
final class LevelsExaminer implements Examiner {
    private static final double OFF_TARGET_MAX = 0.05;
    private static final double ALPHA = 0.01;

    private final MetricTest.Levels test;
    private final Sampled sampled;
    private final Timeline timeline;
    private final Alarm alarm;
    private final double chanceMax;
    private long alerts;
    private long offTarget;
    private long firstOff = -1;
    private double worst = Double.NaN;
    private long worstAt = -1;

    LevelsExaminer(Criterion.Metric metric, MetricTest.Levels test, JudgePlan plan) {
        this.test = test;
        this.sampled = new Sampled(metric, plan, Alarm.WINDOWS);
        this.timeline = Timeline.of(plan);
        this.alarm = new Alarm(this::isShown);
        this.chanceMax = ALPHA / Math.max(1, plan.windowCount());
    }

    @Override
    public void observe(Window window) {
        Optional<Sample> seen = sampled.steady(window);
        if (seen.isEmpty()) {
            return;
        }
        double value = seen.get().value();
        boolean isAlert = test.alert().filter(alert -> alert.holds(value)).isPresent();
        boolean isOff =
                isAlert || test.target().filter(target -> !target.holds(value)).isPresent();
        alarm.add(
                window.index(),
                isAlert ? Alarm.Level.ALERT : isOff ? Alarm.Level.OFF_TARGET : Alarm.Level.GOOD,
                seen.get());
        alerts += isAlert ? 1 : 0;
        offTarget += isOff ? 1 : 0;
        firstOff = isOff && firstOff < 0 ? window.index() : firstOff;
        if (worstAt < 0 || (smallIsBad() ? value < worst : value > worst)) {
            worst = value;
            worstAt = window.index();
        }
    }

    @Override
    public List<Finding> soFar() {
        return List.of(finding());
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        return List.of(finding());
    }

    private Finding finding() {
        if (alarm.first().isPresent()) {
            return sampled.finding(State.FAIL, alarmed())
                    .at(alarm.first().getAsLong())
                    .proven();
        }
        Optional<String> missing = sampled.missing();
        if (missing.isPresent()) {
            return sampled.finding(State.INCONCLUSIVE, missing.get());
        }
        if ((double) offTarget > OFF_TARGET_MAX * sampled.seen()) {
            return sampled.finding(State.WARN, counted()).at(firstOff);
        }
        return sampled.finding(State.PASS, counted());
    }

    private String alarmed() {
        return "beyond the alert (%s) in %d of %d windows from %s on%s; %s raised in %s in all; %s"
                .formatted(
                        shown(test.alert().orElseThrow()),
                        Alarm.ALERTS,
                        Alarm.WINDOWS,
                        timeline.at(alarm.first().orElseThrow()),
                        isShare() ? ", and chance does not explain it" : "",
                        Figures.count(alarm.times(), "alarm"),
                        Figures.count(alerts, "window"),
                        counted());
    }

    private String counted() {
        String target = test.target()
                .map(t -> "%s of %s off the target (%s), at most %s may be; "
                        .formatted(
                                Figures.count(offTarget),
                                Figures.count(sampled.seen(), "window"),
                                shown(t),
                                Figures.percent(OFF_TARGET_MAX)))
                .orElseGet(() -> "%s of %s beyond the alert (%s); "
                        .formatted(
                                Figures.count(alerts),
                                Figures.count(sampled.seen(), "window"),
                                test.alert().map(this::shown).orElse("none")));
        return target + "the worst is " + sampled.shown(worst) + " at " + timeline.at(worstAt);
    }

    /** The windows pooled, against what a healthy system shows: its target, or if there is none what the alert begins at. */
    private boolean isShown(List<Sample> samples) {
        if (!isShare()) {
            return true;
        }
        double bad = 0;
        double of = 0;
        for (Sample sample : samples) {
            bad += smallIsBad() ? sample.per() - sample.amount() : sample.amount();
            of += sample.per();
        }
        double healthy = test.target().or(test::alert).orElseThrow().than();
        return BinomialTail.atLeast(Math.round(bad), Math.round(of), smallIsBad() ? 1 - healthy : healthy) <= chanceMax;
    }

    private boolean isShare() {
        Figure figure = sampled.series().figure();
        return figure == Figure.OfEndpoint.ERROR_RATE
                || figure == Figure.OfEndpoint.SUCCESS_RATE
                || figure == Figure.OfService.AVAILABILITY;
    }

    private boolean smallIsBad() {
        return test.target()
                .map(Condition::wantsLarge)
                .orElseGet(() -> !test.alert().orElseThrow().wantsLarge());
    }

    private String shown(Condition condition) {
        return Figures.condition(condition, sampled.unit());
    }
}

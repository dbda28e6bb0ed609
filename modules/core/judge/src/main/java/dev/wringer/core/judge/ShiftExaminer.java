package dev.wringer.core.judge;

import dev.wringer.core.metrics.Sample;
import dev.wringer.core.metrics.SeriesTotal;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.MetricTest;
import dev.wringer.core.statistics.ChangePoint;
import dev.wringer.core.statistics.DailyCycle;
import dev.wringer.core.statistics.DriftTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The level of a metric in the last third of the steady phase against that in the first, by the logarithms of blocks as
 * {@link ResponseTimeStableExaminer} judges p95: FAIL for a shift of the margin or more that chance does not explain, PASS when
 * it is below a third more with 99 % confidence, WARN for two thirds of it. Judged at the end only.
 */
final class ShiftExaminer implements Examiner {
    private static final double WARM_UP_SHARE = 1.0 / 8;
    private static final double ALPHA = 0.0025;
    private static final double HOURS_PER_DAY = 24;

    private final MetricTest.Shift test;
    private final Sampled sampled;
    private final Timeline timeline;
    private final long steadyFrom;
    private final long blockWindows;
    private final SeriesTotal block;
    private final List<Block> blocks = new ArrayList<>();
    private long blockAt = -1;

    ShiftExaminer(Criterion.Metric metric, MetricTest.Shift test, JudgePlan plan) {
        this.test = test;
        this.sampled = new Sampled(metric, plan, DriftTest.VALUES_MIN);
        this.timeline = Timeline.of(plan);
        this.steadyFrom = timeline.part(WARM_UP_SHARE);
        this.blockWindows = timeline.block();
        this.block = new SeriesTotal(metric.series());
    }

    private record Block(long fromWindow, double value) {}

    @Override
    public void observe(Window window) {
        Optional<Sample> seen = sampled.steady(window);
        if (window.index() < steadyFrom || seen.isEmpty()) {
            return;
        }
        long at = window.index() / blockWindows * blockWindows;
        if (at != blockAt) {
            close();
            blockAt = at;
        }
        block.add(sampled.reader(), window, seen.get());
    }

    private void close() {
        block.value().ifPresent(value -> blocks.add(new Block(blockAt, value)));
        block.reset();
    }

    @Override
    public List<Finding> soFar() {
        return List.of(sampled.finding(State.INCONCLUSIVE, "judged at the end"));
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        close();
        Optional<String> missing = sampled.missing();
        if (missing.isPresent()) {
            return List.of(sampled.finding(State.INCONCLUSIVE, missing.get()));
        }
        if (blocks.size() < DriftTest.VALUES_MIN) {
            String text = "%s of %s can be compared, %d are needed"
                    .formatted(
                            Figures.count(blocks.size(), "block"), timeline.span(blockWindows), DriftTest.VALUES_MIN);
            return List.of(sampled.finding(State.INCONCLUSIVE, text));
        }
        if (blocks.stream().anyMatch(b -> b.value() <= 0)) {
            String text = "it is 0 in a block, so no shift can be told as a share of it; `stable` judges growth";
            return List.of(sampled.finding(State.INCONCLUSIVE, text));
        }
        return List.of(judged());
    }

    private Finding judged() {
        double sign = test.rises() ? 1 : -1;
        double[] days = blocks.stream()
                .mapToDouble(b -> timeline.hours((double) b.fromWindow()) / HOURS_PER_DAY)
                .toArray();
        double[] raw = blocks.stream()
                .mapToDouble(b -> sign * StrictMath.log(b.value()))
                .toArray();
        double[] logs = DailyCycle.of(days, raw).removedFrom(days, raw);
        DriftTest drift = DriftTest.of(logs);
        double upper = StrictMath.expm1(sign * drift.upper());
        String text = "the last third of %s lies %s the first, with 99 %% confidence at %s %s it; %s is allowed"
                .formatted(
                        Figures.count(blocks.size(), "block"),
                        aboveOrBelow(StrictMath.expm1(sign * drift.difference())),
                        drift.upper() < 0 ? "least" : "most",
                        aboveOrBelow(upper),
                        Figures.percent(test.margin()));
        long changed = blocks.get(ChangePoint.of(logs)).fromWindow();
        if (drift.difference() >= log(1) && drift.chance() <= ALPHA) {
            String when = "; it changed most at %s; chance explains this in %s of healthy runs"
                    .formatted(timeline.at(changed), Figures.percent(drift.chance()));
            return sampled.finding(State.FAIL, text + when).at(changed);
        }
        boolean shifts = drift.difference() >= log(2.0 / 3);
        if (drift.upper() < log(4.0 / 3)) {
            return shifts ? sampled.finding(State.WARN, text).at(changed) : sampled.finding(State.PASS, text);
        }
        return sampled.finding(State.INCONCLUSIVE, text + "; too noisy to say, more time would decide");
    }

    private static String aboveOrBelow(double share) {
        return Figures.percent(Math.abs(share)) + (share < 0 ? " below" : " above");
    }

    /** A part of the margin as the logarithm of a factor. */
    private double log(double part) {
        double margin = part * test.margin();
        return test.rises() ? StrictMath.log1p(margin) : -StrictMath.log1p(-margin);
    }
}

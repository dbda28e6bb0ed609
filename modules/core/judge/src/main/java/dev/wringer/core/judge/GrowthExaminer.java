package dev.wringer.core.judge;

import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.Sample;
import dev.wringer.core.metrics.SeriesReader;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Figure;
import dev.wringer.core.model.MetricTest;
import dev.wringer.core.model.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/** A figure of each service, or one series, does not grow faster than tolerated ({@link GrowthTrend}). */
final class GrowthExaminer implements Examiner {
    private static final double BYTES_PER_MIB = 1 << 20;

    private final String key;
    private final String noun;
    private final Figure figure;
    private final Optional<String> subject;
    private final Function<String, Tolerance> tolerance;
    private final Timeline timeline;
    private final LoadCycle load;
    private final TreeMap<String, SeriesReader> readers = new TreeMap<>();
    private final TreeMap<String, GrowthTrend> trends = new TreeMap<>();
    private final Ages ages;

    /** @param subject the one that is meant; empty: each service */
    private GrowthExaminer(
            String key,
            String noun,
            Figure figure,
            Optional<String> subject,
            Function<String, Tolerance> tolerance,
            JudgePlan plan,
            LoadCycle load) {
        this.key = key;
        this.noun = noun;
        this.figure = figure;
        this.subject = subject;
        this.tolerance = tolerance;
        this.timeline = Timeline.of(plan);
        this.load = load;
        this.ages = new Ages(plan.chaos().schedule());
    }

    /** By the lowest sample of each window, against a share of each service's limit. */
    static GrowthExaminer of(Criterion.MemoryStable criterion, JudgePlan plan, LoadCycle load) {
        return new GrowthExaminer(
                criterion.key(),
                criterion.key(),
                Figure.OfService.MEMORY_FLOOR,
                Optional.empty(),
                service -> new Tolerance(criterion.tolerated(), true, limitMib(plan, service)),
                plan,
                load);
    }

    static GrowthExaminer of(Criterion.ResourceStable criterion, JudgePlan plan, LoadCycle load) {
        Tolerance tolerance = new Tolerance(criterion.tolerated(), false, OptionalDouble.empty());
        Figure figure = criterion.resource();
        return new GrowthExaminer(
                criterion.key(), figure.text(), figure, Optional.empty(), any -> tolerance, plan, load);
    }

    static GrowthExaminer of(Criterion.Metric metric, MetricTest.Stable test, JudgePlan plan, LoadCycle load) {
        Tolerance tolerance = new Tolerance(test.tolerated(), false, test.limit());
        Series series = metric.series();
        Optional<String> subject = Optional.of(series.subject());
        return new GrowthExaminer(
                metric.key(), series.figure().text(), series.figure(), subject, any -> tolerance, plan, load);
    }

    private static OptionalDouble limitMib(JudgePlan plan, String service) {
        OptionalLong bytes = plan.memoryLimits().getOrDefault(service, OptionalLong.empty());
        return bytes.isPresent() ? OptionalDouble.of(bytes.getAsLong() / BYTES_PER_MIB) : OptionalDouble.empty();
    }

    @Override
    public void observe(Window window) {
        ages.observe(window);
        for (String each : subjects(window)) {
            Optional<Sample> sample = readers.computeIfAbsent(
                            each, s -> new SeriesReader(new Series(figure, s), OptionalLong.empty()))
                    .read(window);
            if (sample.isPresent()) {
                GrowthTrend trend = trends.computeIfAbsent(each, this::trend);
                if (Masking.isSteady(window)) {
                    trend.observe(window.index(), sample.get().value(), ages.of(each));
                } else {
                    trend.mask();
                }
            }
        }
    }

    @Override
    public void observe(Gap gap) {
        ages.observe(gap);
    }

    private List<String> subjects(Window window) {
        return subject.map(List::of)
                .orElseGet(() ->
                        window.services().stream().map(ServiceInterval::service).toList());
    }

    @Override
    public List<Finding> soFar() {
        List<Finding> proven = new ArrayList<>();
        Optional<Finding> worst = Optional.empty();
        for (String each : trends.keySet()) {
            GrowthTrend trend = trends.get(each);
            Finding finding = finding(each, trend.soFar(), trend.isProven());
            if (trend.isProven()) {
                proven.add(finding);
            }
            if (worst.isEmpty() || finding.state().compareTo(worst.get().state()) > 0) {
                worst = Optional.of(finding);
            }
        }
        return proven.isEmpty() ? worst.map(List::of).orElseGet(this::nothing) : proven;
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        List<Finding> findings = new ArrayList<>();
        trends.forEach((each, trend) -> findings.add(finding(each, trend.last(ending.lastWindow()), trend.isProven())));
        for (String each : readers.keySet()) {
            if (!trends.containsKey(each)) {
                String text = "its " + noun + " could not be measured";
                findings.add(Finding.of(key, each, State.INCONCLUSIVE, text));
            }
        }
        return findings.isEmpty() ? nothing() : findings;
    }

    private GrowthTrend trend(String of) {
        return new GrowthTrend(tolerance.apply(of), figure.unit(), timeline, load);
    }

    private Finding finding(String of, GrowthTrend.Judgement judgement, boolean proven) {
        Finding finding = Finding.of(key, of, judgement.state(), judgement.text());
        Finding located = judgement.window() < 0 ? finding : finding.at(judgement.window());
        return proven ? located.proven() : located;
    }

    private List<Finding> nothing() {
        return List.of(Finding.of(key, Finding.RUN, State.INCONCLUSIVE, "no " + noun + " was measured"));
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.statistics.PairedTest;
import dev.wringer.core.statistics.SenSlope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Is a run no worse than an earlier one, or a service no worse than a control service in the same windows? Two measures of
 * each endpoint that both sides have, a percentile of the response time and the error rate, block by block ({@link
 * PairedTest}). Worse warns, or fails where the file says so.
 */
final class NoWorseExaminer implements Examiner {
    /** Of a false alarm, over all endpoints and both measures. */
    private static final double ALPHA = 0.0025;

    private static final double ALPHA_NOT_WORSE = 0.01;
    private static final int MEASURES = 2;

    private final Criterion.NoWorse criterion;
    private final Timeline timeline;
    private final long blockWindows;
    private final Optional<Baseline> baseline;
    private final BlockRecorder recorder;
    private final TreeMap<EndpointId, Comparison> comparisons = new TreeMap<>();
    private final double alpha;

    NoWorseExaminer(Criterion.NoWorse criterion, JudgePlan plan, Optional<Baseline> baseline) {
        this.criterion = criterion;
        this.timeline = Timeline.of(plan);
        this.blockWindows = timeline.block();
        this.baseline = baseline;
        this.recorder = new BlockRecorder(Baseline.blockOf(plan), criterion.percentile(), this::compare);
        this.alpha = ALPHA / MEASURES / Math.max(1, plan.timeouts().size());
    }

    /** One endpoint against its counterpart, in pairs of blocks. */
    private static final class Comparison {
        private final PairedTest slower = new PairedTest();
        private final PairedTest failing = new PairedTest();
        private final List<Double> logRatios = new ArrayList<>();
        private double errorsMore;
        private OptionalLong alarm = OptionalLong.empty();
    }

    @Override
    public void observe(Window window) {
        recorder.observe(window);
    }

    private void compare(long number, SortedMap<EndpointId, Baseline.Block> now) {
        now.forEach((id, block) -> {
            Baseline.Block other = criterion.control().isPresent()
                    ? control(id, now, criterion.control().orElseThrow())
                    : earlier(number, id);
            if (other != null) {
                compare(number, comparisons.computeIfAbsent(id, ignored -> new Comparison()), block, other);
            }
        });
    }

    private static Baseline.Block control(
            EndpointId id, SortedMap<EndpointId, Baseline.Block> now, Criterion.Control control) {
        return id.service().equals(control.service())
                ? now.get(new EndpointId(control.control(), id.endpoint()))
                : null;
    }

    private Baseline.Block earlier(long number, EndpointId id) {
        return baseline.map(Baseline::blocks)
                .map(blocks -> blocks.get(number))
                .map(block -> block.get(id))
                .orElse(null);
    }

    /** Blocks too small for their percentile are compared by their errors only. */
    private void compare(long number, Comparison comparison, Baseline.Block now, Baseline.Block other) {
        long needed = LatencyBlocks.samplesMin(criterion.percentile());
        if (now.requests() >= needed && other.requests() >= needed) {
            comparison.slower.observe(now.micros() > other.micros() * (1 + criterion.slowerBy()));
            comparison.logRatios.add(StrictMath.log(Math.max(1, now.micros()) / Math.max(1, other.micros())));
        }
        comparison.failing.observe(now.errorRate() > other.errorRate() + criterion.moreErrorsBy());
        comparison.errorsMore += now.errorRate() - other.errorRate();
        if (comparison.alarm.isEmpty() && (comparison.slower.isWorse(alpha) || comparison.failing.isWorse(alpha))) {
            comparison.alarm = OptionalLong.of((number + 1) * blockWindows - 1);
        }
    }

    @Override
    public List<Finding> soFar() {
        List<Finding> alarms = new ArrayList<>();
        comparisons.forEach((id, comparison) -> {
            if (comparison.alarm.isPresent()) {
                alarms.add(finding(id, comparison));
            }
        });
        return alarms.isEmpty() ? List.of(nothing("nothing is shown to be worse so far")) : alarms;
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        recorder.close();
        if (criterion.control().isEmpty() && baseline.isEmpty()) {
            return List.of(nothing("no earlier run was given; name one with --baseline"));
        }
        List<Finding> findings = new ArrayList<>();
        comparisons.forEach((id, comparison) -> findings.add(finding(id, comparison)));
        return findings.isEmpty() ? List.of(nothing("no endpoint is on both sides")) : findings;
    }

    private Finding finding(EndpointId id, Comparison comparison) {
        String text = words(comparison);
        if (comparison.alarm.isPresent()) {
            State state = criterion.decides() ? State.FAIL : State.WARN;
            String wrongly = "; wrongly so in at most %s of comparisons".formatted(Figures.percent(alpha));
            Finding alarm = Finding.of(criterion.key(), id.toString(), state, text + wrongly)
                    .at(comparison.alarm.getAsLong());
            return criterion.decides() ? alarm.proven() : alarm;
        }
        boolean shown = comparison.slower.isNotWorse(ALPHA_NOT_WORSE) && comparison.failing.isNotWorse(ALPHA_NOT_WORSE);
        String price = "; about %s more blocks like these would decide"
                .formatted(Figures.count(Math.max(1, comparison.slower.pairs())));
        return Finding.of(
                criterion.key(), id.toString(), shown ? State.PASS : State.INCONCLUSIVE, shown ? text : text + price);
    }

    private String words(Comparison comparison) {
        PairedTest slower = comparison.slower;
        PairedTest failing = comparison.failing;
        return "against %s, p%s is %s in the middle and more than %s slower in %s of %s blocks of %s;"
                        .formatted(
                                criterion
                                        .control()
                                        .map(Criterion.Control::control)
                                        .orElse("the earlier run"),
                                Figures.significant(criterion.percentile()),
                                difference(comparison),
                                Figures.percent(criterion.slowerBy()),
                                Figures.count(slower.worsePairs()),
                                Figures.count(slower.pairs()),
                                timeline.span(blockWindows))
                + " the error rate differs by %s on average and by more than %s in %s of %s"
                        .formatted(
                                Figures.percent(comparison.errorsMore / Math.max(1, failing.pairs())),
                                Figures.percent(criterion.moreErrorsBy()),
                                Figures.count(failing.worsePairs()),
                                Figures.count(failing.pairs()));
    }

    private static String difference(Comparison comparison) {
        if (comparison.logRatios.isEmpty()) {
            return "not comparable (too few requests)";
        }
        double[] ratios =
                comparison.logRatios.stream().mapToDouble(Double::doubleValue).toArray();
        double share = StrictMath.expm1(SenSlope.median(ratios));
        return Figures.percent(Math.abs(share)) + (share < 0 ? " lower" : " higher");
    }

    private Finding nothing(String text) {
        return Finding.of(criterion.key(), Finding.RUN, State.INCONCLUSIVE, text);
    }
}

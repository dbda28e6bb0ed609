package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.statistics.ChangePoint;
import dev.wringer.core.statistics.DailyCycle;
import dev.wringer.core.statistics.DriftTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A percentile of the response time does not rise from the first third of the steady phase to the last. Data: the logarithm
 * of the percentile in blocks of 1/96 of the run (30 minutes of 48 hours), after the first eighth of it or the declared
 * warm-up, whichever is longer. Judged at the end only: a drift is no reason to stop a run.
 *
 * <p>With {@value DriftTest#LINE_MIN} blocks or more: FAIL for a rise of 15 % or more that chance explains in at most 0.25 % of
 * healthy runs over all endpoints; PASS when it is below 20 % with 99 % confidence; WARN for 10 % or more. A shorter run has
 * {@value DriftTest#VALUES_MIN} blocks or more and shows only coarse drifts: FAIL from 50 %, PASS below 100 %, WARN from 25 %.
 *
 * <p>An endpoint with too few requests to be shown below 20 % alone passes with the others of its service: when it is shown below
 * 50 % alone, and the bounds of all of them, weighted by their requests, are below 20 % on average. That mean is a bound itself,
 * however much the endpoints wander together.
 */
final class ResponseTimeStableExaminer implements Examiner {
    private static final double WARM_UP_SHARE = 1.0 / 8;
    private static final double ALPHA = 0.0025;
    private static final double HOURS_PER_DAY = 24;

    private final Criterion.ResponseTimeStable criterion;
    private final Timeline timeline;
    private final long steadyFrom;
    private final TreeMap<EndpointId, LatencyBlocks> endpoints = new TreeMap<>();
    private final TreeMap<EndpointId, Finding> latest = new TreeMap<>();
    private final TreeSet<EndpointId> changed = new TreeSet<>();
    private long masked;

    ResponseTimeStableExaminer(Criterion.ResponseTimeStable criterion, JudgePlan plan) {
        this.criterion = criterion;
        this.timeline = Timeline.of(plan);
        this.steadyFrom = timeline.part(WARM_UP_SHARE);
        plan.timeouts().keySet().forEach(this::blocks);
    }

    /** Rises, as natural logarithms of factors, that fail, pass and warn. */
    private record Margins(double fail, double pass, double warn) {
        static final Margins FINE = of(1.15, 1.20, 1.10);
        static final Margins COARSE = of(1.50, 2.00, 1.25);

        static Margins of(double fail, double pass, double warn) {
            return new Margins(StrictMath.log(fail), StrictMath.log(pass), StrictMath.log(warn));
        }
    }

    @Override
    public void observe(Window window) {
        if (window.index() < steadyFrom) {
            return;
        }
        if (!Masking.isTimely(window)) {
            masked++;
            return;
        }
        for (EndpointInterval interval : window.endpoints()) {
            LatencyBlocks blocks = blocks(interval.id());
            if (blocks.add(window.index(), interval.responseTime())
                    && blocks.blocks().size() >= DriftTest.VALUES_MIN) {
                changed.add(interval.id());
            }
        }
    }

    @Override
    public List<Finding> soFar() {
        changed.forEach(id -> latest.put(id, early(id, endpoints.get(id))));
        changed.clear();
        return latest.values().stream()
                .reduce((a, b) -> b.state().compareTo(a.state()) > 0 ? b : a)
                .map(List::of)
                .orElseGet(() -> List.of(finding(Finding.RUN, State.INCONCLUSIVE, "too early to say")));
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        List<Finding> findings = new ArrayList<>();
        endpoints.values().forEach(LatencyBlocks::close);
        endpoints.forEach((id, blocks) -> findings.add(last(id, blocks)));
        return findings.isEmpty()
                ? List.of(finding(Finding.RUN, State.INCONCLUSIVE, "no endpoint was measured"))
                : findings;
    }

    private LatencyBlocks blocks(EndpointId id) {
        return endpoints.computeIfAbsent(id, ignored -> new LatencyBlocks(criterion.percentile(), timeline.block()));
    }

    private Finding early(EndpointId id, LatencyBlocks blocks) {
        double[] logs = daily(blocks).removedFrom(days(blocks), blocks.logs());
        DriftTest test = DriftTest.of(logs);
        Margins margins = margins(logs);
        boolean rises = test.difference() >= margins.warn;
        Finding finding = finding(
                id.toString(), rises ? State.WARN : State.INCONCLUSIVE, rise(test) + " so far, judged at the end");
        return rises ? finding.at(changedAt(blocks, logs)) : finding;
    }

    private Finding last(EndpointId id, LatencyBlocks blocks) {
        String subject = id.toString();
        double[] logs = blocks.logs();
        if (logs.length < DriftTest.VALUES_MIN) {
            String text = "%s blocks of at least %s can be compared, %s are needed"
                    .formatted(
                            Figures.count(logs.length),
                            Figures.count(LatencyBlocks.samplesMin(criterion.percentile()), "request"),
                            DriftTest.VALUES_MIN);
            return finding(subject, State.INCONCLUSIVE, text);
        }
        DailyCycle cycle = daily(blocks);
        logs = cycle.removedFrom(days(blocks), logs);
        Margins margins = margins(logs);
        DriftTest test = DriftTest.of(logs);
        String text = rise(test) + ", with 99 % confidence below " + Figures.bound(factor(test.upper())) + "; "
                + data(blocks, cycle, test);
        if (test.difference() >= margins.fail && test.chance() <= ALPHA / endpoints.size()) {
            long changed = changedAt(blocks, logs);
            String failure = "%s; it rose most at %s; chance explains this in %s of healthy runs"
                    .formatted(text, timeline.at(changed), Figures.percent(test.chance()));
            return finding(subject, State.FAIL, failure).at(changed);
        }
        if (test.upper() < margins.pass) {
            boolean rises = test.difference() >= margins.warn;
            Finding finding = finding(subject, rises ? State.WARN : State.PASS, text);
            return rises ? finding.at(changedAt(blocks, logs)) : finding;
        }
        double together = margins.equals(Margins.FINE) ? togetherBelow(id.service()) : Double.POSITIVE_INFINITY;
        if (test.upper() < Margins.COARSE.fail && test.difference() < margins.fail && together < margins.pass) {
            boolean rises = test.difference() >= margins.warn;
            String all = "; too few to show more alone, but all endpoints of %s together are below %s"
                    .formatted(id.service(), Figures.percent(factor(together)));
            return finding(subject, rises ? State.WARN : State.PASS, text + all);
        }
        if (test.difference() >= margins.warn) {
            return finding(subject, State.INCONCLUSIVE, text + "; " + price(test, margins))
                    .at(changedAt(blocks, logs));
        }
        return finding(subject, State.INCONCLUSIVE, text + "; " + price(test, margins));
    }

    /** With 99 % confidence, the rise of all endpoints of a service, each weighted by its requests. */
    private double togetherBelow(String service) {
        double requests = 0;
        double sum = 0;
        for (Map.Entry<EndpointId, LatencyBlocks> entry : endpoints.entrySet()) {
            LatencyBlocks blocks = entry.getValue();
            if (entry.getKey().service().equals(service) && blocks.blocks().size() >= DriftTest.LINE_MIN) {
                DriftTest test = DriftTest.of(daily(blocks).removedFrom(days(blocks), blocks.logs()));
                requests += blocks.requests();
                sum += blocks.requests() * test.upper();
            }
        }
        return sum / requests;
    }

    private DailyCycle daily(LatencyBlocks blocks) {
        return DailyCycle.of(days(blocks), blocks.logs());
    }

    private double[] days(LatencyBlocks blocks) {
        return blocks.blocks().stream()
                .mapToDouble(b -> timeline.hours((double) b.fromWindow()) / HOURS_PER_DAY)
                .toArray();
    }

    private static Margins margins(double[] logs) {
        return logs.length >= DriftTest.LINE_MIN ? Margins.FINE : Margins.COARSE;
    }

    private static long changedAt(LatencyBlocks blocks, double[] logs) {
        return blocks.blocks().get(ChangePoint.of(logs)).fromWindow();
    }

    private String rise(DriftTest test) {
        double share = factor(test.difference());
        return "p%s of the last third is %s %s that of the first"
                .formatted(
                        Figures.significant(criterion.percentile()),
                        Figures.percent(Math.abs(share)),
                        share < 0 ? "below" : "above");
    }

    private String data(LatencyBlocks blocks, DailyCycle cycle, DriftTest test) {
        String wave = cycle.equals(DailyCycle.NONE)
                ? ""
                : ", without a daily wave of " + Figures.percent(factor(cycle.amplitude()));
        return "%s in %s blocks after the first %s%s%s, correlation of neighbours %s"
                .formatted(
                        Figures.count(blocks.requests(), "request"),
                        blocks.blocks().size(),
                        timeline.span(blocks.blocks().getFirst().fromWindow()),
                        masked == 0 ? "" : ", " + Figures.count(masked, "window") + " left out",
                        wave,
                        Figures.significant(test.correlation()));
    }

    private String price(DriftTest test, Margins margins) {
        double room = margins.pass - test.difference();
        if (room <= 0) {
            return "more time may show whether it goes on rising";
        }
        double ratio = (test.upper() - test.difference()) / room;
        double longer = Math.max(0.1, ratio * ratio - 1) * timeline.windowCount();
        return "about " + timeline.span(longer) + " more would decide";
    }

    private static double factor(double log) {
        return StrictMath.expm1(log);
    }

    private Finding finding(String subject, State state, String text) {
        return Finding.of(criterion.key(), subject, state, text);
    }
}

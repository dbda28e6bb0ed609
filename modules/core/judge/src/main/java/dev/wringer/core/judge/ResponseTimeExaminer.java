package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Sample;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * A percentile of the response time of the run, per endpoint, against its target; and against the alert in three of the last
 * five windows, which fails at once. Over the timely windows; errors and timeouts have response times too and count. A window
 * without requests has no percentile and is neither good nor bad.
 */
final class ResponseTimeExaminer implements Examiner {
    private static final double NANOS_PER_MICRO = 1e3;

    private final Criterion.ResponseTime criterion;
    private final Timeline timeline;
    private final long samplesMin;
    private final double belowMicros;
    private final TreeMap<EndpointId, Times> endpoints = new TreeMap<>();
    private List<Finding> latest = List.of();
    private boolean due;

    ResponseTimeExaminer(Criterion.ResponseTime criterion, JudgePlan plan) {
        this.criterion = criterion;
        this.timeline = Timeline.of(plan);
        this.samplesMin = LatencyBlocks.samplesMin(criterion.percentile());
        this.belowMicros = criterion.below().toNanos() / NANOS_PER_MICRO;
        plan.timeouts().keySet().stream().filter(this::isMeant).forEach(id -> endpoints.put(id, new Times()));
    }

    /** The response times of one endpoint. */
    private static final class Times {
        final Histogram all = EndpointInterval.newHistogram();
        final Alarm alarm = new Alarm(samples -> true);
        long firstBeyond = -1;
        Optional<Finding> proof = Optional.empty();
    }

    @Override
    public void observe(Window window) {
        if (!Masking.isTimely(window)) {
            return;
        }
        for (EndpointInterval interval : window.endpoints()) {
            if (isMeant(interval.id()) && interval.responseTime().getTotalCount() > 0) {
                Times times = endpoints.computeIfAbsent(interval.id(), ignored -> new Times());
                times.all.add(interval.responseTime());
                lookAtWindow(times, window.index(), interval);
            }
        }
        due = due || latest.isEmpty() || window.index() % timeline.block() == 0;
    }

    @Override
    public List<Finding> soFar() {
        List<Finding> proven = endpoints.values().stream()
                .flatMap(times -> times.proof.stream())
                .toList();
        if (proven.isEmpty() && due) {
            latest = running();
            due = false;
        }
        return proven.isEmpty() ? latest : proven;
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        List<Finding> findings = new ArrayList<>();
        endpoints.forEach((id, times) -> findings.add(times.proof.orElseGet(() -> last(id.toString(), times))));
        if (findings.isEmpty()) {
            String wanted = criterion.endpoint().map(e -> "no endpoint " + e).orElse("no endpoint");
            findings.add(finding(Finding.RUN, State.INCONCLUSIVE, wanted + " was measured"));
        }
        return findings;
    }

    private void lookAtWindow(Times times, long window, EndpointInterval interval) {
        Histogram seen = interval.responseTime();
        boolean mayExceed = seen.getMaxValue() >= belowMicros;
        double value = mayExceed ? seen.getValueAtPercentile(criterion.percentile()) : 0;
        if (value >= belowMicros && times.firstBeyond < 0) {
            times.firstBeyond = window;
        }
        if (criterion.alert().isEmpty() || seen.getTotalCount() * (100 - criterion.percentile()) < 100) {
            return;
        }
        double alertMicros = criterion.alert().get().toNanos() / NANOS_PER_MICRO;
        Alarm.Level level = value >= alertMicros ? Alarm.Level.ALERT : Alarm.Level.GOOD;
        times.alarm.add(window, level, new Sample(value, 1));
        if (times.alarm.isRaised() && times.proof.isEmpty()) {
            times.proof =
                    Optional.of(alert(interval.id(), value, times.alarm.first().orElseThrow()));
        }
    }

    private Finding alert(EndpointId id, double value, long window) {
        String text = "p%s of %s is beyond the alert of %s in %d of the last %d windows, from %s on"
                .formatted(
                        Figures.significant(criterion.percentile()),
                        Figures.millis(value),
                        Figures.millis(criterion.alert().orElseThrow().toNanos() / NANOS_PER_MICRO),
                        Alarm.ALERTS,
                        Alarm.WINDOWS,
                        timeline.at(window));
        return finding(id.toString(), State.FAIL, text).at(window).proven();
    }

    private List<Finding> running() {
        return endpoints.entrySet().stream()
                .map(entry -> last(entry.getKey().toString(), entry.getValue()))
                .map(f -> f.state() == State.FAIL
                        ? new Finding(f.criterion(), f.subject(), State.WARN, f.text(), f.window(), false)
                        : f)
                .reduce((a, b) -> b.state().compareTo(a.state()) > 0 ? b : a)
                .map(List::of)
                .orElse(List.of());
    }

    private Finding last(String subject, Times times) {
        long n = times.all.getTotalCount();
        String target = "the target is below " + Figures.millis(belowMicros);
        if (n < samplesMin) {
            String text = "%s measured, %s are needed; %s"
                    .formatted(Figures.count(n, "request"), Figures.count(samplesMin), target);
            return finding(subject, State.INCONCLUSIVE, text);
        }
        double value = times.all.getValueAtPercentile(criterion.percentile());
        String text = "p%s of %s is %s, %s"
                .formatted(
                        Figures.significant(criterion.percentile()),
                        Figures.count(n, "request"),
                        Figures.millis(value),
                        target);
        if (value < belowMicros) {
            return finding(subject, State.PASS, text);
        }
        Finding failure = finding(subject, State.FAIL, text + "; first beyond it at " + timeline.at(times.firstBeyond));
        return failure.at(times.firstBeyond);
    }

    private boolean isMeant(EndpointId id) {
        String wanted = criterion.endpoint().orElse("");
        return wanted.isEmpty()
                || wanted.equals(id.endpoint())
                || wanted.equals(id.toString())
                || wanted.equals(id.service() + "/" + id.endpoint());
    }

    private Finding finding(String subject, State state, String text) {
        return Finding.of(criterion.key(), subject, state, text);
    }
}

package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Condition;
import dev.wringer.core.model.Condition.Comparison;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Figure;
import dev.wringer.core.model.MetricTest;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Series;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Any series against target and alert, the whole run's figure, a ceiling, growth and shift. */
class MetricsTest {
    private static final Series QUEUE = new Series(new Figure.Gauge("queue_depth"), "worker");
    private static final Series ERRORS = new Series(Figure.OfEndpoint.ERROR_RATE, "gateway/v1/chat");
    private static final Series RATE = new Series(Figure.OfEndpoint.RATE, "gateway/v1/chat");
    private static final Condition BELOW_1000 = new Condition(Comparison.BELOW, 1_000);
    private static final Condition ABOVE_5000 = new Condition(Comparison.ABOVE, 5_000);
    private static final MetricTest QUEUE_LEVELS =
            new MetricTest.Levels(Optional.of(BELOW_1000), Optional.of(ABOVE_5000));

    private static Given soak(Series series, MetricTest test) {
        return Given.soak(new Criterion.Metric("it", series, test));
    }

    private static Finding only(Verdict verdict) {
        return verdict.findings().stream()
                .filter(f -> f.criterion().startsWith("metrics.it"))
                .findFirst()
                .orElseThrow();
    }

    private static ServiceInterval worker(OptionalLong threads, Map<String, Double> gauges) {
        return new ServiceInterval(
                "worker",
                7000,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                threads,
                0,
                0,
                0,
                OptionalDouble.of(1),
                1,
                0,
                new TreeMap<>(gauges));
    }

    private static Given.WindowOf queue(Given given, long index, double depth) {
        return given.window(index).service(worker(OptionalLong.empty(), Map.of("queue_depth", depth)));
    }

    private static Finding queue(MetricTest test, LongToDoubleFunction depth) {
        Given given = soak(QUEUE, test);
        return only(given.judged(i -> queue(given, i, depth.applyAsDouble(i)).done()));
    }

    @Test
    void threeOfFiveWindowsBeyondTheAlertFailAtOnce() {
        Given given = soak(QUEUE, QUEUE_LEVELS);
        Given.Ended ended = given.judgedUntilCertain(i ->
                queue(given, i, i >= 500 && i % 2 == 0 ? 7_000 : 900).done());
        assertThat(ended.windows()).isEqualTo(505);
        Finding finding = only(ended.verdict());
        assertThat(finding.criterion()).isEqualTo("metrics.it");
        assertThat(finding.subject()).isEqualTo("worker");
        assertThat(finding.window()).hasValue(500);
        assertThat(finding.text())
                .isEqualTo("beyond the alert (> 5,000) in 3 of 5 windows from 8:20:00 into the load (window 500) on;"
                        + " 1 alarm raised in 3 windows in all; 3 of 505 windows off the target (< 1,000), at most 5 %"
                        + " may be; the worst is 7,000 at 8:20:00 into the load (window 500)");
    }

    @Test
    void twoOfFiveDoNotAndFaultsAreLeftOut() {
        assertThat(queue(QUEUE_LEVELS, i -> i % 5 < 2 && i < 300 ? 7_000 : 900).state())
                .isEqualTo(State.PASS);
        Given given = soak(QUEUE, QUEUE_LEVELS);
        Finding within = only(given.judged(
                i -> (i / 100 == 5 ? queue(given, i, 9_000).faults("stop") : queue(given, i, 900)).done()));
        assertThat(within.state()).isEqualTo(State.PASS);
    }

    @Test
    void moreThanAFewWindowsOffTargetWarn() {
        assertThat(queue(QUEUE_LEVELS, i -> i % 20 == 0 ? 2_000 : 900).state()).isEqualTo(State.PASS);
        Finding finding = queue(QUEUE_LEVELS, i -> i % 10 == 0 ? 2_000 : 900);
        assertThat(finding.state()).isEqualTo(State.WARN);
        assertThat(finding.text()).startsWith("288 of 2,880 windows off the target (< 1,000), at most 5 % may be");
    }

    @Test
    void anAlarmIsClearedByFiveGoodWindowsAndCountedAgain() {
        Finding finding = queue(QUEUE_LEVELS, i -> i % 100 < 3 && i < 300 ? 6_000 : i % 100 < 7 ? 2_000 : 900);
        assertThat(finding.text()).contains("3 alarms raised in 9 windows in all");
        Finding once = queue(QUEUE_LEVELS, i -> i < 300 ? (i % 5 < 3 ? 6_000 : 900) : 900);
        assertThat(once.text()).contains("1 alarm raised in 180 windows in all");
    }

    @Test
    void whatIsNotMeasuredDecidesNothing() {
        Given given = soak(QUEUE, QUEUE_LEVELS);
        assertThat(only(given.judged(i -> given.window(i).done())).text())
                .isEqualTo("queue_depth of worker was not measured in any of 2,880 windows");
        Finding half = only(given.judged(i -> (i % 2 == 0 ? given.window(i) : queue(given, i, 900)).done()));
        assertThat(half.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(half.text()).contains("measured in 1,440 of 2,880 windows only");
    }

    private static Finding errors(LongFunction<Integer> errors) {
        MetricTest levels = new MetricTest.Levels(
                Optional.of(new Condition(Comparison.BELOW, 0.01)), Optional.of(new Condition(Comparison.ABOVE, 0.05)));
        Given given = soak(ERRORS, levels);
        return only(given.judged(i -> given.window(i)
                .requests(60 - errors.apply(i), errors.apply(i), Outcome.TIMEOUT, 20)
                .done()));
    }

    @Test
    void aRateMustAlsoBeMoreThanChance() {
        assertThat(errors(i -> i / 3 == 100 ? 4 : 0).state()).isEqualTo(State.PASS);
        Finding finding = errors(i -> i / 3 == 100 ? 8 : 0);
        assertThat(finding.state()).isEqualTo(State.FAIL);
        assertThat(finding.text()).contains("beyond the alert (> 5 %)", "chance does not explain it", "13 %");
    }

    @Test
    void aShareThatShouldBeLargeAlertsWhenItIsSmall() {
        MetricTest levels = new MetricTest.Levels(
                Optional.of(new Condition(Comparison.ABOVE, 0.99)), Optional.of(new Condition(Comparison.BELOW, 0.95)));
        Given given = soak(new Series(Figure.OfEndpoint.SUCCESS_RATE, "gateway/v1/chat"), levels);
        Finding finding = only(given.judged(i -> given.window(i)
                .requests(i >= 2_000 ? 50 : 60, i >= 2_000 ? 10 : 0, Outcome.TIMEOUT, 20)
                .done()));
        assertThat(finding.state()).isEqualTo(State.FAIL);
        assertThat(finding.window()).hasValue(2_000);
        assertThat(only(given.judged(i -> given.window(i).done())).state()).isEqualTo(State.PASS);
    }

    @Test
    void theWholeRunIsHeldAgainstItsTarget() {
        Finding fast = overall(RATE, new Condition(Comparison.ABOVE, 0.1), 60);
        assertThat(fast.state()).isEqualTo(State.PASS);
        assertThat(fast.text()).isEqualTo("1/s against > 0.1/s: 10x, over 2,880 windows");
        Finding slow = overall(RATE, new Condition(Comparison.ABOVE, 2), 60);
        assertThat(slow.state()).isEqualTo(State.FAIL);
        assertThat(slow.text()).contains(": 0.5x");
        Series p99 = new Series(new Figure.Percentile(99), "gateway/v1/chat");
        Finding percentile = overall(p99, new Condition(Comparison.BELOW, 60e6), 200);
        assertThat(percentile.text()).startsWith("20 ms against < 60 s: 2,99");
        Series missing = new Series(Figure.OfEndpoint.RATE, "gateway/v2");
        assertThat(overall(missing, new Condition(Comparison.ABOVE, 1), 60).state())
                .isEqualTo(State.INCONCLUSIVE);
    }

    private static Finding overall(Series series, Condition target, int requests) {
        Given given = soak(series, new MetricTest.Overall(target));
        EndpointInterval interval = Given.interval(Given.CHAT, requests, 0, Outcome.OK, 20);
        return only(given.judged(i -> given.window(i).endpoint(interval).done()));
    }

    @Test
    void aCeilingIsNeverMasked() {
        MetricTest never = new MetricTest.Never(ABOVE_5000, Duration.ZERO);
        Given given = soak(QUEUE, never);
        Given.Ended ended = given.judgedUntilCertain(
                i -> queue(given, i, i == 77 ? 5_001 : 900).faults("load").done());
        assertThat(ended.windows()).isEqualTo(78);
        assertThat(only(ended.verdict()).text())
                .isEqualTo(
                        "5,001 at 1:17:00 into the load (window 77); it must never be > 5,000, within faults neither");
        assertThat(queue(never, i -> 5_000).text()).isEqualTo("never > 5,000 in 2,880 windows; the nearest was 5,000");
    }

    @Test
    void timeSpentCollectingGarbageIsTheRateOfACounterOverFiveMinutes() {
        Series garbage = new Series(new Figure.CounterRate("gc_seconds_sum"), "worker");
        MetricTest never = new MetricTest.Never(new Condition(Comparison.ABOVE, 0.2), Duration.ofMinutes(5));
        Given given = soak(garbage, never);
        LongFunction<Window> bursts = i -> collecting(given, i, 6.0 * (i + i / 100 * 5));
        assertThat(only(given.judged(bursts::apply)).state()).isEqualTo(State.PASS);
        Given.Ended ended = given.judgedUntilCertain(i -> collecting(given, i, i < 200 ? 0 : 15.0 * (i - 199)));
        assertThat(only(ended.verdict()).state()).isEqualTo(State.FAIL);
        assertThat(only(ended.verdict()).text()).contains("as a mean over 5 min");
        assertThat(ended.windows()).isBetween(204L, 205L);
    }

    private static Window collecting(Given given, long index, double seconds) {
        return given.window(index)
                .service(worker(OptionalLong.empty(), Map.of("gc_seconds_sum", seconds)))
                .done();
    }

    @Test
    void aQueueThatPilesUpFailsLongBeforeItsAlert() {
        MetricTest stable = new MetricTest.Stable(500, OptionalDouble.of(5_000));
        Finding growing = queue(stable, i -> 100 + i % 7 + i);
        assertThat(growing.state()).isEqualTo(State.FAIL);
        assertThat(growing.criterion()).isEqualTo("metrics.it.stable");
        assertThat(growing.text()).contains("60/h", "over the run 500");
        assertThat(queue(stable, i -> 100 + i % 50).state()).isEqualTo(State.PASS);
        assertThat(queue(stable, i -> i < 1_500 ? 100 + i % 7 : 800 + i % 7).state())
                .isEqualTo(State.WARN);
    }

    @Test
    void threadsOfEachServiceAreJudgedAlike() {
        Given given = Given.soak(new Criterion.ResourceStable(Figure.OfService.THREADS, 20));
        Verdict leaking = given.judged(i -> given.window(i)
                .service(worker(OptionalLong.of(40 + i / 20), Map.of()))
                .done());
        assertThat(leaking.state()).isEqualTo(State.FAIL);
        assertThat(leaking.reasons().getFirst()).startsWith("threads of worker: floors go from");
        assertThat(given.judged(i -> given.window(i)
                                .service(worker(OptionalLong.of(40 + i % 9), Map.of()))
                                .done())
                        .state())
                .isEqualTo(State.PASS);
        assertThat(given.judged(i -> given.window(i).done()).reasons())
                .containsExactly("threads of gateway: its threads could not be measured");
    }

    @Test
    void aShiftOfLevelIsFoundInItsDirectionOnly() {
        assertThat(shift(true, i -> 60).state()).isEqualTo(State.PASS);
        Finding up = shift(true, i -> i < 1_440 ? 60 : 90);
        assertThat(up.state()).isEqualTo(State.FAIL);
        assertThat(up.window()).hasValue(1_440);
        assertThat(shift(false, i -> i < 1_440 ? 60 : 90).state()).isEqualTo(State.PASS);
        assertThat(shift(false, i -> i < 1_440 ? 90 : 60).state()).isEqualTo(State.FAIL);
        assertThat(shift(true, i -> i < 1_440 ? 100 : 112).state()).isEqualTo(State.WARN);
        assertThat(shift(true, i -> i < 1_440 ? -3 : 60).state()).isEqualTo(State.INCONCLUSIVE);
    }

    private static Finding shift(boolean rises, LongFunction<Integer> requests) {
        Given given = soak(RATE, new MetricTest.Shift(rises, 0.15));
        return only(given.judged(i -> given.window(i)
                .requests(Math.max(0, requests.apply(i) + (int) (i % 3)), 0, Outcome.OK, 1)
                .done()));
    }
}

package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each criterion with data that pass, data that fail and data that decide nothing. */
class CriteriaTest {
    private static final Criterion RATE = new Criterion.ErrorRate(0.005, Optional.empty());
    private static final Criterion UNFINISHED = new Criterion.UnfinishedRequests(0);

    private static Finding first(Verdict verdict) {
        return verdict.findings().getFirst();
    }

    private static Finding of(Verdict verdict, String criterion) {
        return verdict.findings().stream()
                .filter(f -> f.criterion().equals(criterion))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aHealthySoakPassesAndSaysHowStronglyItDid() {
        Given given = Given.soak(RATE);
        Verdict verdict = given.judged(
                i -> given.window(i).requests(60, 0, Outcome.OK, 20).done());
        assertThat(verdict.state()).isEqualTo(State.PASS);
        assertThat(of(verdict, "error-rate").text())
                .isEqualTo("172,800 requests, 0 errors (0 %), with 99 % confidence below 0.003 %; the limit is 0.5 %");
        assertThat(verdict.reasons()).anyMatch(r -> r.startsWith("error-rate of gateway/v1/chat: 172,800 requests"));
    }

    @Test
    void aPercentileIsHeldAgainstItsTarget() {
        Criterion p95 = new Criterion.ResponseTime(95, Optional.empty(), Duration.ofMillis(100), Optional.empty());
        Given given = Given.minute(p95);
        assertThat(given.judged(i ->
                                given.window(i).requests(20, 0, Outcome.OK, 90).done())
                        .state())
                .isEqualTo(State.PASS);
        Verdict slow = given.judged(i ->
                given.window(i).requests(20, 0, Outcome.OK, i < 6 ? 90 : 110).done());
        assertThat(slow.state()).isEqualTo(State.FAIL);
        assertThat(first(slow).criterion()).isEqualTo("p95");
        assertThat(first(slow).window()).hasValue(6);
        assertThat(given.judged(i ->
                                given.window(i).requests(1, 0, Outcome.OK, 90).done())
                        .state())
                .isEqualTo(State.INCONCLUSIVE);
    }

    @Test
    void aPercentileOfAnEndpointThatIsNotThereIsInconclusive() {
        Criterion p95 = new Criterion.ResponseTime(95, Optional.of("/v2"), Duration.ofMillis(100), Optional.empty());
        Given given = Given.minute(p95);
        Verdict verdict = given.judged(i -> given.window(i).done());
        assertThat(verdict.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(verdict.reasons()).containsExactly("p95: no endpoint /v2 was measured");
    }

    @Test
    void threeOfFiveWindowsBeyondTheAlertFailAtOnce() {
        Criterion p95 = new Criterion.ResponseTime(
                95, Optional.of("/v1/chat"), Duration.ofMillis(100), Optional.of(Duration.ofMillis(200)));
        Given given = Given.soak(p95);
        Given.Ended ended = given.judgedUntilCertain(i -> given.window(i)
                .requests(60, 0, Outcome.OK, i >= 50 && i % 2 == 0 ? 300 : 20)
                .done());
        assertThat(ended.windows()).isEqualTo(55);
        assertThat(first(ended.verdict()).window()).hasValue(50);
        assertThat(given.judgedUntilCertain(i -> given.window(i)
                                .requests(60, 0, Outcome.OK, i % 3 == 0 ? 300 : 20)
                                .done())
                        .windows())
                .isEqualTo(2_880);
    }

    @Test
    void unfitWindowsDoNotCountForTimesAndTooManyOfThemDecideNothing() {
        Criterion p95 = new Criterion.ResponseTime(95, Optional.empty(), Duration.ofMillis(100), Optional.empty());
        Given given = Given.soak(p95);
        Verdict few = given.judged(i -> i % 20 == 7
                ? given.window(i)
                        .unfit("gc pause 900 ms > 250 ms")
                        .requests(60, 0, Outcome.OK, 900)
                        .done()
                : given.window(i).done());
        assertThat(few.state()).isEqualTo(State.PASS);
        assertThat(of(few, "fitness").text()).contains("144 of 2,880 windows unfit", "gc pause 900 ms > 250 ms");
        Verdict many = given.judged(i -> i % 5 == 0
                ? given.window(i).unfit("loop lag").done()
                : given.window(i).done());
        assertThat(many.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(first(many).criterion()).isEqualTo("fitness");
    }

    @Test
    void aRequestOlderThanItsTimeoutAndTwoWindowsFailsAtOnce() {
        Given given = Given.soak(UNFINISHED);
        Given.Ended ended = given.judgedUntilCertain(
                i -> given.window(i).endpoint(stuckFrom(20, i)).done());
        assertThat(ended.windows()).isEqualTo(24);
        assertThat(first(ended.verdict()).criterion()).isEqualTo("unfinished-requests");
        assertThat(first(ended.verdict()).text()).contains("in flight for 180 s");
    }

    private static EndpointInterval stuckFrom(long from, long index) {
        EndpointInterval interval = Given.interval(Given.CHAT, 60, 0, Outcome.OK, 20);
        if (index == from) {
            interval.recordStart();
        }
        if (index >= from) {
            interval.recordInFlight(1, (index - from) * 60_000_000_000L);
        }
        return interval;
    }

    @Test
    void requestsLeftAfterTheDrainFail() {
        Given given = Given.minute(UNFINISHED);
        TreeMap<EndpointId, Long> left = new TreeMap<>(Map.of(Given.CHAT, 3L));
        Verdict verdict = given.judged(i -> given.window(i).done(), 0, 12, new Remainder(left, new TreeMap<>()), false);
        assertThat(verdict.state()).isEqualTo(State.FAIL);
        assertThat(first(verdict).text()).contains("3 did not within the drain");
        assertThat(given.judged(i -> given.window(i).done()).state()).isEqualTo(State.PASS);
    }

    @Test
    void aDeadlockIsAStandstillEvenWhenTimeoutsGoOn() {
        Given given = Given.soak(UNFINISHED, RATE).offered(172_800);
        Given.Ended ended = given.judgedUntilCertain(i -> given.window(i)
                .requests(i < 500 ? 60 : 0, i < 500 ? 0 : 60, Outcome.TIMEOUT, 10_000)
                .done());
        assertThat(ended.windows()).isEqualTo(501);
        assertThat(first(ended.verdict()).criterion()).isEqualTo("unfinished-requests");
        assertThat(first(ended.verdict()).subject()).isEqualTo("gateway/v1/chat");
        assertThat(first(ended.verdict()).window()).hasValue(500);
        Verdict whole = given.judged(i -> given.window(i)
                .requests(i < 500 ? 60 : 0, i < 500 ? 0 : 60, Outcome.TIMEOUT, 10_000)
                .done());
        assertThat(first(whole).criterion()).isEqualTo("unfinished-requests");
    }

    @Test
    void fewRequestsWithoutAnAnswerAreAStandstillOnlyAfterThreeWindows() {
        Given given = Given.soak(UNFINISHED);
        assertThat(given.judgedUntilCertain(i -> given.window(i)
                                .requests(i < 500 ? 4 : 0, i < 500 ? 0 : 1, Outcome.TIMEOUT, 10_000)
                                .done())
                        .windows())
                .isEqualTo(503);
        assertThat(given.judged(i -> given.window(i)
                                .requests(i % 3 == 0 ? 4 : 0, i % 3 == 0 ? 0 : 2, Outcome.TIMEOUT, 10_000)
                                .done())
                        .state())
                .isEqualTo(State.PASS);
    }

    @Test
    void windowsWithoutLoadAreNoStandstill() {
        Given given = Given.soak(UNFINISHED);
        Verdict verdict = given.judged(i ->
                given.window(i).requests(i % 10 == 0 ? 1 : 0, 0, Outcome.OK, 20).done());
        assertThat(verdict.state()).isEqualTo(State.PASS);
        assertThat(given.judged(i ->
                                given.window(i).requests(0, 0, Outcome.OK, 20).done())
                        .state())
                .isEqualTo(State.INCONCLUSIVE);
    }

    @Test
    void stuckSessionsAreCountedDuringTheRunAndAfterTheDrain() {
        Given given = Given.soak(new Criterion.StuckSessions(0));
        Given.Ended ended = given.judgedUntilCertain(i -> given.window(i)
                .service(Given.serviceWith("pipecat", OptionalDouble.empty(), i < 40 ? 0 : 2, 0, 0))
                .done());
        assertThat(ended.windows()).isEqualTo(41);
        assertThat(first(ended.verdict()).subject()).isEqualTo("pipecat");
        assertThat(first(ended.verdict()).text()).startsWith("2 stuck sessions of up to 3 open");
        TreeMap<String, Long> left = new TreeMap<>(Map.of("pipecat", 1L));
        Verdict late = given.judged(i -> given.window(i).done(), 0, 2_880, new Remainder(new TreeMap<>(), left), false);
        assertThat(late.state()).isEqualTo(State.FAIL);
        assertThat(given.judged(i -> given.window(i).done()).state()).isEqualTo(State.PASS);
    }

    @Test
    void stuckSessionsAreInconclusiveWithoutAService() {
        Given given = Given.minute(new Criterion.StuckSessions(0));
        assertThat(given.judged(i -> withoutServices(given.window(i).done())).state())
                .isEqualTo(State.INCONCLUSIVE);
    }

    private static Window withoutServices(Window w) {
        return new Window(
                w.index(),
                w.start(),
                w.end(),
                w.endNanos(),
                w.phase(),
                w.endpoints(),
                List.of(),
                w.generator(),
                w.faults());
    }

    @Test
    void aRestartFailsAtOnceEvenWithinAFault() {
        Given given = Given.soak(new Criterion.Restarts(0));
        Given.Ended ended = given.judgedUntilCertain(i -> given.window(i)
                .faults(i < 90 ? new String[0] : new String[] {"latency"})
                .service(Given.serviceWith("memory-engine", OptionalDouble.empty(), 0, i < 99 ? 0 : 1, 0))
                .done());
        assertThat(ended.windows()).isEqualTo(100);
        assertThat(first(ended.verdict()).subject()).isEqualTo("memory-engine");
        assertThat(first(ended.verdict()).text())
                .isEqualTo("1 restart of 1 service (memory-engine 1), at most 0 allowed, exceeded at 1:39:00 into the"
                        + " load (window 99)");
        assertThat(given.judged(i -> given.window(i).done()).state()).isEqualTo(State.PASS);
        assertThat(given.judged(i -> withoutServices(given.window(i).done())).state())
                .isEqualTo(State.INCONCLUSIVE);
    }

    @Test
    void aProcessThatIsReplacedWithoutAWordIsARestart() {
        Given given = Given.soak(new Criterion.Restarts(0));
        Verdict verdict = given.judged(
                i -> given.window(i).service(upFor(i < 99 ? i : i - 99)).done());
        assertThat(verdict.state()).isEqualTo(State.FAIL);
        assertThat(first(verdict).text()).startsWith("1 restart of 1 service (gateway 1)");
        assertThat(first(verdict).window()).hasValue(99);
        assertThat(given.judged(i -> given.window(i).service(upFor(i)).done()).state())
                .isEqualTo(State.PASS);
    }

    private static ServiceInterval upFor(long minutes) {
        ServiceInterval any = Given.serviceWith("gateway", OptionalDouble.empty(), 0, 0, 0);
        return new ServiceInterval(
                any.service(),
                any.port(),
                any.memoryMb(),
                any.memoryFloorMb(),
                any.cpuPct(),
                any.openFiles(),
                any.threads(),
                any.sessionsOpen(),
                any.sessionsStuck(),
                any.restarts(),
                OptionalDouble.of(minutes / 60.0),
                any.healthChecks(),
                any.healthFailures(),
                any.gauges());
    }

    @Test
    void restartsAfterTheOneTooManyAreCountedAsWell() {
        Given given = Given.soak(new Criterion.Restarts(1));
        Verdict verdict = given.judged(i -> given.window(i)
                .service(Given.serviceWith("gateway", OptionalDouble.empty(), 0, Math.min(i / 100, 7), 0))
                .done());
        assertThat(first(verdict).text())
                .startsWith("7 restarts of 1 service (gateway 7), at most 1 allowed, exceeded");
        assertThat(first(verdict).window()).hasValue(200);
    }

    @Test
    void aCrashGoesBeforeTheErrorsItMade() {
        Given given = Given.soak(RATE, new Criterion.HealthChecks(0), new Criterion.Restarts(0));
        Verdict verdict = given.judged(i -> given.window(i)
                .requests(i >= 198 && i < 230 ? 0 : 60, i >= 198 && i < 230 ? 60 : 0, Outcome.REFUSED, 1)
                .service(Given.serviceWith("gateway", OptionalDouble.empty(), 0, i < 200 ? 0 : 1, i == 199 ? 2 : 0))
                .done());
        assertThat(verdict.findings().stream()
                        .filter(f -> f.state() == State.FAIL)
                        .map(Finding::criterion))
                .containsExactly("restarts", "error-rate", "health-checks");
    }

    @Test
    void failedHealthChecksAreCounted() {
        Given given = Given.soak(new Criterion.HealthChecks(2));
        assertThat(given.judged(i ->
                                given.window(i).service(health(i == 5 ? 2 : 0)).done())
                        .state())
                .isEqualTo(State.PASS);
        Given.Ended ended = given.judgedUntilCertain(
                i -> given.window(i).service(health(i == 5 || i == 8 ? 2 : 0)).done());
        assertThat(ended.windows()).isEqualTo(9);
        assertThat(first(ended.verdict()).window()).hasValue(5);
        assertThat(given.judged(i -> withoutServices(given.window(i).done())).state())
                .isEqualTo(State.INCONCLUSIVE);
    }

    private static ServiceInterval health(long failures) {
        return Given.serviceWith("gateway", OptionalDouble.empty(), 0, 0, failures);
    }
}

package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Errors, from the first to the one too many. */
class ErrorRateTest {
    private static final Criterion RATE = new Criterion.ErrorRate(0.005, Optional.empty());
    private static final Criterion COARSE_RATE = new Criterion.ErrorRate(0.05, Optional.empty());

    private static Finding first(Verdict verdict) {
        return verdict.findings().getFirst();
    }

    @Test
    void anErrorRateAtTheLimitFailsAndNamesTheWindowWhereTheErrorsBegan() {
        Given given = Given.soak(RATE);
        Verdict verdict = given.judged(i -> given.window(i)
                .requests(i >= 1_000 && i < 1_100 ? 50 : 60, i >= 1_000 && i < 1_100 ? 10 : 0, Outcome.RESET, 20)
                .done());
        assertThat(verdict.state()).isEqualTo(State.FAIL);
        assertThat(first(verdict).criterion()).isEqualTo("error-rate");
        assertThat(first(verdict).subject()).isEqualTo("gateway/v1/chat");
        assertThat(first(verdict).window()).hasValue(1_000);
    }

    @Test
    void aFewRequestsDoNotDecideAFineErrorRate() {
        Given given = Given.minute(RATE);
        Verdict verdict = given.judged(
                i -> given.window(i).requests(20, 0, Outcome.OK, 20).done());
        assertThat(verdict.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(verdict.reasons().getFirst()).contains("679 more requests would decide");
    }

    @Test
    void aMinuteDecidesACoarseErrorRate() {
        Given given = Given.minute(COARSE_RATE);
        assertThat(given.judged(i ->
                                given.window(i).requests(20, 0, Outcome.OK, 20).done())
                        .state())
                .isEqualTo(State.PASS);
        assertThat(given.judged(i -> given.window(i)
                                .requests(18, 2, Outcome.RESET, 20)
                                .done())
                        .state())
                .isEqualTo(State.FAIL);
    }

    @Test
    void anEndpointWithLittleTrafficIsJudgedWithTheOthers() {
        EndpointId rare = new EndpointId("gateway", "/admin");
        Given given = Given.minute(COARSE_RATE);
        given.timeouts.put(rare, Given.TIMEOUT);
        Verdict verdict = given.judged(i -> given.window(i)
                .requests(20, 0, Outcome.OK, 20)
                .endpoint(Given.interval(rare, 1, 0, Outcome.OK, 20))
                .done());
        assertThat(verdict.state()).isEqualTo(State.PASS);
        assertThat(verdict.reasons()).anyMatch(r -> r.contains("too few to show it alone"));
        Verdict broken = given.judged(i -> given.window(i)
                .requests(20, 0, Outcome.OK, 20)
                .endpoint(Given.interval(rare, i == 0 ? 1 : 0, i == 0 ? 0 : 1, Outcome.RESET, 20))
                .done());
        assertThat(broken.state()).isEqualTo(State.FAIL);
        assertThat(first(broken).subject()).isEqualTo("gateway/admin");
    }

    @Test
    void aTotalOutageIsFatalByProofWhenTheBudgetOfTheRunIsSpent() {
        Given given = Given.soak(RATE).offered(172_800);
        Given.Ended ended = given.judgedUntilCertain(i -> given.window(i)
                .requests(i < 100 ? 60 : 0, i < 100 ? 0 : 60, Outcome.REFUSED, 20)
                .done());
        assertThat(ended.verdict().state()).isEqualTo(State.FAIL);
        assertThat(ended.windows()).isBetween(100L + 14, 100L + 16);
        assertThat(first(ended.verdict()).window()).hasValue(100);
        assertThat(first(ended.verdict()).text()).contains("even if every request still to come is answered");
    }

    @Test
    void aSteadyErrorRateOfTwiceTheLimitIsPredictedByBlocks() {
        Given given = Given.soak(new Criterion.ErrorRate(0.005, Optional.empty()));
        Given.Ended ended = given.judgedUntilCertain(i -> given.window(i)
                .requests(i % 5 == 0 ? 570 : 600, i % 5 == 0 ? 30 : 0, Outcome.RESET, 20)
                .done());
        assertThat(ended.verdict().state()).isEqualTo(State.FAIL);
        assertThat(ended.windows()).isBetween(300L, 600L);
        assertThat(first(ended.verdict()).text()).contains("whole blocks of 30 min");
    }

    @Test
    void burstsWhoseFinalRateIsLegalDoNotFail() {
        Given given = Given.soak(RATE).offered(172_800);
        Given.Ended ended = given.judgedUntilCertain(i -> given.window(i)
                .requests(i % 480 < 3 ? 36 : 60, i % 480 < 3 ? 24 : 0, Outcome.TIMEOUT, 20)
                .done());
        assertThat(ended.windows()).isEqualTo(2_880);
        assertThat(ended.verdict().state()).isEqualTo(State.PASS);
    }

    @Test
    void anOutageOfFiveMinutesAtHour71Of72IsLegalButNotHidden() {
        Verdict verdict = outageAtHour71(5);
        assertThat(verdict.state()).isEqualTo(State.PASS);
        assertThat(first(verdict).state()).isEqualTo(State.WARN);
        assertThat(first(verdict).window()).hasValue(4_260);
        assertThat(verdict.reasons().getFirst())
                .startsWith("warning: error-rate of gateway/v1/chat: 259,200 requests, 300 errors (0.12 %)")
                .contains("errors came 40 times as fast as the limit allows");
    }

    @Test
    void anOutageAtHour71ThatUsesUpTheWholeBudgetFails() {
        assertThat(outageAtHour71(22).state()).isEqualTo(State.FAIL);
    }

    private static Verdict outageAtHour71(int minutes) {
        Given given = Given.threeDays(RATE).offered(259_200);
        return given.judged(i -> {
            boolean out = i >= 71 * 60 && i < 71 * 60 + minutes;
            return given.window(i)
                    .requests(out ? 0 : 60, out ? 60 : 0, Outcome.REFUSED, 20)
                    .done();
        });
    }

    @Test
    void anErrorInOneOfTwentyEndpointsWithAHundredthOfTheTrafficIsFoundThere() {
        Given given = Given.soak(RATE);
        given.timeouts.clear();
        List<EndpointId> endpoints = IntStream.range(0, 20)
                .mapToObj(i -> new EndpointId("gateway", "/v1/" + i))
                .toList();
        endpoints.forEach(id -> given.timeouts.put(id, Given.TIMEOUT));
        EndpointId rare = endpoints.get(13);
        Verdict verdict = given.judged(i -> {
            Given.WindowOf window = given.window(i);
            endpoints.forEach(id -> window.endpoint(
                    id.equals(rare)
                            ? Given.interval(id, i % 40 == 7 ? 0 : 1, i % 40 == 7 ? 1 : 0, Outcome.RESET, 20)
                            : Given.interval(id, 5, 0, Outcome.OK, 20)));
            return window.done();
        });
        assertThat(verdict.state()).isEqualTo(State.FAIL);
        assertThat(verdict.findings().stream().filter(f -> f.state() == State.FAIL))
                .extracting(Finding::subject)
                .containsExactly(rare.toString());
    }

    @Test
    void aBadWindowFailsWhereNoneIsAllowedUnlessChanceExplainsIt() {
        Given given = Given.soak(new Criterion.ErrorRate(0.005, Optional.of(0.05)));
        Given.Ended bad = given.judgedUntilCertain(i -> given.window(i)
                .requests(i == 77 ? 54 : 60, i == 77 ? 6 : 0, Outcome.RESET, 20)
                .done());
        assertThat(bad.windows()).isEqualTo(78);
        assertThat(first(bad.verdict()).window()).hasValue(77);
        assertThat(given.judged(i -> given.window(i)
                                .requests(i == 77 ? 57 : 60, i == 77 ? 3 : 0, Outcome.RESET, 20)
                                .done())
                        .state())
                .isEqualTo(State.PASS);
    }

    @Test
    void errorsOfTheWarmUpAndOfFaultsDoNotCount() {
        Given given = Given.soak(RATE);
        assertThat(given.judged(i -> {
                            Given.WindowOf window = given.window(i);
                            if (i < 30) {
                                return window.warmUp()
                                        .requests(0, 60, Outcome.REFUSED, 20)
                                        .done();
                            }
                            return i < 60
                                    ? window.faults("kill")
                                            .requests(0, 60, Outcome.RESET, 20)
                                            .done()
                                    : window.done();
                        })
                        .state())
                .isEqualTo(State.PASS);
    }
}

package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import java.util.Optional;
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
    void anOutageInTheLastHourIsJudgedByTheRateOfTheRun() {
        Given given = Given.soak(RATE).offered(172_800);
        assertThat(given.judged(i -> given.window(i)
                                .requests(
                                        i >= 2_820 && i < 2_825 ? 0 : 60,
                                        i >= 2_820 && i < 2_825 ? 60 : 0,
                                        Outcome.REFUSED,
                                        20)
                                .done())
                        .state())
                .isEqualTo(State.PASS);
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

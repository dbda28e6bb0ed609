package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nothing passes without data. */
class CompletenessTest {
    private final Given soak = Given.soak(
            new Criterion.ErrorRate(0.005, Optional.empty()),
            new Criterion.ResponseTimeStable(95),
            new Criterion.MemoryStable(0.1));

    @Test
    void aRunWithoutWindowsIsInconclusive() {
        Verdict verdict = soak.judged(i -> soak.window(i).done(), 0, 0, Remainder.NOTHING, false);
        assertThat(verdict.state()).isEqualTo(State.INCONCLUSIVE);
    }

    @Test
    void oneWindowOnlyIsNotEnough() {
        Verdict verdict = soak.judged(i -> soak.window(i).done(), 0, 1, Remainder.NOTHING, false);
        assertThat(verdict.state()).isEqualTo(State.INVALID);
        assertThat(verdict.reasons().getFirst()).startsWith("completeness: 1 of 2,880 windows");
    }

    @Test
    void halfTheWindowsMissingMakeARunInvalid() {
        Judge judge = new Judge(soak.plan());
        for (long i = 0; i < 2_880; i += 2) {
            judge.observe(soak.window(i).done());
        }
        Verdict verdict = judge.conclude(Remainder.NOTHING, false);
        assertThat(verdict.state()).isEqualTo(State.INVALID);
        assertThat(verdict.reasons().getFirst()).contains("1,440 of 2,880 windows (50 %)");
    }

    @Test
    void aHostThatSleptForAnHourLeavesAGap() {
        Judge judge = new Judge(soak.plan());
        for (long i = 0; i < 2_880; i++) {
            if (i < 900 || i >= 904) {
                judge.observe(soak.window(i).done());
            }
        }
        Verdict verdict = judge.conclude(Remainder.NOTHING, false);
        assertThat(verdict.state()).isEqualTo(State.INVALID);
        assertThat(verdict.reasons().getFirst()).contains("the largest gap is 4 windows at 15:00:00");
    }

    @Test
    void threeMissingWindowsAreForgiven() {
        Judge judge = new Judge(soak.plan());
        for (long i = 0; i < 2_880; i++) {
            if (i < 900 || i >= 903) {
                judge.observe(soak.window(i).done());
            }
        }
        assertThat(judge.conclude(Remainder.NOTHING, false).state()).isEqualTo(State.PASS);
    }

    @Test
    void aSilentTargetIsNamed() {
        soak.timeouts.put(new EndpointId("openclaw", "/v1/action"), Given.TIMEOUT);
        Verdict verdict = soak.judged(i -> soak.window(i).done());
        assertThat(verdict.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(verdict.reasons().getFirst()).startsWith("completeness of openclaw/v1/action: a silent target");
    }

    @Test
    void allRequestsFailedIsAFailureAndWithoutAnErrorCriterionStillNoPass() {
        Verdict verdict = soak.judged(
                i -> soak.window(i).requests(0, 60, Outcome.REFUSED, 1).done());
        assertThat(verdict.state()).isEqualTo(State.FAIL);
        assertThat(verdict.findings().getFirst().criterion()).isEqualTo("error-rate");
        Given memoryOnly = Given.soak(new Criterion.MemoryStable(0.1));
        assertThat(memoryOnly
                        .judged(i -> memoryOnly
                                .window(i)
                                .requests(0, 60, Outcome.REFUSED, 1)
                                .done())
                        .state())
                .isEqualTo(State.INCONCLUSIVE);
    }

    @Test
    void aRunWithoutCriteriaIsInconclusive() {
        Given nothing = Given.minute();
        assertThat(nothing.judged(i -> nothing.window(i).done()).state()).isEqualTo(State.INCONCLUSIVE);
    }

    @Test
    void aRunStoppedFromOutsideIsInconclusiveAndSaysHowFarItCame() {
        Verdict verdict = soak.judged(i -> soak.window(i).done(), 0, 1_440, Remainder.NOTHING, true);
        assertThat(verdict.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(verdict.reasons().getFirst()).isEqualTo("completeness: stopped after 24 h of 48 h");
    }

    @Test
    void moreThanAFifthOfTheWindowsWithinFaultsIsInconclusive() {
        Verdict some = soak.judged(i -> i % 10 == 0
                ? soak.window(i).faults("kill").done()
                : soak.window(i).done());
        Verdict many = soak.judged(i -> i % 4 == 0
                ? soak.window(i).faults("kill").done()
                : soak.window(i).done());
        assertThat(some.state()).isEqualTo(State.PASS);
        assertThat(many.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(many.reasons().getFirst()).contains("720 of 2,880 windows lie within faults");
    }

    @Test
    void maskingAllWindowsIsNeverAPass() {
        assertThat(soak.judged(i -> soak.window(i).faults("kill").done()).state())
                .isEqualTo(State.INCONCLUSIVE);
        assertThat(soak.judged(i -> soak.window(i).warmUp().done()).state()).isEqualTo(State.INCONCLUSIVE);
    }

    @Test
    void countsThatDoNotAddUpMakeARunInvalid() {
        Verdict verdict = soak.judged(i -> {
            EndpointInterval interval = Given.interval(Given.CHAT, 60, 0, Outcome.OK, 20);
            if (i == 7) {
                interval.recordStart();
            }
            return soak.window(i).endpoint(interval).done();
        });
        assertThat(verdict.state()).isEqualTo(State.INVALID);
        assertThat(verdict.findings().getFirst().window()).hasValue(7);
        assertThat(verdict.reasons().getFirst()).contains("1 should be in flight, 0 are");
    }

    @Test
    void aHostThatSleptForAnHourMakesARunInvalidAlthoughNoWindowIsMissing() {
        Verdict slept = soak.judged(i -> soak.window(i)
                .clockDrift(i < 1_440 ? Duration.ofMillis(-40) : Duration.ofHours(1))
                .done());
        Verdict adjusted = soak.judged(
                i -> soak.window(i).clockDrift(Duration.ofSeconds(59)).done());
        assertThat(slept.state()).isEqualTo(State.INVALID);
        assertThat(slept.findings().getFirst().window()).hasValue(1_440);
        assertThat(slept.reasons().getFirst()).contains("is 1 h ahead of the monotonic clock at 24:00:00");
        assertThat(adjusted.state()).isEqualTo(State.PASS);
    }

    @Test
    void aJudgeThatTakesASecondForAWindowMakesARunInvalid() {
        Verdict stalled = soak.judged(i -> soak.window(i)
                .judgeStall(Duration.ofMillis(i == 77 ? 1_000 : 30))
                .done());
        Verdict busy = soak.judged(
                i -> soak.window(i).judgeStall(Duration.ofMillis(999)).done());
        assertThat(stalled.state()).isEqualTo(State.INVALID);
        assertThat(stalled.findings().getFirst().window()).hasValue(77);
        assertThat(busy.state()).isEqualTo(State.PASS);
    }

    @Test
    void windowsComeInOrder() {
        Judge judge = new Judge(soak.plan());
        judge.observe(soak.window(3).done());
        assertThatThrownBy(() -> judge.observe(soak.window(3).done())).isInstanceOf(IllegalArgumentException.class);
    }
}

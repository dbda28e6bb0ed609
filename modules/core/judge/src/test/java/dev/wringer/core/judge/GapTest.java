package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A run that was killed and went on: what it lost is known, and neither helps nor harms. */
class GapTest {
    private static final Gap AN_HOUR = new Gap(900, 960);

    private final Given soak = Given.soak(
                    new Criterion.ErrorRate(0.005, Optional.empty()),
                    new Criterion.MemoryStable(0.1),
                    new Criterion.Restarts(0))
            .limit("gateway", 512);

    /** Processes live for as many minutes as the run, those after a gap since its end. */
    private Verdict judged(double mibPerMinute, Gap... gaps) {
        Judge judge = new Judge(soak.plan());
        long born = 0;
        for (long i = 0; i < soak.windowCount; i++) {
            for (Gap gap : gaps) {
                if (i == gap.fromWindow()) {
                    judge.gap(gap);
                    i = gap.untilWindow();
                    born = i;
                }
            }
            judge.observe(soak.window(i)
                    .requests(60, 0, Outcome.OK, 20)
                    .service(service(200 + mibPerMinute * (i - born), (double) (i - born)))
                    .done());
        }
        return judge.conclude(Remainder.NOTHING, false);
    }

    private static ServiceInterval service(double mib, double ageMinutes) {
        return new ServiceInterval(
                "gateway",
                7000,
                OptionalDouble.of(mib),
                OptionalDouble.of(mib),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                0,
                0,
                OptionalDouble.of(ageMinutes / 60),
                1,
                0,
                new TreeMap<>());
    }

    private static Finding of(Verdict verdict, String criterion) {
        return verdict.findings().stream()
                .filter(finding -> finding.criterion().equals(criterion))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aResumedRunPassesAndSaysWhatItLost() {
        Verdict verdict = judged(0, AN_HOUR);
        assertThat(verdict.state()).isEqualTo(State.PASS);
        assertThat(of(verdict, "completeness").text())
                .isEqualTo("2,820 of 2,880 windows (97.9 %), 2,820 counted, 60 lost while Wringer was not running");
    }

    @Test
    void servicesThatAreStartedAgainWithWringerAreNoRestarts() {
        assertThat(of(judged(0, AN_HOUR), "restarts").state()).isEqualTo(State.PASS);
    }

    @Test
    void aLeakIsFoundThoughAGapBeginsItAnew() {
        assertThat(of(judged(0.1, AN_HOUR), "memory").state()).isEqualTo(State.FAIL);
        assertThat(of(judged(0, AN_HOUR), "memory").state()).isEqualTo(State.PASS);
    }

    @Test
    void aLeakNeverPassesHoweverManyGapsBeginItAnew() {
        Verdict verdict = judged(0.1, AN_HOUR, new Gap(1_800, 1_810), new Gap(2_200, 2_210));
        assertThat(of(verdict, "memory").state()).isNotEqualTo(State.PASS);
    }

    @Test
    void moreThanATwentiethLostIsInconclusive() {
        Verdict verdict = judged(0, new Gap(900, 1_044));
        assertThat(verdict.state()).isEqualTo(State.PASS);
        verdict = judged(0, new Gap(900, 1_045));
        assertThat(verdict.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(verdict.reasons().getFirst())
                .contains("145 windows lost while Wringer was not running (5 %), at most 5 % may be");
    }

    @Test
    void windowsThatAreMissingOutsideOfTheGapAreStillWringersFault() {
        Judge judge = new Judge(soak.plan());
        for (long i = 0; i < 900; i++) {
            judge.observe(soak.window(i).done());
        }
        judge.gap(new Gap(905, 910));
        for (long i = 910; i < soak.windowCount; i++) {
            judge.observe(soak.window(i).done());
        }
        Verdict verdict = judge.conclude(Remainder.NOTHING, false);
        assertThat(verdict.state()).isEqualTo(State.INVALID);
        assertThat(verdict.reasons().getFirst()).contains("the largest gap is 5 windows at 15:00:00");
    }

    @Test
    void aGapBeforeAWindowThatWasSeenIsRefused() {
        Judge judge = new Judge(soak.plan());
        judge.observe(soak.window(0).done());
        assertThatThrownBy(() -> judge.gap(new Gap(0, 2))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFaultThatFellIntoItIsNotMissed() {
        Given given = Given.minute(new Criterion.ErrorRate(0.005, Optional.empty()))
                .faults(Recorded.kill("cut-off", 11, 5), Recorded.kill("never-due", 25, 5));
        Judge judge = new Judge(given.plan());
        for (long i = 0; i < 3; i++) {
            judge.observe(given.window(i).done());
        }
        judge.gap(new Gap(3, 6));
        for (long i = 6; i < given.windowCount; i++) {
            judge.observe(given.window(i).done());
        }
        Finding finding = of(judge.conclude(Remainder.NOTHING, false), "faults");
        assertThat(finding.state()).isEqualTo(State.PASS);
        assertThat(finding.text())
                .isEqualTo("0 of 2 faults confirmed and confirmed gone, 2 lost while Wringer was not running");
    }
}

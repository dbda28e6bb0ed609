package dev.wringer.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wringer.core.judge.Judge;
import dev.wringer.core.judge.State;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What resampled runs say of a judge whose answers are known. */
class ReplaysTest {
    private static final Criterion MEMORY = new Criterion.MemoryStable(0.1);
    private static final Criterion ERRORS = new Criterion.ErrorRate(0.25, Optional.empty());
    private static final Criterion STABLE = new Criterion.ResponseTimeStable(95);

    private static Criterion p95Below(long millis) {
        return new Criterion.ResponseTime(95, Optional.empty(), Duration.ofMillis(millis), Optional.empty());
    }

    private static Scenario named(List<Scenario> scenarios, String name) {
        return scenarios.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + scenarios));
    }

    private static Score score(Scenario scenario) {
        return new Score(
                scenario.name(),
                scenario.planted(),
                IntStream.range(0, scenario.trials()).mapToObj(scenario.trial()).toList());
    }

    private static Score resampled(Recording recording) {
        return score(named(Replays.of(recording, new Seed(1), 20), "the run resampled"));
    }

    private static double[] noise(long seed, int length) {
        RandomStream random = new Seed(seed).stream("noise");
        return IntStream.range(0, length)
                .mapToDouble(i -> random.nextGaussian())
                .toArray();
    }

    @Test
    void aRuleThatAlwaysFailsAlwaysDoesAndOneThatNeverDoesNever() {
        Score always = resampled(Recorded.steady(96).recording(p95Below(10)));
        assertThat(always.of(State.FAIL)).isEqualTo(new Share(20, 20));
        assertThat(always.failedBy()).containsOnlyKeys("p95");
        assertThat(resampled(Recorded.steady(96).recording(p95Below(30))).passed())
                .isEqualTo(new Share(20, 20));
    }

    @Test
    void theDelayIsThatOfTheJudgeItself() {
        Recorded run = Recorded.steady(96);
        Scenario all =
                named(Replays.of(run.recording(ERRORS), new Seed(1), 10), "errors at 4 × the limit from half time");
        Score score = score(all);
        assertThat(score.rightReason()).isEqualTo(new Share(1, 1));
        assertThat(score.delays().sorted()).containsExactly(firstFail(run.errors(i -> i < 48 ? 0 : 20)));
    }

    /** Hours from the middle of a run to the first FAIL, asked window by window. */
    private static double firstFail(Recorded run) {
        Judge judge = new Judge(run.plan(ERRORS));
        for (long i = 0; i < run.windows(); i++) {
            if (judge.observe(run.window(i)).stream().anyMatch(finding -> finding.state() == State.FAIL)) {
                return (i + 1 - run.windows() / 2) / 60.0;
            }
        }
        throw new AssertionError("never failed");
    }

    @Test
    void aTrialIsTheSameInAnyOrderOnAnyThread() {
        double[] noise = noise(1, 96);
        Recording recording = Recorded.steady(96)
                .millis(i -> 20 * StrictMath.exp(0.3 * noise[(int) i]))
                .errors(i -> noise[(int) i] > 1.5 ? 5 : 0)
                .recording(ERRORS, STABLE, MEMORY);
        for (Scenario scenario : Replays.of(recording, new Seed(3), 40)) {
            List<Trial> backwards = IntStream.range(0, scenario.trials())
                    .map(i -> scenario.trials() - 1 - i)
                    .parallel()
                    .mapToObj(scenario.trial())
                    .toList()
                    .reversed();
            assertThat(backwards).isEqualTo(score(scenario).trials());
        }
    }

    @Test
    void theTrendOfARunIsNoPartOfItsHealthyNoise() {
        double[] noise = noise(2, 192);
        Recorded leaking = Recorded.steady(192).memory(i -> 200 + 2 * i + noise[(int) i]);
        assertThat(verdict(leaking, MEMORY)).isEqualTo(State.FAIL);
        assertThat(resampled(leaking.recording(MEMORY)).of(State.FAIL).hits()).isZero();
        Recorded slowing = Recorded.steady(192).millis(i -> 20 * StrictMath.exp(i / 150.0 + 0.05 * noise[(int) i]));
        assertThat(verdict(slowing, STABLE)).isEqualTo(State.FAIL);
        assertThat(resampled(slowing.recording(STABLE)).of(State.FAIL).hits()).isZero();
    }

    @Test
    void errorsOfARunThatHasTooManyAreThinned() {
        Criterion rate = new Criterion.ErrorRate(0.1, Optional.empty());
        Recorded failing = Recorded.steady(192).errors(i -> i % 2 == 0 ? 8 : 0);
        assertThat(verdict(failing, rate)).isEqualTo(State.FAIL);
        Recording recording = failing.recording(rate);
        assertThat(recording.notes())
                .containsExactly("errors of gateway/v1/chat (20.0 %) are thinned to half of the limit of 10.0 %");
        assertThat(resampled(recording).of(State.FAIL).hits()).isZero();
    }

    private static State verdict(Recorded run, Criterion criterion) {
        Judge judge = new Judge(run.plan(criterion));
        run.stream().forEach(judge::observe);
        return judge.conclude(Remainder.NOTHING, false).state();
    }

    @Test
    void whatIsPlantedIsFoundOrMissedByItsSize() {
        double[] noise = noise(4, 192);
        List<Scenario> scenarios = Replays.of(
                Recorded.steady(192)
                        .memory(i -> 200 + noise[(int) i])
                        .millis(i -> 20 * StrictMath.exp(0.02 * noise[(int) i]))
                        .recording(MEMORY, STABLE, ERRORS),
                new Seed(1),
                100);
        assertThat(score(named(scenarios, "leak of 5 × the tolerated slope from the start"))
                        .rightReason())
                .isEqualTo(new Share(10, 10));
        assertThat(score(named(scenarios, "leak of 1 × the tolerated slope from the start"))
                        .rightReason())
                .isEqualTo(new Share(0, 10));
        assertThat(score(named(scenarios, "p95-stable: answers 100 % slower from half time"))
                        .rightReason())
                .isEqualTo(new Share(10, 10));
        assertThat(score(named(scenarios, "errors at 2 × the limit from the start"))
                        .rightReason())
                .isEqualTo(new Share(10, 10));
    }

    @Test
    void whatCannotBeReplayedIsSaid() {
        Recording recording = Recorded.steady(96)
                .recording(
                        new Criterion.ResponseTime(
                                95, Optional.empty(), Duration.ofSeconds(1), Optional.of(Duration.ofSeconds(2))),
                        new Criterion.UnfinishedRequests(0));
        assertThat(recording.notes())
                .containsExactly(
                        "the alert of p95 is not replayed: percentiles are kept by blocks",
                        "unfinished-requests is not replayed");
    }

    @Test
    void aShortRunCannotBeResampled() {
        assertThatThrownBy(() -> Recorded.steady(12).recording(MEMORY))
                .isInstanceOf(NotEnoughData.class)
                .hasMessageContaining("12 are needed");
    }
}

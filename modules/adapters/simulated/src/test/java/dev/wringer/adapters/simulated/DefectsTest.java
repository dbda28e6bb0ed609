package dev.wringer.adapters.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.ServiceModel;
import dev.wringer.core.model.ServiceModel.Defect;
import dev.wringer.engine.run.Host;
import dev.wringer.engine.run.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each planted defect is there from its start on, and not before. */
class DefectsTest {
    private static final Duration AT = Duration.ofMinutes(10);
    private static final Duration BEFORE = Duration.ofMinutes(5);
    private static final Duration AFTER = Duration.ofMinutes(15);
    private static final Duration LATER = Duration.ofMinutes(25);
    private static final Duration END = Duration.ofHours(30);
    private static final long PLAIN_NANOS = 10_000_000;

    @Test
    void aMemoryLeakGrowsFromItsStart() {
        Trial trial = new Trial(Models.plain(new Defect.MemoryLeak(AT, Models.MIB)))
                .sample(BEFORE)
                .sample(AT)
                .sample(AT.plusSeconds(60))
                .play(END);

        assertThat(memory(trial)).containsExactly(100.0, 100.0, 160.0);
    }

    @Test
    void threadsLeakFromTheirStartBesideOneForEachWorker() {
        Trial trial = new Trial(Models.plain(new Defect.ThreadLeak(AT, 0.5)))
                .sample(BEFORE)
                .sample(AT.plusSeconds(60))
                .play(END);

        assertThat(trial.events(Host.Sampled.class).stream()
                        .map(sampled -> sampled.threads().orElseThrow()))
                .containsExactly(4L, 34L);
    }

    @Test
    void workLeftUndoneShowsInTheGaugeThatIsAskedFor() {
        Defects defects = new Defects(List.of(new Defect.QueueGrowth(AT, 2)));

        assertThat(defects.leftUndone(0, BEFORE.toNanos())).isZero();
        assertThat(defects.leftUndone(0, AT.plusSeconds(30).toNanos())).isEqualTo(60);
        assertThat(defects.leftUndone(
                        AT.plusSeconds(20).toNanos(), AT.plusSeconds(30).toNanos()))
                .isEqualTo(20);
        Trial trial = new Trial(Models.plain(new Defect.QueueGrowth(AT, 2)))
                .sample(AFTER)
                .play(END);
        assertThat(trial.events(Host.Sampled.class))
                .allMatch(sampled -> sampled.gauges().isEmpty());
    }

    @Test
    void latencyCreepsByItsShareEachHour() {
        Trial trial = new Trial(Models.plain(new Defect.LatencyCreep(AT, 0.01)))
                .send(BEFORE, 0)
                .send(AT.plusHours(1), 1)
                .send(AT.plusHours(24), 2)
                .play(END);

        assertThat(trial.tookNanos(0)).isEqualTo(PLAIN_NANOS);
        assertThat((double) trial.tookNanos(1)).isCloseTo(PLAIN_NANOS * 1.01, within(1_000.0));
        assertThat((double) trial.tookNanos(2)).isCloseTo(PLAIN_NANOS * StrictMath.pow(1.01, 24), within(1_000.0));
    }

    @Test
    void aLatencyStepTakesEffectAtItsMomentAndNotAtTheNextMinute() {
        Trial trial = new Trial(Models.plain(new Defect.LatencyStep(AT.plusSeconds(7), 3)))
                .send(AT.plusSeconds(6), 0)
                .send(AT.plusSeconds(7), 1)
                .play(END);

        assertThat(trial.tookNanos(0)).isEqualTo(PLAIN_NANOS);
        assertThat(trial.tookNanos(1)).isEqualTo(3 * PLAIN_NANOS);
    }

    @Test
    void anErrorBurstFailsItsShareWhileItLasts() {
        Trial trial = new Trial(Models.plain(new Defect.ErrorBurst(AT, Duration.ofMinutes(10), 1)))
                .send(BEFORE, 0)
                .send(AFTER, 1)
                .send(LATER, 2)
                .play(END);

        assertThat(outcomes(trial)).containsExactly(Outcome.OK, Outcome.UNEXPECTED_STATUS, Outcome.OK);
    }

    @Test
    void inADeadlockNothingIsAnsweredNothingRefusedAndTheHealthCheckStillSaysYes() {
        Trial trial = new Trial(Models.plain(new Defect.Deadlock(AT, Duration.ofMinutes(10))))
                .send(BEFORE, 999)
                .sendMany(AFTER, Duration.ZERO, 100)
                .ask(AFTER.plusSeconds(1), 1)
                .play(AT.plusMinutes(9));

        assertThat(trial.answers()).extracting(Target.Answered::id).containsExactly(999L);
        assertThat(trial.events(Host.Asked.class)).containsExactly(new Host.Asked(1, true, "200"));
    }

    @Test
    void afterADeadlockWhatWasNotGivenUpCompletes() {
        Trial trial = new Trial(Models.plain(new Defect.Deadlock(AT, Duration.ofMinutes(10))))
                .sendMany(AFTER, Duration.ZERO, 100)
                .at(AFTER.plusSeconds(10), me -> new Target.Cancel(50))
                .play(END);

        assertThat(trial.answers()).hasSize(99).allMatch(answer -> answer.outcome() == Outcome.OK);
        assertThat(trial.answer(0).doneNanos()).isEqualTo(AT.plusMinutes(10).toNanos());
    }

    @Test
    void aDeadlockForGoodLastsToTheEnd() {
        Trial trial = new Trial(Models.plain(new Defect.Deadlock(AT, Duration.ofSeconds(Long.MAX_VALUE))))
                .send(BEFORE, 0)
                .send(AFTER, 1)
                .play(END);

        assertThat(trial.answers()).extracting(Target.Answered::id).containsExactly(0L);
    }

    @Test
    void aStuckSessionsStopIsNeverAnsweredAndOtherRequestsAre() {
        Trial trial = new Trial(Models.plain(new Defect.StuckSessions(AT, 1)))
                .send(BEFORE, 100, Models.SESSION_STOP)
                .send(AFTER, 101, Models.SESSION_STOP)
                .send(AFTER, 102, Models.SESSION_START)
                .sendMany(LATER, Duration.ofSeconds(1), 10)
                .play(END);

        assertThat(trial.isAnswered(101)).isFalse();
        assertThat(trial.answers()).hasSize(12).allMatch(answer -> answer.outcome() == Outcome.OK);
    }

    @Test
    void aCrashResetsWhatIsInFlightTellsTheSupervisorAndRefusesUntilStartedAgain() {
        Trial trial = new Trial(Models.plain(new Defect.Crash(AT), new Defect.MemoryLeak(Duration.ZERO, Models.MIB)))
                .send(AT.minusMillis(5), 0)
                .send(AFTER, 1)
                .ask(AFTER, 10)
                .sample(AFTER)
                .at(AFTER.plusSeconds(1), me -> new Host.Start(me.narrow()))
                .ask(AFTER.plusSeconds(2), 11)
                .ask(AFTER.plusSeconds(4), 12)
                .send(AFTER.plusSeconds(4), 2)
                .sample(AFTER.plusSeconds(11))
                .play(END);

        assertThat(outcomes(trial)).containsExactly(Outcome.RESET, Outcome.REFUSED, Outcome.OK);
        assertThat(trial.answer(0).doneNanos()).isEqualTo(AT.toNanos());
        assertThat(trial.events(Host.Exited.class))
                .singleElement()
                .satisfies(exited -> assertThat(exited.how()).startsWith("exit code 134"));
        assertThat(trial.events(Host.Asked.class)).extracting(Host.Asked::yes).containsExactly(false, false, true);
        assertThat(trial.events(Host.Started.class)).doesNotHaveDuplicates().hasSize(2);
        assertThat(trial.events(Host.Sampled.class)).first().isEqualTo(Host.Sampled.NOTHING);
        assertThat(trial.events(Host.Sampled.class).getLast().memoryMb()).hasValue(110);
        assertThat(trial.events(Host.Sampled.class).getLast().uptimeHours()).hasValue(10 / 3600.0);
    }

    @Test
    void aSilentRestartResetsWhatIsInFlightAndTellsNobody() {
        Trial trial = new Trial(Models.plain(new Defect.Restart(AT), new Defect.MemoryLeak(Duration.ZERO, Models.MIB)))
                .send(AT.minusMillis(5), 0)
                .sample(AT.minusMillis(1))
                .sample(AFTER.plusSeconds(4))
                .send(AFTER.plusSeconds(4), 1)
                .play(END);

        assertThat(outcomes(trial)).containsExactly(Outcome.RESET, Outcome.OK);
        assertThat(trial.events(Host.Exited.class)).isEmpty();
        List<Host.Sampled> samples = trial.events(Host.Sampled.class);
        assertThat(samples.getLast().uptimeHours().orElseThrow())
                .isLessThan(samples.getFirst().uptimeHours().orElseThrow());
        assertThat(samples.getLast().memoryMb().orElseThrow())
                .isLessThan(samples.getFirst().memoryMb().orElseThrow());
    }

    @Test
    void anOutageRefusesRequestsAndHealthChecksAndTheProcessStays() {
        Trial trial = new Trial(Models.plain(new Defect.Outage(AT, Duration.ofMinutes(10))))
                .send(BEFORE, 0)
                .send(AFTER, 1)
                .send(LATER, 2)
                .ask(BEFORE, 10)
                .ask(AFTER, 11)
                .ask(LATER, 12)
                .sample(AFTER)
                .play(END);

        assertThat(outcomes(trial)).containsExactly(Outcome.OK, Outcome.REFUSED, Outcome.OK);
        assertThat(trial.events(Host.Asked.class)).extracting(Host.Asked::yes).containsExactly(true, false, true);
        assertThat(trial.events(Host.Asked.class).get(1).detail()).isEqualTo("connection refused");
        assertThat(trial.events(Host.Exited.class)).isEmpty();
        assertThat(memory(trial)).containsExactly(100.0);
    }

    @Test
    void anAddedDefectDoesNotReshuffleWhatCameBeforeIt() {
        ServiceModel.Defect late = new Defect.ErrorBurst(AT, BEFORE, 0.5);

        assertThat(beforeTheDefect(late)).isEqualTo(beforeTheDefect()).isNotEmpty();
    }

    private static List<Target.Answered> beforeTheDefect(Defect... defects) {
        return new Trial(Models.plain(defects))
                .sendMany(BEFORE, Duration.ofMillis(7), 1_000)
                .play(AT)
                .answers();
    }

    private static List<Outcome> outcomes(Trial trial) {
        return trial.answers().stream().map(Target.Answered::outcome).toList();
    }

    private static List<Double> memory(Trial trial) {
        return trial.events(Host.Sampled.class).stream()
                .map(sampled -> sampled.memoryMb().orElseThrow())
                .toList();
    }
}

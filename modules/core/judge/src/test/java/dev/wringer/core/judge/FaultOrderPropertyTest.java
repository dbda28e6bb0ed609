package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Residue;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.ChaosPhase;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Pauses;
import dev.wringer.core.model.PlannedFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A verdict is of what happened, not of when the judge was told. */
class FaultOrderPropertyTest {
    private static final int FAULTS = 4;
    private static final int WINDOWS = 24;
    private static final int CHECKPOINTS = 5;
    /** Each a window long, the second after a fault. */
    private static final Pauses PAUSES =
            new Pauses(20 * Recorded.SECOND, 5 * Recorded.SECOND, Recorded.SECOND, 1, CHECKPOINTS);

    private static final List<Criterion> CRITERIA = List.of(
            new Criterion.ErrorRate(0.05, Optional.empty()),
            new Criterion.Restarts(0),
            new Criterion.Recovery(Duration.ofSeconds(8)),
            new Criterion.Availability(0.5),
            new Criterion.OutsideBlastRadius(3),
            new Criterion.InPhase(ChaosPhase.AFTER, new Criterion.Availability(0.7)));

    @Property(tries = 300)
    void the_verdict_does_not_depend_on_when_the_records_of_faults_come(
            @ForAll @Size(FAULTS) List<@IntRange(min = -1, max = 12) Integer> recoveries,
            @ForAll @Size(FAULTS) List<@IntRange(max = 100) Integer> errors,
            @ForAll @Size(FAULTS) List<@IntRange(max = 3) Integer> outside,
            @ForAll @Size(FAULTS) List<Boolean> meets,
            @ForAll @Size(FAULTS) List<@IntRange(max = WINDOWS) Integer> late,
            @ForAll @IntRange(min = 14, max = WINDOWS) int windows) {
        List<FaultRecord> records = new ArrayList<>();
        List<Integer> atOnce = new ArrayList<>();
        List<Integer> later = new ArrayList<>();
        for (int i = 0; i < FAULTS; i++) {
            Recorded record = Recorded.of(planned(i)).inside(100, errors.get(i)).outside(50, outside.get(i));
            int recovery = recoveries.get(i);
            records.add((recovery < 0 ? record.notRecovered() : record.recoveredAfter(recovery))
                    .with(meets.get(i) && i > 0 ? new String[] {"kill-" + (i - 1)} : new String[0])
                    .done());
            atOnce.add(4 * i + 7);
            later.add(Math.max(i == 0 ? 0 : later.get(i - 1), 4 * i + 7 + late.get(i)));
        }
        assertThat(judged(records, later, windows)).isEqualTo(judged(records, atOnce, windows));
    }

    @Property(tries = 300)
    void nor_on_when_checkpoints_come(
            @ForAll @Size(CHECKPOINTS) List<@IntRange(max = 2) Integer> left,
            @ForAll @Size(CHECKPOINTS) List<@IntRange(min = -1, max = 12) Integer> moved,
            @ForAll @Size(FAULTS) List<Boolean> recovering,
            @ForAll @IntRange(max = 12) int late,
            @ForAll @IntRange(min = 14, max = WINDOWS) int windows) {
        List<Told> atOnce = new ArrayList<>();
        List<Told> moment = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < CHECKPOINTS; i++) {
            int due = 4 * i + 4;
            if (due >= windows) {
                break;
            }
            Checkpoint checkpoint = new Checkpoint(i, Instant.EPOCH, List.of(residue(left.get(i))));
            before = Math.max(before, due + moved.get(i));
            atOnce.add(new Told(due, judge -> judge.checkpoint(checkpoint)));
            moment.add(new Told(before, judge -> judge.checkpoint(checkpoint)));
        }
        for (int i = 0; i < FAULTS; i++) {
            FaultRecord record = Recorded.of(planned(i)).done();
            atOnce.add(new Told(4 * i + 3, judge -> judge.fault(record)));
            moment.add(new Told(4 * i + 3 + late, judge -> judge.fault(record)));
        }
        List<Integer> stillRecovering =
                IntStream.range(0, FAULTS).filter(recovering::get).boxed().toList();
        assertThat(told(moment, stillRecovering, windows)).isEqualTo(told(atOnce, stillRecovering, windows));
    }

    private static Residue residue(long sessions) {
        return new Residue(
                "gateway",
                OptionalLong.of(sessions),
                OptionalLong.of(0),
                OptionalLong.of(12),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                "no garbage");
    }

    /** @param after the window after which a judge is told; at the end when there is none */
    private record Told(int after, Consumer<Judge> what) {}

    private static PlannedFault planned(int number) {
        return Recorded.kill("kill-" + number, 20 * number + 10, 5);
    }

    /** @param after the window after which each record comes; those that are due later come at the end */
    private static Verdict judged(List<FaultRecord> records, List<Integer> after, int windows) {
        List<Told> told = IntStream.range(0, FAULTS)
                .mapToObj(i -> new Told(after.get(i), judge -> judge.fault(records.get(i))))
                .toList();
        return told(told, List.of(), windows);
    }

    /** @param recovering faults that the system still recovers from in the pause after them */
    private static Verdict told(List<Told> told, List<Integer> recovering, int windows) {
        Given given = Given.of(Duration.ofSeconds(5), WINDOWS, CRITERIA)
                .offered(60 * WINDOWS)
                .faults(planned(0), planned(1), planned(2), planned(3));
        Judge judge = new Judge(given.plan().with(PAUSES, Optional.empty()));
        for (int window = 0; window < windows; window++) {
            judge.observe(window(given, window, recovering));
            int now = window;
            told.stream()
                    .filter(it -> it.after() == now)
                    .forEach(it -> it.what().accept(judge));
        }
        told.stream()
                .filter(it -> it.after() >= windows)
                .forEach(it -> it.what().accept(judge));
        return judge.conclude(Remainder.NOTHING, windows < WINDOWS, windows * 5L * Recorded.SECOND - 1);
    }

    private static Window window(Given given, int index, List<Integer> recovering) {
        Given.WindowOf window =
                given.window(index).requests(index % 7 == 0 ? 50 : 60, index % 7 == 0 ? 10 : 0, Outcome.RESET, 20);
        if (index % 4 == 2) {
            window.faults("kill-" + index / 4);
        }
        if (index > 0 && index % 4 == 0) {
            window.paused();
            if (recovering.contains(index / 4 - 1)) {
                window.recovering("kill-" + (index / 4 - 1));
            }
        }
        return window.done();
    }
}

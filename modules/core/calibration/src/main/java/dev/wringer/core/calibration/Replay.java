package dev.wringer.core.calibration;

import dev.wringer.core.judge.Judge;
import dev.wringer.core.judge.JudgePlan;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.RandomStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** A synthetic run of the length of the recorded one, judged window by window. */
final class Replay {
    private static final double NANOS_PER_HOUR = 3.6e12;

    /** To ask the judge what it says costs more than to show it a window; so delays are known to 5 minutes of 48 hours. */
    private static final int LOOKS_PER_CELL = 6;

    private final Recording recording;
    private final JudgePlan plan;
    private final Effect effect;
    private final Expected expected;
    private long found = -1;

    /** @param criteria to hold it against */
    Replay(Recording recording, List<Criterion> criteria, Effect effect, Expected expected) {
        this.recording = recording;
        this.plan = recording.plan().against(criteria, recording.plan().memoryLimits());
        this.effect = effect;
        this.expected = expected;
    }

    /** @param drawing which pieces of the run, in which order; {@code random}: what happens by chance in the effect */
    Trial judged(RandomStream drawing, RandomStream random) {
        int[] cells = recording.blocks().draw(recording.cellsPerRun(), drawing);
        int perCell = recording.windowsPerCell();
        int looksEvery = Math.max(1, perCell / LOOKS_PER_CELL);
        Judge judge = new Judge(plan);
        for (long index = 0; index < plan.windowCount(); index++) {
            Piece piece = recording.cells().get(cells[(int) (index / perCell)]).get((int) (index % perCell));
            judge.take(window(piece, index, random));
            boolean due = (index + 1) % looksEvery == 0 || index + 1 == plan.windowCount();
            if (found < 0 && due && index >= effect.from() && judgesAsItGoes()) {
                found = judge.soFar().stream().anyMatch(expected::isFailedBy) ? index : -1;
            }
        }
        return Trial.of(judge.conclude(Remainder.NOTHING, false), expected, delayHours());
    }

    private boolean judgesAsItGoes() {
        return !expected.equals(Expected.NOTHING);
    }

    /** Found by the verdict alone: at the end of the run. */
    private OptionalDouble delayHours() {
        long windows = (found < 0 ? plan.windowCount() : found + 1) - effect.from();
        return judgesAsItGoes()
                ? OptionalDouble.of(windows * plan.window().toNanos() / NANOS_PER_HOUR)
                : OptionalDouble.empty();
    }

    private Window window(Piece piece, long index, RandomStream random) {
        Duration start = plan.window().multipliedBy(index);
        Duration end = start.plus(plan.window());
        return new Window(
                index,
                Instant.EPOCH.plus(start),
                Instant.EPOCH.plus(end),
                end.toNanos(),
                start.compareTo(plan.warmUp()) < 0 ? Phase.WARM_UP : Phase.STEADY,
                effect.endpoints(piece, index, random),
                effect.services(piece, index),
                piece.generator(),
                List.of());
    }
}

package dev.wringer.core.calibration;

import dev.wringer.core.judge.JudgePlan;
import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Pauses;
import dev.wringer.core.model.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A run made ready to be resampled: its windows without trend, in cells of 1/96 of the run (30 minutes of 48 hours: what the judge
 * takes together), and the pieces of a twelfth of the run (4 hours) that follow each other in it. Cells from the judge's own
 * warm-up, and of which half or more lies in pauses, faults or gaps, are not drawn; in others windows of the same cell take the place
 * of those. All series of a window stay together, so that their dependence does.
 *
 * @param plan of the run, without what is not replayed
 * @param cells the windows of each cell that is drawn, by its place in the run
 * @param errorRates of each endpoint that is drawn
 * @param notes what was left out or changed, in words
 */
public record Recording(
        JudgePlan plan,
        MovingBlocks blocks,
        SortedMap<Integer, List<Piece>> cells,
        SortedMap<EndpointId, Double> errorRates,
        List<String> notes) {
    private static final int CELLS_PER_RUN = 96;
    private static final int PIECES_PER_RUN = 12;
    private static final int STARTS_MIN = 12;
    private static final double MEMORY_WARM_UP = 0.25;
    private static final double TIMES_WARM_UP = 0.125;

    /**
     * @param windows of the run, in order; read once
     * @param random decides which errors are left out where there are too many for a healthy run
     * @throws NotEnoughData when fewer than {@value #STARTS_MIN} different pieces can be drawn
     */
    public static Recording of(JudgePlan plan, Stream<Window> windows, RandomStream random) {
        int windowsPerCell = Math.toIntExact(Math.ceilDiv(plan.windowCount(), CELLS_PER_RUN));
        Source source = new Source(windowsPerCell);
        Reader reader = new Reader(source, warmUp(plan));
        windows.forEach(reader::add);
        int length = Math.ceilDiv(Math.toIntExact(plan.windowCount()), PIECES_PER_RUN * windowsPerCell);
        List<Integer> starts = source.cells.keySet().stream()
                .filter(start -> follow(source, start, length))
                .toList();
        if (starts.size() < STARTS_MIN) {
            throw new NotEnoughData(
                    ("%d pieces of %d windows can be drawn from it, %d are needed: whole windows after the"
                                    + " warm-up, without faults and gaps; a run of 48 windows or more has enough")
                            .formatted(starts.size(), length * windowsPerCell, STARTS_MIN));
        }
        List<String> notes = new ArrayList<>();
        JudgePlan replayed = plan.with(Pauses.NONE, Optional.empty())
                .against(Replayed.of(plan.criteria(), notes), plan.memoryLimits());
        Detrending detrending = new Detrending(source, plan.criteria(), random);
        SortedMap<Integer, List<Piece>> cells = new TreeMap<>();
        source.cells.keySet().forEach(cell -> cells.put(cell, detrending.pieces(cell)));
        notes.addAll(detrending.notes());
        if (!plan.pauses().isEmpty()) {
            notes.add("pauses of the load and what was left in them are not replayed");
        }
        return new Recording(
                replayed, new MovingBlocks(starts, length), cells, detrending.errorRates(), List.copyOf(notes));
    }

    int windowsPerCell() {
        return cells.firstEntry().getValue().size();
    }

    int cellsPerRun() {
        return Math.toIntExact(Math.ceilDiv(plan.windowCount(), windowsPerCell()));
    }

    /** Any window of the run without trend, to see who is in it. */
    Piece any() {
        return cells.firstEntry().getValue().getFirst();
    }

    private static long warmUp(JudgePlan plan) {
        boolean memory = plan.criteria().stream().anyMatch(Criterion.MemoryStable.class::isInstance);
        return (long) Math.ceil(plan.windowCount() * (memory ? MEMORY_WARM_UP : TIMES_WARM_UP));
    }

    private static boolean follow(Source source, int start, int length) {
        for (int cell = start; cell < start + length; cell++) {
            if (!source.cells.containsKey(cell)) {
                return false;
            }
        }
        return true;
    }
}

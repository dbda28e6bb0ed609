package dev.wringer.checks.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.checks.benchmarks.ErrorRuns.Errors;
import dev.wringer.checks.benchmarks.ResponseTimeRuns.Blocks;
import dev.wringer.core.judge.State;
import dev.wringer.core.model.Seed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The tables with few runs, for each build: a figure that leaves its interval has moved. Intervals of 99.9 %, because there are
 * some hundred figures; the seeds are fixed, so that what holds once holds always.
 */
class ErrorRatesTest {
    private static final double CONFIDENCE = 0.999;
    private static final int FEW = 40;

    private static List<String> moved(List<Cell> cells) {
        List<String> moved = new ArrayList<>();
        for (Cell cell : cells) {
            List<Seen> seen = cell.experiment().runs(cell.runs());
            cell.claims().forEach(claim -> moved.addAll(moved(cell, claim.expected(), seen)));
        }
        return moved;
    }

    private static List<String> moved(Cell cell, Claim expected, List<Seen> seen) {
        Claim.Result result = expected.against(seen, CONFIDENCE);
        return result.agreement() != Claim.Agreement.OUTSIDE
                ? List.of()
                : List.of("%s: %s expected %s, measured %s (%s)"
                        .formatted(
                                cell.name(),
                                expected.what(),
                                expected.published(),
                                result.measured(),
                                result.interval()));
    }

    private static Cell cell(List<Cell> cells, String row, String column) {
        return cells.stream()
                .filter(cell -> cell.row().startsWith(row) && cell.column().equals(column))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void errorRatesAreJudgedAsPublished() {
        assertThat(moved(ErrorTable.cells(15))).isEmpty();
    }

    @Test
    void memoryIsJudgedAsPublished() {
        assertThat(moved(MemoryTable.cells(2L * FEW, FEW))).isEmpty();
    }

    @Test
    void responseTimesAreJudgedAsPublished() {
        assertThat(moved(ResponseTimeTable.cells(Blocks.MEDIANS, 2L * FEW, FEW)))
                .isEmpty();
    }

    @Test
    void aRuleThatStopsOnTheRunningErrorRateIsNoticed() {
        Cell healthy = cell(ErrorTable.cells(FEW), "block", "0.10 % steadily");
        Cell naive = new Cell(healthy.row(), healthy.column(), new RunningRate(), FEW, healthy.claims());
        assertThat(moved(List.of(naive))).hasSize(1);
    }

    /** Fails a run as soon as its errors so far reach the limit, as most load generators do. */
    private record RunningRate() implements Experiment {
        @Override
        public int together() {
            return 1;
        }

        @Override
        public List<Seen> judged(List<Seed> seeds) {
            int[] errors = Errors.steady(0.001).draw(seeds.getFirst().stream("running"), 60);
            long sum = 0;
            for (int t = 0; t < errors.length; t++) {
                sum += errors[t];
                if (sum >= ErrorRuns.LIMIT * 60 * (t + 1)) {
                    return List.of(new Seen(State.FAIL, t / 60.0));
                }
            }
            return List.of(new Seen(State.PASS, Double.POSITIVE_INFINITY));
        }
    }

    @Test
    void aJudgeThatToleratesHalfTheGrowthIsNoticed() {
        Cell half = cell(MemoryTable.cells(FEW, FEW), "B", "leak of 0.009 MiB/min");
        MemoryRuns runs = (MemoryRuns) half.experiment();
        MemoryRuns strict = new MemoryRuns(runs.stream(), runs.noise(), runs.leak(), MemoryTable.TOLERATED / 2);
        assertThat(moved(List.of(half))).isEmpty();
        assertThat(moved(List.of(new Cell(half.row(), half.column(), strict, FEW, half.claims()))))
                .hasSize(1);
    }

    @Test
    void aJudgeThatSpendsTheErrorBudgetOfTwentyEndpointsOnEachIsNoticed() {
        Cell step = cell(ResponseTimeTable.cells(Blocks.MEDIANS, FEW, 2 * FEW), "c", "step of +20 %");
        ResponseTimeRuns runs = (ResponseTimeRuns) step.experiment();
        ResponseTimeRuns lax = new ResponseTimeRuns(runs.stream(), runs.noise(), runs.change(), runs.blocks(), 1);
        assertThat(moved(List.of(step))).isEmpty();
        assertThat(moved(List.of(new Cell(step.row(), step.column(), lax, step.runs(), step.claims()))))
                .hasSize(1);
    }

    @Test
    void theNumberOfProcessorsChangesNothing() {
        Experiment runs =
                cell(MemoryTable.cells(FEW, FEW), "C", "leak of 0.05 MiB/min").experiment();
        List<Seen> oneByOne = new ArrayList<>();
        for (long batch = 0; batch < 2; batch++) {
            List<Seed> seeds = new ArrayList<>();
            for (long i = 0; i < runs.together(); i++) {
                seeds.add(new Seed(batch * runs.together() + i));
            }
            oneByOne.addAll(runs.judged(seeds));
        }
        assertThat(runs.runs(2L * runs.together())).isEqualTo(oneByOne);
    }
}

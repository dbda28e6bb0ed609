package dev.wringer.checks.benchmarks;

import dev.wringer.checks.benchmarks.ResponseTimeRuns.Blocks;
import dev.wringer.checks.benchmarks.ResponseTimeRuns.Change;
import dev.wringer.checks.benchmarks.ResponseTimeRuns.Noise;
import dev.wringer.core.judge.State;
import java.util.ArrayList;
import java.util.List;

/** False alarms, drifts and steps found in p95, by noise class: the table of judging.md, 2.3. */
final class ResponseTimeTable {
    static final int ENDPOINTS = 20;

    private static final long FLAT_RUNS_THEN = 8_000;
    private static final long CHANGED_RUNS_THEN = 800;
    private static final String WAVE =
            "the judge takes a daily wave out before it compares, and slow noise looks like one in part; and an"
                    + " endpoint not shown to be stable alone passes with the others of its service";
    private static final String DRIFT = "drift of +";
    private static final String STEP = "step of +";

    private final Blocks blocks;
    private final long flatRuns;
    private final long changedRuns;
    private final List<Cell> cells = new ArrayList<>();

    private ResponseTimeTable(Blocks blocks, long flatRuns, long changedRuns) {
        this.blocks = blocks;
        this.flatRuns = flatRuns;
        this.changedRuns = changedRuns;
    }

    /**
     * A class of noise, and what was published for it. Where this judge is known to differ, what was measured follows after an
     * arrow.
     *
     * @param drifts FAIL, PASS of +20 %; FAIL of +30 % and of +50 %
     * @param steps FAIL of +20, 30 and 50 %
     */
    private record Row(String name, Noise noise, String fail, String pass, List<String> drifts, List<String> steps) {}

    static List<Cell> cells(Blocks blocks, long flatRuns, long changedRuns) {
        ResponseTimeTable table = new ResponseTimeTable(blocks, flatRuns, changedRuns);
        rows().forEach(table::add);
        return table.cells;
    }

    private static List<Row> rows() {
        return List.of(
                new Row(
                        "a: AR(1) 0.95/min, sd 8 %, 300 requests a minute",
                        new Noise(0.08, 0.95, 300, 0, 60, 30),
                        "0 %",
                        "99.99 %",
                        List.of("20 %", "33 %", "91 %", "100 %"),
                        List.of("84 %", "99.8 %", "100 %")),
                new Row(
                        "b: the same, 60 requests a minute",
                        new Noise(0.08, 0.95, 60, 0, 60, 30),
                        "0 %",
                        "99.9 %",
                        List.of("23 %", "27 %", "89 %", "100 %"),
                        List.of("79 %", "98.6 %", "100 %")),
                new Row(
                        "f: a, load cycle of 1 h ±20 %, blocks of 60 min",
                        new Noise(0.08, 0.95, 300, 0.2, 60, 60),
                        "0 %",
                        "99.96 %",
                        List.of("22 %", "32 %", "86 %", "99.6 %"),
                        List.of("77 %", "98.9 %", "100 %")),
                new Row(
                        "c: slow noise AR(1) 0.99/min, sd 8 %",
                        new Noise(0.08, 0.99, 300, 0, 60, 30),
                        "0.08 %",
                        "91 % -> 92.5 %",
                        List.of("9 %", "22 % -> 25.5 %", "27 % -> 34 %", "63 % -> 69 %"),
                        List.of("33 % -> 42.4 %", "70 % -> 76.9 %", "98.9 %")),
                new Row(
                        "d: slow noise AR(1) 0.99/min, sd 15 %",
                        new Noise(0.15, 0.99, 300, 0, 60, 30),
                        "0.19 %",
                        "47 % -> 51.2 %",
                        List.of("2 %", "", "4 % -> 7.1 %", "16 %"),
                        List.of("5 % -> 9.3 %", "17 % -> 22.3 %", "50 % -> 56.6 %")),
                new Row(
                        "e: a, daily cycle of ±10 %",
                        new Noise(0.08, 0.95, 300, 0.1, 1_440, 30),
                        "0 %",
                        "81 % -> 99.95 %",
                        List.of("1 % -> 19.1 %", "", "6 % -> 78.5 %", "52 % -> 93.8 %"),
                        List.of("23 % -> 85.8 %", "46 % -> 94.6 %", "93 % -> 99.9 %")));
    }

    private void add(Row row) {
        add(
                row,
                "flat",
                new Change(0, 0),
                flatRuns,
                List.of(share(State.FAIL, row.fail, FLAT_RUNS_THEN), share(State.PASS, row.pass, FLAT_RUNS_THEN)));
        List<Claim> first = new ArrayList<>(found(row.drifts.get(0)));
        if (!row.drifts.get(1).isEmpty()) {
            first.add(share(State.PASS, row.drifts.get(1), CHANGED_RUNS_THEN));
        }
        add(row, DRIFT + "20 %", new Change(0.2, 0), changedRuns, first);
        add(row, DRIFT + "30 %", new Change(0.3, 0), changedRuns, found(row.drifts.get(2)));
        add(row, DRIFT + "50 %", new Change(0.5, 0), changedRuns, found(row.drifts.get(3)));
        add(row, STEP + "20 %", new Change(0, 0.2), changedRuns, found(row.steps.get(0)));
        add(row, STEP + "30 %", new Change(0, 0.3), changedRuns, found(row.steps.get(1)));
        add(row, STEP + "50 %", new Change(0, 0.5), changedRuns, found(row.steps.get(2)));
    }

    private void add(Row row, String column, Change change, long runs, List<Claim> claims) {
        String stream = "p95/" + row.name.charAt(0) + "/" + column;
        ResponseTimeRuns experiment = new ResponseTimeRuns(stream, row.noise, change, blocks, ENDPOINTS);
        cells.add(new Cell(row.name, column, experiment, runs, claims));
    }

    private static List<Claim> found(String published) {
        return List.of(share(State.FAIL, published, CHANGED_RUNS_THEN));
    }

    private static Claim share(State state, String published, long runs) {
        return Differs.where(published, figure -> new Share(state, figure, runs), WAVE);
    }
}

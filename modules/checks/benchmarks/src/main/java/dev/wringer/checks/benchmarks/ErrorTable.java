package dev.wringer.checks.benchmarks;

import dev.wringer.checks.benchmarks.ErrorRuns.Errors;
import dev.wringer.checks.benchmarks.ErrorRuns.Rule;
import dev.wringer.core.judge.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** False alarms and detection times of the early rules for error rates: the table of judging.md, 2.1. */
final class ErrorTable {
    private static final long RUNS_THEN = 300;
    private static final int FEW = 60;
    private static final int MANY = 600;
    private static final double ROUNDING = 0.05;

    private final long runs;
    private final List<Cell> cells = new ArrayList<>();

    private ErrorTable(long runs) {
        this.runs = runs;
    }

    static List<Cell> cells(long runs) {
        ErrorTable table = new ErrorTable(runs);
        table.addLegal();
        table.addSteady();
        return table.cells;
    }

    private void addLegal() {
        Map<String, Errors> few = new LinkedHashMap<>();
        few.put("0.10 % steadily", Errors.steady(0.001));
        few.put("0.45 % steadily", Errors.steady(0.0045));
        few.put("6 outages of 3 min at 40 %", new Errors(0.0005, 6, 3, 0, 0.4));
        few.put("2 outages of 15 min at 20 %", new Errors(0.0005, 2, 15, 0, 0.2));
        few.put("30 min of start-up at 5 %", new Errors(0.0005, 0, 1, 30, 0.05));
        String[] warned = {"0 %", "0 %", "98 %", "81 %", "100 %"};
        int column = 0;
        for (Map.Entry<String, Errors> each : few.entrySet()) {
            for (Rule rule : Rule.values()) {
                Claim claim = rule == Rule.BURN
                        ? new Share(State.WARN, warned[column], RUNS_THEN)
                        : new Share(State.FAIL, "0 %", RUNS_THEN);
                add(rule, each.getKey(), each.getValue(), FEW, List.of(claim));
            }
            column++;
        }
        for (Rule rule : List.of(Rule.BLOCKS, Rule.CURTAILMENT)) {
            List<Claim> none = List.of(new Share(State.FAIL, "0 %", RUNS_THEN));
            add(rule, "6 outages of 3 min at 40 %", few.get("6 outages of 3 min at 40 %"), MANY, none);
            add(rule, "2 outages of 15 min at 20 %", few.get("2 outages of 15 min at 20 %"), MANY, none);
        }
    }

    private void addSteady() {
        double[] rates = {0.01, 0.02, 0.05};
        double[][] hours = {{7.5, 3.5, 2.0}, {24.0, 12.1, 4.8}, {1.1, 1.0, 0.1}};
        for (Rule rule : Rule.values()) {
            for (int i = 0; i < rates.length; i++) {
                String column = "%.0f %% steadily".formatted(100 * rates[i]);
                Claim claim = new Hours(0.5, hours[rule.ordinal()][i], ROUNDING);
                add(rule, column, Errors.steady(rates[i]), FEW, List.of(claim));
            }
        }
    }

    private void add(Rule rule, String column, Errors errors, int requests, List<Claim> claims) {
        String words = column + (requests == FEW ? "" : ", " + requests + " requests a minute");
        String row =
                switch (rule) {
                    case BLOCKS -> "block e-process, 30 min";
                    case CURTAILMENT -> "curtailment";
                    case BURN -> "burn rate, rescaled (warns only)";
                };
        ErrorRuns experiment = new ErrorRuns("errors/" + rule + "/" + words, rule, errors, requests);
        cells.add(new Cell(row, words, experiment, runs, claims));
    }
}

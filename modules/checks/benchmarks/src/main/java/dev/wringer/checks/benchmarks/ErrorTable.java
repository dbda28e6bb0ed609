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

    private static final String HALF_THE_ALPHA =
            "the published row spends 0.1 % on false alarms, the judge 0.05 % over all endpoints, as the rule"
                    + " prescribes: one block more";
    private static final String MORE_ARRIVALS =
            "the judge allows for six standard deviations more arrivals than planned before it calls a run lost";

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
        String[][] hours = {
            {"7.5", "3.5 -> 4.0", "2.0 -> 2.5"},
            {"24.0 -> 24.4", "12.1 -> 12.2", "4.8 -> 4.9"},
            {"1.1", "1.0", "0.1"}
        };
        for (Rule rule : Rule.values()) {
            for (int i = 0; i < rates.length; i++) {
                String column = "%.0f %% steadily".formatted(100 * rates[i]);
                Claim claim = Differs.where(
                        hours[rule.ordinal()][i],
                        hour -> new Hours(0.5, Double.parseDouble(hour), ROUNDING),
                        rule == Rule.BLOCKS ? HALF_THE_ALPHA : MORE_ARRIVALS);
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

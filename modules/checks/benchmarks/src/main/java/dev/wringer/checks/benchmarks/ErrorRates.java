package dev.wringer.checks.benchmarks;

import dev.wringer.checks.benchmarks.ResponseTimeRuns.Blocks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The error rates of the judge beside the published ones, as Markdown. */
final class ErrorRates {
    private static final double CONFIDENCE = 0.95;

    private final StringBuilder text = new StringBuilder();
    private final Map<Claim.Agreement, Integer> agreements = new LinkedHashMap<>();
    private final List<String> reasons = new ArrayList<>();

    private ErrorRates() {}

    /** Judges all made-up runs, which takes minutes. */
    static String report() {
        ErrorRates report = new ErrorRates();
        report.table("Error rate below 0.5 % (judging.md, 2.1)", ErrorTable.cells(200), true);
        report.table("Memory stable (judging.md, 2.2)", MemoryTable.cells(3_000, 600), true);
        report.table("p95 stable (judging.md, 2.3)", ResponseTimeTable.cells(Blocks.MEDIANS, 2_000, 400), true);
        report.table(
                "p95 stable, of the requests themselves", ResponseTimeTable.cells(Blocks.REQUESTS, 200, 100), false);
        return report.summary() + report.text;
    }

    private void table(String title, List<Cell> cells, boolean compared) {
        line("\n## " + title);
        if (!compared) {
            line("\n"
                    + "The tables above take the median of the p95 of 30 minutes for a block, as the published"
                    + " ones did. The judge merges the requests of a block instead; this is what it then says."
                    + " Nothing was published for that.");
        }
        String row = "";
        for (Cell cell : cells) {
            if (!cell.row().equals(row)) {
                row = cell.row();
                line("\n**" + row + "**\n");
                line("| Runs of | Counted | judging.md | measured | 95 % interval |" + (compared ? " agrees |" : ""));
                line("|---|---|---|---|---|" + (compared ? "---|" : ""));
            }
            List<Seen> seen = cell.experiment().runs(cell.runs());
            for (Claim claim : cell.claims()) {
                Claim.Result result = claim.against(seen, CONFIDENCE);
                line("| %s | %s | %s | %s | %s |"
                                .formatted(
                                        cell.column(),
                                        claim.what(),
                                        claim.published(),
                                        result.measured(),
                                        result.interval())
                        + (compared ? " " + agreement(claim, result) + " |" : ""));
            }
        }
    }

    private String agreement(Claim claim, Claim.Result result) {
        agreements.merge(result.agreement(), 1, Integer::sum);
        return switch (result.agreement()) {
            case INSIDE -> "inside";
            case OVERLAPPING -> "the intervals of both overlap";
            case OUTSIDE -> claim.reason().isEmpty() ? "**outside**" : "differs (" + note(claim.reason()) + ")";
        };
    }

    private int note(String reason) {
        if (!reasons.contains(reason)) {
            reasons.add(reason);
        }
        return reasons.indexOf(reason) + 1;
    }

    private String summary() {
        StringBuilder words = new StringBuilder();
        words.append(
                "Of %d published figures, %d lie in the interval of the measured one; of %d more the intervals of both overlap;"
                        .formatted(
                                agreements.values().stream()
                                        .mapToInt(Integer::intValue)
                                        .sum(),
                                agreements.getOrDefault(Claim.Agreement.INSIDE, 0),
                                agreements.getOrDefault(Claim.Agreement.OVERLAPPING, 0)));
        words.append(" %d differ:\n\n".formatted(agreements.getOrDefault(Claim.Agreement.OUTSIDE, 0)));
        for (int i = 0; i < reasons.size(); i++) {
            words.append(i + 1).append(". ").append(reasons.get(i)).append(".\n");
        }
        return words.toString();
    }

    private void line(String words) {
        text.append(words).append('\n');
    }
}

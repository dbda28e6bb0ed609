package dev.wringer.checks.benchmarks;

import dev.wringer.checks.benchmarks.ResponseTimeRuns.Blocks;
import java.util.List;

/** The error rates of the judge, table by table, as Markdown. */
final class ErrorRates {
    private final StringBuilder text = new StringBuilder();

    private ErrorRates() {}

    static String report() {
        ErrorRates report = new ErrorRates();
        report.table("Error rate below 0.5 % (judging.md, 2.1)", ErrorTable.cells(300));
        report.table("Memory stable (judging.md, 2.2)", MemoryTable.cells(4_000, 1_000));
        report.table("p95 stable (judging.md, 2.3)", ResponseTimeTable.cells(Blocks.MEDIANS, 4_000, 800));
        report.table("p95 stable, of requests", ResponseTimeTable.cells(Blocks.REQUESTS, 400, 200));
        return report.text.toString();
    }

    private void table(String title, List<Cell> cells) {
        long begun = System.nanoTime();
        line("## " + title);
        line("");
        line("| Class or rule | Runs of | Counted | judging.md | measured | 95 % interval | agrees |");
        line("|---|---|---|---|---|---|---|");
        for (Cell cell : cells) {
            List<Seen> seen = cell.experiment().runs(cell.runs());
            for (Claim claim : cell.claims()) {
                Claim.Result result = claim.against(seen, 0.95);
                line("| %s | %s | %s | %s | %s | %s | %s |"
                        .formatted(
                                cell.row(),
                                cell.column(),
                                claim.what(),
                                claim.published(),
                                result.measured(),
                                result.interval(),
                                result.agreement()));
            }
        }
        line("");
        System.err.println(title + " " + (System.nanoTime() - begun) / 1e9);
    }

    private void line(String words) {
        text.append(words).append('\n');
    }

    public static void main(String[] args) {
        System.out.print(report());
    }
}

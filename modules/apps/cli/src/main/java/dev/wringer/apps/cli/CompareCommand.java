package dev.wringer.apps.cli;

import dev.wringer.adapters.storage.Levels;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.statistics.HodgesLehmann;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts two runs side by side. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Put two runs side by side: each endpoint's percentiles and errors, the difference with its interval, and"
                    + " whether that is more than noise.",
            "All intervals together are wrong in at most 1 %% of comparisons of runs that do not differ."
        },
        footerHeading = "%nExamples:%n",
        footer = "  wringer compare results/soak-20261120T070000Z-1 results/soak-20261121T070000Z-1")
final class CompareCommand implements Callable<Integer> {
    private static final double ALPHA = 0.01;

    @Parameters(index = "0", paramLabel = "A", description = "The folder of the earlier run.")
    private Path earlier;

    @Parameters(index = "1", paramLabel = "B", description = "The folder of the later run.")
    private Path later;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RunFolder one = RunFolder.open(earlier);
        RunFolder other = RunFolder.open(later);
        PrintWriter out = spec.commandLine().getOut();
        out.println("A  " + words(one));
        out.println("B  " + words(other));
        out.println();
        table(Levels.of(one), Levels.of(other)).lines().forEach(out::println);
        return ExitCode.PASS.number;
    }

    private static String words(RunFolder folder) {
        return folder.path().getFileName() + ", " + folder.facts().simulation() + ", seed "
                + folder.facts().seed() + ", " + folder.facts().clock() + " clock";
    }

    private static MarkdownTable table(Levels a, Levels b) {
        TreeSet<EndpointId> endpoints = new TreeSet<>(a.endpoints());
        endpoints.addAll(b.endpoints());
        int comparisons = Math.max(1, endpoints.size() * Levels.Measure.values().length);
        MarkdownTable table = new MarkdownTable("Endpoint", "Measure", "A", "B", "B - A", "interval", "");
        for (EndpointId id : endpoints) {
            for (Levels.Measure measure : Levels.Measure.values()) {
                table.add(row(id, measure, a, b, ALPHA / comparisons).toArray(String[]::new));
            }
        }
        return table;
    }

    private static List<String> row(EndpointId id, Levels.Measure measure, Levels a, Levels b, double alpha) {
        double[] before = a.blocks(id, measure);
        double[] after = b.blocks(id, measure);
        String left = figure(a.median(id, measure));
        String right = figure(b.median(id, measure));
        if (before.length == 0 || after.length == 0) {
            return List.of(id.toString(), measure.words(), left, right, "", "", "only on one side");
        }
        HodgesLehmann found = HodgesLehmann.of(before, after, alpha);
        boolean bounded = Double.isFinite(found.lower());
        return List.of(
                id.toString(),
                measure.words(),
                left,
                right,
                signed(found.shift()),
                bounded ? signed(found.lower()) + " to " + signed(found.upper()) : "",
                judged(found, bounded));
    }

    private static String judged(HodgesLehmann found, boolean bounded) {
        if (!bounded) {
            return "too few windows to tell";
        }
        return !found.isMoreThanNoise() ? "no more than noise" : found.shift() > 0 ? "higher" : "lower";
    }

    static String figure(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
    }

    static String signed(double value) {
        return (value > 0 ? "+" : "") + figure(value);
    }
}

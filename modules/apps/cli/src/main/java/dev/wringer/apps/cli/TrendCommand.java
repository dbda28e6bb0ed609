package dev.wringer.apps.cli;

import dev.wringer.adapters.storage.Levels;
import dev.wringer.adapters.storage.RunFacts;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.statistics.Kendall;
import dev.wringer.core.statistics.SenSlope;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether runs get slower or worse, one after the other. */
@Command(
        name = "trend",
        mixinStandardHelpOptions = true,
        description = {
            "Say whether the runs of each simulation get slower or worse, from the first to the last: the slope from"
                    + " run to run (Theil-Sen), and whether it is more than noise (Mann-Kendall).",
            "All tests of a simulation together are wrong in at most 1 %% of series without a trend. Five runs or more"
                    + " can decide."
        },
        footerHeading = "%nExamples:%n",
        footer = "  wringer trend results")
final class TrendCommand implements Callable<Integer> {
    private static final double ALPHA = 0.01;
    private static final int TAILS = 2;
    private static final int RUNS_MOST = 60;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "results",
            description = "The folder of run folders (default: ${DEFAULT-VALUE}).")
    private Path results;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(results)) {
            spec.commandLine().getErr().println("there is no folder " + results);
            return ExitCode.INVALID_INPUT.number;
        }
        PrintWriter out = spec.commandLine().getOut();
        series().forEach((simulation, all) -> {
            List<Levels> runs = all.subList(Math.max(0, all.size() - RUNS_MOST), all.size());
            out.println(simulation + ": the last " + Words.counted(runs.size(), "run"));
            out.println();
            table(runs).lines().forEach(out::println);
            out.println();
        });
        return ExitCode.PASS.number;
    }

    /** By simulation and clock, in the order of their start; runs that were killed count as far as they came. */
    private Map<String, List<Levels>> series() throws IOException {
        Map<String, List<Levels>> series = new TreeMap<>();
        try (Stream<Path> folders = Files.list(results)) {
            folders.filter(folder -> Files.isRegularFile(folder.resolve("run.json")))
                    .map(RunFolder::open)
                    .sorted(Comparator.comparing(
                                    (RunFolder folder) -> folder.facts().startedAt())
                            .thenComparing(RunFolder::path))
                    .forEach(folder -> {
                        RunFacts facts = folder.facts();
                        series.computeIfAbsent(
                                        facts.simulation() + ", " + facts.clock() + " clock",
                                        ignored -> new ArrayList<>())
                                .add(Levels.of(folder));
                    });
        }
        return series;
    }

    private static MarkdownTable table(List<Levels> runs) {
        TreeSet<EndpointId> endpoints = new TreeSet<>();
        runs.forEach(run -> endpoints.addAll(run.endpoints()));
        double alpha = ALPHA / TAILS / Math.max(1, endpoints.size() * Levels.Measure.values().length);
        MarkdownTable table = new MarkdownTable("Endpoint", "Measure", "First", "Last", "each run", "");
        for (EndpointId id : endpoints) {
            for (Levels.Measure measure : Levels.Measure.values()) {
                double[] values = runs.stream()
                        .mapToDouble(run -> run.median(id, measure))
                        .filter(Double::isFinite)
                        .toArray();
                if (values.length > 0) {
                    table.add(row(id, measure, values, alpha));
                }
            }
        }
        return table;
    }

    private static String[] row(EndpointId id, Levels.Measure measure, double[] values, double alpha) {
        int n = values.length;
        double[] numbers = IntStream.range(0, n).asDoubleStream().toArray();
        return new String[] {
            id.toString(),
            measure.words(),
            CompareCommand.figure(values[0]),
            CompareCommand.figure(values[n - 1]),
            n < 2 ? "" : CompareCommand.signed(SenSlope.of(numbers, values)),
            judged(values, alpha)
        };
    }

    private static String judged(double[] values, double alpha) {
        int within = Kendall.inversionsWithin(values.length, alpha);
        if (within < 0) {
            return "too few runs to tell";
        }
        boolean rises = Kendall.notRising(values) <= within;
        boolean falls = Kendall.notFalling(values) <= within;
        return rises ? "rises" : falls ? "falls" : "no more than noise";
    }
}

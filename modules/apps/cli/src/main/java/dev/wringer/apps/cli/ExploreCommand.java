package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.ClockKind;
import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.definitions.SimulationFile;
import dev.wringer.adapters.storage.RunFacts;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.core.faults.Fingerprint;
import dev.wringer.core.judge.State;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a simulation with many seeds on the virtual clock and says how many failed, and how. */
@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        description =
                "Run a simulation with many seeds on the virtual clock: which faults make it fail, and how often?",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wringer explore simulations/chaos-defects/overlap-bug.conf --runs 200",
            "  wringer explore chaos.conf --runs 1000 --duration 6h"
        })
final class ExploreCommand implements Callable<Integer> {
    private static final int SEEDS_SHOWN_MAX = 8;

    @Parameters(index = "0", paramLabel = "FILE", description = "The simulation file (HOCON).")
    private Path file;

    @Mixin
    private OverrideOptions overrides;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "100",
            description = "Seeds (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--from-seed", paramLabel = "S", description = "The first seed (default: that of the file).")
    private Long fromSeed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads (default: one per processor). The result does not depend on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "results",
            description = "Where a run of each kind of failure goes (default: ${DEFAULT-VALUE}).")
    private Path results;

    @Spec
    private CommandSpec spec;

    /** What one seed gave. */
    private record Explored(long seed, State state, List<Failure> failures) {}

    @Override
    public Integer call() throws IOException {
        if (runs < 1 || threads < 1) {
            spec.commandLine().getErr().println("--runs and --threads take 1 or more. Nothing was started.");
            return ExitCode.INVALID_INPUT.number;
        }
        return switch (read(Optional.ofNullable(fromSeed == null ? overrides.seed : fromSeed))) {
            case Read.Invalid invalid ->
                SimulationOptions.refuse(invalid.problems(), spec.commandLine().getErr());
            case Read.Valid valid -> explore(valid.simulation());
        };
    }

    private Read read(Optional<Long> seed) {
        return SimulationFile.read(file, overrides.on(Optional.of(ClockKind.VIRTUAL), seed));
    }

    private int explore(Simulation simulation) throws IOException {
        List<Callable<Explored>> work = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            long seed = simulation.seed().value() + i;
            work.add(() -> explored(simulation.variant(new Seed(seed), simulation.services())));
        }
        List<Explored> explored = new ArrayList<>();
        Terminal terminal = Terminal.ofLauncher(spec.commandLine().getOut());
        SideBySide.of(work, threads, one -> {
            explored.add(one);
            progress(terminal, explored);
        });
        return report(terminal.out(), explored);
    }

    private static List<Failure> failures(Simulation simulation, UnrecordedRun run) {
        return Failure.of(
                run.verdict(), run.faults(), simulation.faults().recovery().within());
    }

    private static Explored explored(Simulation simulation) {
        UnrecordedRun run = UnrecordedRun.of(simulation, progress -> {});
        return new Explored(simulation.seed().value(), run.verdict().state(), failures(simulation, run));
    }

    private void progress(Terminal terminal, List<Explored> explored) {
        if (terminal.interactive()) {
            terminal.out().printf("\r%d of %d runs, %d failed", explored.size(), runs, failed(explored));
            terminal.out().flush();
        }
    }

    private static long failed(List<Explored> explored) {
        return explored.stream().filter(one -> one.state() == State.FAIL).count();
    }

    private int report(PrintWriter out, List<Explored> explored) throws IOException {
        SortedMap<State, Long> states =
                new TreeMap<>(explored.stream().collect(Collectors.groupingBy(Explored::state, Collectors.counting())));
        out.println();
        out.println(Words.counted(runs, "run") + ": "
                + states.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", ")));
        Map<Fingerprint, List<Explored>> groups = new LinkedHashMap<>();
        for (Explored one : explored) {
            if (!one.failures().isEmpty()) {
                groups.computeIfAbsent(one.failures().getFirst().fingerprint(), ignored -> new ArrayList<>())
                        .add(one);
            }
        }
        List<List<Explored>> mostFirst = new ArrayList<>(groups.values());
        mostFirst.sort((a, b) -> Integer.compare(b.size(), a.size()));
        for (List<Explored> group : mostFirst) {
            show(group, out);
        }
        out.flush();
        return exitCode(states).number;
    }

    /** One failure is enough to fail, and one run that is not judged to prove nothing. */
    private static ExitCode exitCode(SortedMap<State, Long> states) {
        List<ExitCode> codes = states.keySet().stream().map(ExitCode::of).toList();
        return codes.contains(ExitCode.FAIL)
                ? ExitCode.FAIL
                : codes.contains(ExitCode.NOT_JUDGED) ? ExitCode.NOT_JUDGED : ExitCode.PASS;
    }

    /** The first of each group runs once more, with evidence. */
    private void show(List<Explored> group, PrintWriter out) throws IOException {
        Explored first = group.getFirst();
        Failure failure = first.failures().getFirst();
        String seeds = group.stream()
                .limit(SEEDS_SHOWN_MAX)
                .map(one -> Long.toString(one.seed()))
                .collect(Collectors.joining(", "));
        out.println();
        out.println(Words.counted(group.size(), "run") + " failed by " + failure.fingerprint() + "; seeds " + seeds
                + (group.size() > SEEDS_SHOWN_MAX ? ", …" : ""));
        out.println("  " + failure.finding().text());
        out.println("  repeat      " + overrides.run(file, ClockKind.VIRTUAL, first.seed()));
        out.println("  shrink      " + overrides.shrink(file, first.seed()));
        out.println("  run folder  " + evidence(first.seed()));
    }

    private Path evidence(long seed) throws IOException {
        if (!(read(Optional.of(seed)) instanceof Read.Valid valid)) {
            throw new IllegalStateException(file + " changed while it was explored");
        }
        Simulation simulation = valid.simulation();
        RunFolder folder =
                RunFolder.create(results, simulation.name(), Clock.machine().instant(), seed);
        RunFacts facts = RunFactsReader.read(
                valid, file, overrides, simulation.startsAt(), spec.root().version()[0]);
        VirtualRun.of(simulation, folder, facts, Optional.empty(), Terminal.silent());
        return folder.path();
    }
}

package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.ClockKind;
import dev.wringer.adapters.definitions.Overrides;
import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.definitions.ShrunkFile;
import dev.wringer.adapters.definitions.SimulationFile;
import dev.wringer.adapters.storage.RunFacts;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.core.faults.FaultSchedule;
import dev.wringer.core.faults.Fingerprint;
import dev.wringer.core.faults.Shrinking;
import dev.wringer.core.faults.Shrinking.Candidate;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks for the smallest schedule of faults, load and time that fails as a run did, and writes it as a simulation file. */
@Command(
        name = "shrink",
        mixinStandardHelpOptions = true,
        description = {
            "Reduce a failing run to what its failure needs: fewer and shorter faults, less load, less time.",
            "A step counts only when the run fails in the same way. On the virtual clock, whatever the run was on."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wringer shrink simulations/chaos-defects/overlap-bug.conf --seed 27",
            "  wringer shrink results/overlap-bug-20261121T070000Z-27 --to smallest.conf"
        })
final class ShrinkCommand implements Callable<Integer> {
    private static final String EXTENSION = ".conf";

    @Parameters(
            index = "0",
            paramLabel = "RUN|FILE",
            description = "The folder of a run that failed, or a simulation file, whose seed fails.")
    private Path subject;

    @Mixin
    private OverrideOptions overrides;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "Where the result goes (default: RUN-shrunk.conf, or FILE-SEED-shrunk.conf).")
    private Path to;

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Runs that are made at most (default: ${DEFAULT-VALUE}).")
    private int trials;

    @Spec
    private CommandSpec spec;

    /**
     * What may fail, and where it is from.
     *
     * @param file whose folder relative paths belong to
     * @param shrunk where its result goes, unless somebody says otherwise
     */
    private record Whole(Read.Valid valid, Path file, Seed seed, Path shrunk) {
        Candidate candidate() {
            Simulation simulation =
                    valid.simulation().variant(seed, valid.simulation().services());
            return new Candidate(FaultSchedule.of(simulation), 1, simulation.duration());
        }

        /** As its file would be: what is tried is what will be written. */
        Read read(Candidate candidate) {
            return SimulationFile.readText(text(candidate, List.of()), file, Overrides.NONE);
        }

        String text(Candidate candidate, List<String> header) {
            return new ShrunkFile(
                            valid.resolved(), candidate.faults(), candidate.load(), candidate.duration(), seed, header)
                    .text();
        }
    }

    @Override
    public Integer call() throws IOException {
        if (trials < 1) {
            return refuse("--trials takes 1 or more. Nothing was started.");
        }
        if (!Files.exists(subject)) {
            return refuse("there is no run folder or simulation file " + subject + ". Nothing was started.");
        }
        return Files.isDirectory(subject) ? shrinkRun() : shrinkFile();
    }

    private int shrinkRun() throws IOException {
        RunFacts facts = RunFolder.open(subject).facts();
        if (!overrides.isEmpty()) {
            return refuse("a run is shrunk as it was: --seed, --duration and --set go with a simulation file, such as "
                    + facts.values().get("file") + ". Nothing was started.");
        }
        Path file = Path.of(facts.values().get("file"));
        Path shrunk = Path.of(subject.toAbsolutePath().normalize() + "-shrunk" + EXTENSION);
        return switch (SimulationFile.readResolved(file, facts.values().get("simulation"))) {
            case Read.Invalid invalid -> refuse(invalid);
            case Read.Valid valid -> shrink(new Whole(valid, file, new Seed(facts.seed()), shrunk));
        };
    }

    private int shrinkFile() throws IOException {
        return switch (SimulationFile.read(subject, overrides.on(Optional.of(ClockKind.VIRTUAL)))) {
            case Read.Invalid invalid -> refuse(invalid);
            case Read.Valid valid -> {
                Seed seed = valid.simulation().seed();
                String name = subject.getFileName().toString();
                String stem = name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
                Path shrunk = subject.resolveSibling(stem + "-" + seed.value() + "-shrunk" + EXTENSION);
                yield shrink(new Whole(valid, subject, seed, shrunk));
            }
        };
    }

    private int shrink(Whole whole) throws IOException {
        Candidate start = whole.candidate();
        Read read = whole.read(start);
        if (read instanceof Read.Invalid invalid) {
            return refuse(invalid);
        }
        List<Failure> failures = failures(read);
        if (failures.isEmpty()) {
            return refuse(subject + " with seed " + whole.seed().value()
                    + " does not fail on the virtual clock, so there is nothing to shrink.");
        }
        PrintWriter out = spec.commandLine().getOut();
        Fingerprint wanted = failures.getFirst().fingerprint();
        out.println(
                "fails by " + wanted + ", with " + Words.counted(start.faults().size(), "fault"));
        Shrinking.Result result = Shrinking.of(
                start,
                wanted,
                candidate -> fingerprints(whole.read(candidate)),
                trials,
                (smaller, made) -> show(smaller, made, out));
        return write(whole, result, wanted);
    }

    private static void show(Candidate smaller, int made, PrintWriter out) {
        out.println("  run " + made + ": " + Words.counted(smaller.faults().size(), "fault") + " in "
                + smaller.duration().toSeconds() + " s, " + Math.round(100 * smaller.load()) + " % of the load");
        out.flush();
    }

    /** What is written is read and run again: it must fail as it says. */
    private int write(Whole whole, Shrinking.Result result, Fingerprint wanted) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path written = to == null ? whole.shrunk() : to;
        String repeat = "wringer run " + OverrideOptions.quoted(written.toString());
        Files.writeString(written, whole.text(result.smallest(), List.of("Fails by " + wanted + ".", repeat)));
        boolean failsAgain = fingerprints(SimulationFile.read(written, Overrides.NONE)).stream()
                .anyMatch(seen -> seen.matches(wanted));
        if (!failsAgain) {
            return refuse(written + " does not fail where it is; try --to beside the simulation file, whose folder"
                    + " its paths are relative to.");
        }
        out.println(Words.counted(result.smallest().faults().size(), "fault") + " left after "
                + Words.counted(result.trials(), "run") + (result.complete() ? "" : "; more --trials may get further"));
        result.smallest().faults().forEach(fault -> out.println("  " + fault.words()));
        out.println("written to  " + written);
        out.println("repeat      " + repeat);
        out.flush();
        return ExitCode.PASS.number;
    }

    private static List<Fingerprint> fingerprints(Read read) {
        return failures(read).stream().map(Failure::fingerprint).toList();
    }

    private static List<Failure> failures(Read read) {
        if (!(read instanceof Read.Valid valid)) {
            return List.of();
        }
        UnrecordedRun run = UnrecordedRun.of(valid.simulation(), progress -> {});
        return Failure.of(
                run.verdict(),
                run.faults(),
                valid.simulation().faults().recovery().within());
    }

    private int refuse(Read.Invalid invalid) {
        return SimulationOptions.refuse(invalid.problems(), spec.commandLine().getErr());
    }

    private int refuse(String problem) {
        spec.commandLine().getErr().println(problem);
        return ExitCode.INVALID_INPUT.number;
    }
}

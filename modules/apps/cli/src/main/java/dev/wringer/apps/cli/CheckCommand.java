package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.ClockKind;
import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.definitions.SimulationPlan;
import dev.wringer.adapters.storage.EvidenceSize;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Judging;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads a simulation and prints its plan, or everything that is wrong with it. Starts nothing. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Print what a simulation would do, or all that is wrong with it. Starts nothing.",
        footerHeading = "%nExample:%n",
        footer = "  wringer check simulations/sonia-soak.conf --set duration=1h")
final class CheckCommand implements Callable<Integer> {
    private static final double MEGABYTE = 1e6;

    @Mixin
    private SimulationOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return switch (options.read()) {
            case Read.Invalid invalid ->
                SimulationOptions.refuse(invalid.problems(), spec.commandLine().getErr());
            case Read.Valid valid -> {
                SimulationPlan.describe(valid.simulation(), valid.clock())
                        .forEach(spec.commandLine().getOut()::println);
                spec.commandLine().getOut().println(evidence(valid));
                valid.notes().forEach(spec.commandLine().getOut()::println);
                yield ExitCode.PASS.number;
            }
        };
    }

    private static String evidence(Read.Valid valid) {
        Simulation simulation = valid.simulation();
        EvidenceSize size = EvidenceSize.of(simulation, Judging.plan(simulation), valid.clock() == ClockKind.REAL);
        String planned = "evidence    about " + megabytes(size.bytes()) + ": histograms " + megabytes(size.histograms())
                + ", windows and report " + megabytes(size.windows());
        long free = Path.of("").toAbsolutePath().toFile().getUsableSpace();
        return free > size.bytes()
                ? planned + "; " + megabytes(free) + " are free here"
                : planned + "; only " + megabytes(free)
                        + " are free here: histograms will become coarser, then be left out; choose another disk with"
                        + " --results";
    }

    private static String megabytes(long bytes) {
        return Words.count(Math.max(1, Math.round(bytes / MEGABYTE))) + " MB";
    }
}

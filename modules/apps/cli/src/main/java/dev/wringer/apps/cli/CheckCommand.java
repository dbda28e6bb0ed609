package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.definitions.SimulationPlan;
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
                valid.notes().forEach(spec.commandLine().getOut()::println);
                yield ExitCode.PASS.number;
            }
        };
    }
}

package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.ClockKind;
import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.storage.RunFacts;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.SigningKey;
import dev.wringer.apps.console.Console;
import dev.wringer.core.judge.Baseline;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Judging;
import dev.wringer.engine.run.Run;
import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a simulation and judges it. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run a simulation: start its services, drive its load, judge, leave evidence and nothing else.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wringer run simulations/quickstart.conf",
            "  wringer run simulations/sonia-soak.conf --clock virtual",
            "  wringer run soak.conf --console",
            "  wringer run soak.conf --duration 10m --set criteria.error-rate.below=0.1%%"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private SimulationOptions options;

    @Mixin
    private BaselineOption baseline;

    @Mixin
    private SigningOption signing;

    @Mixin
    private ConsoleOption consoleOption;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "results",
            description = "Where the run folder goes (default: ${DEFAULT-VALUE}).")
    private Path results;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return switch (options.read()) {
            case Read.Invalid invalid ->
                SimulationOptions.refuse(invalid.problems(), spec.commandLine().getErr());
            case Read.Valid valid -> run(valid);
        };
    }

    private int run(Read.Valid valid) throws IOException {
        Simulation simulation = valid.simulation();
        Optional<SigningKey> key = signing.read();
        Terminal terminal = Terminal.ofLauncher(spec.commandLine().getOut());
        valid.notes().forEach(note -> terminal.out().println("note: " + note));
        Optional<Baseline> earlier = baseline.read(Judging.plan(simulation));
        Instant now = Clock.machine().instant();
        RunFolder folder = RunFolder.create(
                results, simulation.name(), now, simulation.seed().value());
        earlier.ifPresent(folder::keep);
        boolean virtual = valid.clock() == ClockKind.VIRTUAL;
        RunFacts facts = RunFactsReader.read(
                valid,
                options.file,
                options.overrides,
                virtual ? simulation.startsAt() : now,
                spec.root().version()[0]);
        Ending ending = new Ending(terminal, folder, facts.repeat(), key);
        ConsoleRun live = new ConsoleRun(folder.path());
        Optional<Console> console =
                consoleOption.start(folder, virtual ? Optional.empty() : Optional.of(live), terminal);
        try {
            Run.Result result = virtual
                    ? VirtualRun.of(simulation, folder, facts, earlier, terminal)
                    : RealRun.of(simulation, facts, earlier, ending, live);
            return ending.print(result).number;
        } finally {
            console.ifPresent(Console::close);
        }
    }
}

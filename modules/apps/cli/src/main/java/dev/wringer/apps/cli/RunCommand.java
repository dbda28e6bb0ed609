package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.ClockKind;
import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.storage.RunFacts;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.core.judge.Baseline;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Judging;
import dev.wringer.engine.run.Run;
import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
            "  wringer run soak.conf --duration 10m --set criteria.error-rate.below=0.1%%"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private SimulationOptions options;

    @Mixin
    private BaselineOption baseline;

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
        Terminal terminal = Terminal.ofLauncher(spec.commandLine().getOut());
        valid.notes().forEach(note -> terminal.out().println("note: " + note));
        Optional<Baseline> earlier = baseline.read(Judging.plan(simulation));
        Instant now = Clock.machine().instant();
        RunFolder folder = RunFolder.create(
                results, simulation.name(), now, simulation.seed().value());
        earlier.ifPresent(folder::keep);
        boolean virtual = valid.clock() == ClockKind.VIRTUAL;
        RunFacts facts = facts(valid, virtual ? simulation.startsAt() : now);
        Ending ending = new Ending(terminal, folder, facts.repeat());
        Run.Result result = virtual
                ? VirtualRun.of(simulation, folder, facts, earlier, terminal)
                : RealRun.of(simulation, folder, facts, earlier, terminal, ending);
        return ending.print(result).number;
    }

    private RunFacts facts(Read.Valid valid, Instant startsAt) throws IOException {
        Simulation simulation = valid.simulation();
        SortedMap<String, String> values = new TreeMap<>();
        values.put("file", options.file.toAbsolutePath().normalize().toString());
        values.put("simulation", valid.resolved());
        SortedMap<String, String> host = new TreeMap<>();
        host.put("wringer", spec.root().version()[0]);
        host.put("jdk", Runtime.version().toString());
        host.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        host.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return new RunFacts(
                simulation.name(),
                Files.readString(options.file),
                simulation.seed().value(),
                valid.clock().word(),
                startsAt,
                options.repeat(valid.clock(), simulation.seed().value()),
                new TreeMap<>(options.set),
                values,
                host);
    }
}

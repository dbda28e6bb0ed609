package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.definitions.SimulationFile;
import dev.wringer.adapters.storage.Drained;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.core.judge.Judge;
import dev.wringer.core.judge.Verdict;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Judging;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges a run again, from its folder alone; also one that was killed. */
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description = "Judge a run again from its evidence alone; a killed run as far as it came.",
        footerHeading = "%nExample:%n",
        footer = "  wringer judge results/quickstart-20261121T070000Z-1")
final class JudgeCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "A run folder.")
    private Path run;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RunFolder folder = RunFolder.open(run);
        var values = folder.facts().values();
        return switch (SimulationFile.readResolved(Path.of(values.get("file")), values.get("simulation"))) {
            case Read.Invalid invalid ->
                SimulationOptions.refuse(invalid, spec.commandLine().getErr());
            case Read.Valid valid -> {
                Verdict verdict = judge(valid.simulation(), folder);
                new Ending(
                                Terminal.ofLauncher(spec.commandLine().getOut()),
                                folder,
                                folder.facts().repeat())
                        .verdict(verdict);
                yield ExitCode.of(verdict.state()).number;
            }
        };
    }

    private static Verdict judge(Simulation simulation, RunFolder folder) {
        Judge judge = new Judge(Judging.plan(simulation));
        try (Stream<Window> windows = folder.windows()) {
            windows.forEach(judge::observe);
        }
        Optional<Drained> drained = folder.drained();
        boolean early = drained.isEmpty()
                || drained.get().durationNanos() < simulation.duration().toNanos();
        return judge.conclude(drained.map(Drained::remainder).orElse(Remainder.NOTHING), early);
    }
}

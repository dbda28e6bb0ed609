package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.ClockKind;
import dev.wringer.adapters.definitions.KeptSimulation;
import dev.wringer.adapters.definitions.Overrides;
import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.definitions.SimulationFile;
import dev.wringer.adapters.storage.KilledRun;
import dev.wringer.adapters.storage.RunFacts;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.apps.console.Console;
import dev.wringer.core.judge.JudgePlan;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Judging;
import dev.wringer.engine.run.Resumption;
import dev.wringer.engine.run.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a run that was killed. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Go on with a run that was killed: same schedule, seed and criteria, into the same run folder.",
            "On the real clock the time in between is a gap: no criterion counts it, and more than 5 %% of the run"
                    + " decide nothing. On the virtual clock nothing is lost."
        },
        footerHeading = "%nExamples:%n",
        footer = "  wringer resume results/sonia-soak-20261121T070000Z-20260208")
final class ResumeCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a run that did not come to its end.")
    private Path run;

    @Mixin
    private SigningOption signing;

    @Mixin
    private ConsoleOption consoleOption;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RunFolder folder = RunFolder.open(run);
        RunFacts facts = folder.facts();
        Path file = Path.of(facts.values().get("file"));
        String kept = facts.values().get("simulation");
        if (!KeptSimulation.lacksSecrets(kept)) {
            return resume(folder, facts, SimulationFile.readResolved(file, kept));
        }
        return switch (SimulationFile.read(file, Overrides.NONE)) {
            case Read.Invalid invalid -> refuse(invalid);
            case Read.Valid fresh -> resumeWithSecretsOf(fresh, folder, facts);
        };
    }

    /** The evidence keeps no secrets: they are in the file still, or in the environment that it takes them from. */
    private int resumeWithSecretsOf(Read.Valid fresh, RunFolder folder, RunFacts facts) throws IOException {
        Path file = Path.of(facts.values().get("file"));
        Optional<String> whole =
                KeptSimulation.withSecretsOf(fresh.resolved(), facts.values().get("simulation"));
        if (whole.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("the evidence keeps no secrets, and " + file
                            + " no longer has them at the same keys; run it" + " anew. Nothing was started.");
            return ExitCode.INVALID_INPUT.number;
        }
        return resume(folder, facts, SimulationFile.readResolved(file, whole.get()));
    }

    private int refuse(Read.Invalid invalid) {
        return SimulationOptions.refuse(invalid.problems(), spec.commandLine().getErr());
    }

    private int resume(RunFolder folder, RunFacts facts, Read read) throws IOException {
        return switch (read) {
            case Read.Invalid invalid -> refuse(invalid);
            case Read.Valid valid -> resume(folder, facts, valid.simulation());
        };
    }

    private int resume(RunFolder folder, RunFacts facts, Simulation simulation) throws IOException {
        Terminal terminal = Terminal.ofLauncher(spec.commandLine().getOut());
        Ending ending = new Ending(terminal, folder, facts.repeat(), signing.read());
        KilledRun killed = KilledRun.cutBack(folder);
        boolean virtual = facts.clock().equals(ClockKind.VIRTUAL.word());
        ConsoleRun live = new ConsoleRun(folder.path());
        Optional<Console> console =
                consoleOption.start(folder, virtual ? Optional.empty() : Optional.of(live), terminal);
        try {
            Run.Result result = virtual
                    ? VirtualRun.replay(simulation, folder, folder.baseline(), terminal)
                    : RealRun.resume(
                            simulation, resumption(killed, folder, simulation), folder.baseline(), ending, live);
            return ending.print(result).number;
        } finally {
            console.ifPresent(Console::close);
        }
    }

    /** Empty when the load had not begun: then it begins now. */
    private static Optional<Resumption> resumption(KilledRun killed, RunFolder folder, Simulation simulation) {
        JudgePlan plan = Judging.plan(simulation);
        SortedMap<String, Resumption.Counted> counted = new TreeMap<>();
        for (ServiceInterval service : killed.services()) {
            counted.put(service.service(), new Resumption.Counted(service.restarts(), service.sessionsStuck()));
        }
        return killed.loadStart()
                .map(start -> new Resumption(
                        start, killed.windows(), counted, judge -> Judgement.observe(judge, plan, folder)));
    }
}

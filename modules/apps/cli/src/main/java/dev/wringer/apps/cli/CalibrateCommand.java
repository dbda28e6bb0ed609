package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.ClockKind;
import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.definitions.SimulationFile;
import dev.wringer.adapters.reports.ReportPage;
import dev.wringer.adapters.storage.CalibrationFile;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.core.calibration.NotEnoughData;
import dev.wringer.core.calibration.Recording;
import dev.wringer.core.calibration.Replays;
import dev.wringer.core.calibration.Scenario;
import dev.wringer.core.calibration.Score;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Judging;
import dev.wringer.engine.time.Clock;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how often the judge is wrong: about a run, or about a simulation with models. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description = {
            "Measure how often the judge is wrong.",
            "Of a run folder: the run is resampled, without trend and with planted effects, and judged again each"
                    + " time.",
            "Of a simulation with models: whole virtual runs, healthy ones and ones with each of the standard defects."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wringer calibrate results/sonia-soak-20261121T070000Z-1",
            "  wringer calibrate results/sonia-soak-20261121T070000Z-1 --replays 10000",
            "  wringer calibrate simulations/sonia-soak.conf --runs 200 --defect-runs 50"
        })
final class CalibrateCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN|FILE", description = "A run folder, or a simulation file with models.")
    private Path subject;

    @Option(
            names = "--replays",
            paramLabel = "N",
            defaultValue = "2000",
            description =
                    "Times that a run folder is resampled (default: ${DEFAULT-VALUE}); a tenth of it for each effect.")
    private int replays;

    @Option(names = "--runs", paramLabel = "N", description = "Healthy virtual runs of a simulation file.")
    private Integer runs;

    @Option(
            names = "--defect-runs",
            paramLabel = "M",
            description = "Virtual runs with each standard defect (default: as many as --runs).")
    private Integer defectRuns;

    @Mixin
    private OverrideOptions overrides;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads (default: one per processor). The result does not depend on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!Files.exists(subject)) {
            return refuse("there is no run folder or simulation file " + subject + ".");
        }
        if (replays < 1 || threads < 1 || (runs != null && runs < 1) || (defectRuns != null && defectRuns < 0)) {
            return refuse("--replays, --runs and --threads take 1 or more, --defect-runs 0 or more.");
        }
        return Files.isDirectory(subject) ? calibrateRun() : calibrateSimulation();
    }

    private int calibrateRun() {
        RunFolder folder = RunFolder.open(subject);
        CalibrationFile.requireUnchanged(folder);
        var values = folder.facts().values();
        return switch (SimulationFile.readResolved(Path.of(values.get("file")), values.get("simulation"))) {
            case Read.Invalid invalid ->
                SimulationOptions.refuse(invalid.problems(), spec.commandLine().getErr());
            case Read.Valid valid -> calibrateRun(folder, valid.simulation());
        };
    }

    private int calibrateRun(RunFolder folder, Simulation simulation) {
        Seed draws = overrides.seed == null ? simulation.seed() : new Seed(overrides.seed);
        try (Stream<Window> windows = folder.windows()) {
            Recording recording = Recording.of(Judging.plan(simulation), windows, draws.stream("calibrate/thinning"));
            List<Score> scores = judged(Replays.of(recording, draws, replays));
            recording.notes().forEach(note -> spec.commandLine().getOut().println("note: " + note));
            CalibrationFile.write(folder, draws.value(), scores, recording.notes(), ReportPage::write);
            spec.commandLine().getOut().println("written to " + folder.calibration() + " and " + folder.report());
            return ExitCode.PASS.number;
        } catch (NotEnoughData tooLittle) {
            return refuse(subject + " cannot be calibrated: " + tooLittle.getMessage() + ".");
        }
    }

    private int calibrateSimulation() {
        if (runs == null) {
            return refuse("--runs N says how many virtual runs of " + subject + " to judge, such as --runs 200.");
        }
        return switch (SimulationFile.read(subject, overrides.on(Optional.of(ClockKind.VIRTUAL)))) {
            case Read.Invalid invalid ->
                SimulationOptions.refuse(invalid.problems(), spec.commandLine().getErr());
            case Read.Valid valid -> {
                int planted = defectRuns == null ? runs : defectRuns;
                judged(VirtualCalibration.scenarios(valid.simulation(), runs, planted));
                yield ExitCode.PASS.number;
            }
        };
    }

    private List<Score> judged(List<Scenario> scenarios) {
        PrintWriter out = spec.commandLine().getOut();
        Clock clock = Clock.machine();
        long start = clock.nanos();
        List<Score> scores = Trials.of(scenarios, threads, new TrialsDisplay(Terminal.ofLauncher(out)));
        out.println();
        ScoreTables.of(scores).forEach(out::println);
        long trials = scenarios.stream().mapToLong(Scenario::trials).sum();
        out.println(Words.counted(trials, "run") + " in " + Words.clock(Duration.ofNanos(clock.nanos() - start))
                + " on " + Words.counted(threads, "thread"));
        out.flush();
        return scores;
    }

    private int refuse(String problem) {
        spec.commandLine().getErr().println(problem + " Nothing was started.");
        return ExitCode.INVALID_INPUT.number;
    }
}

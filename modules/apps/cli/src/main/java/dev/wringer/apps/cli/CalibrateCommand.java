package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.ClockKind;
import dev.wringer.adapters.definitions.Overrides;
import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.definitions.SimulationFile;
import dev.wringer.core.calibration.Scenario;
import dev.wringer.core.calibration.Score;
import dev.wringer.engine.time.Clock;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

    @Option(names = "--runs", paramLabel = "N", description = "Healthy virtual runs of a simulation file.")
    private Integer runs;

    @Option(
            names = "--defect-runs",
            paramLabel = "M",
            description = "Virtual runs with each standard defect (default: as many as --runs).")
    private Integer defectRuns;

    @Option(names = "--seed", paramLabel = "N", description = "The number that fixes every random draw.")
    private Long seed;

    @Option(names = "--duration", paramLabel = "TIME", description = "How long the load of a virtual run lasts.")
    private String duration;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Another value for a key of the file. Repeatable.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads (default: one per processor). The result does not depend on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (runs == null) {
            return refuse("--runs N says how many virtual runs of " + subject + " to judge, such as --runs 200.");
        }
        Map<String, String> values = new LinkedHashMap<>(set);
        if (duration != null) {
            values.put("duration", duration);
        }
        Overrides overrides =
                new Overrides(values, Optional.ofNullable(seed), Optional.empty(), Optional.of(ClockKind.VIRTUAL));
        return switch (SimulationFile.read(subject, overrides)) {
            case Read.Invalid invalid ->
                SimulationOptions.refuse(invalid.problems(), spec.commandLine().getErr());
            case Read.Valid valid -> {
                int planted = defectRuns == null ? runs : defectRuns;
                print(VirtualCalibration.scenarios(valid.simulation(), runs, planted));
                yield ExitCode.PASS.number;
            }
        };
    }

    private void print(List<Scenario> scenarios) {
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
    }

    private int refuse(String problem) {
        spec.commandLine().getErr().println(problem + " Nothing was started.");
        return ExitCode.INVALID_INPUT.number;
    }
}

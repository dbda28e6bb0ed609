package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.CriteriaFile;
import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.definitions.SimulationFile;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.VerdictJson;
import dev.wringer.adapters.storage.WindowsFile;
import dev.wringer.core.judge.Verdict;
import dev.wringer.core.model.Criterion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges a run again, from its folder alone, also one that was killed; or what another tool measured. */
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description =
                "Judge a run again from its evidence alone, a killed one as far as it came; or windows of any tool.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wringer judge results/quickstart-20261121T070000Z-1",
            "  wringer judge results/quickstart-20261121T070000Z-1 --criteria strict.conf",
            "  wringer judge results/quickstart-20261121T070000Z-1 --baseline results/quickstart-20261120T070000Z-1",
            "  wringer judge --windows k6.csv --criteria strict.conf"
        })
final class JudgeCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Evidence evidence;

    @Option(
            names = "--criteria",
            paramLabel = "FILE",
            description = "What must hold: `criteria { … }` as in a simulation, with `warm-up` and `limits`.")
    private Path criteriaFile;

    @Mixin
    private BaselineOption baseline;

    @Spec
    private CommandSpec spec;

    /** What is judged. */
    static final class Evidence {
        @Parameters(index = "0", paramLabel = "RUN", description = "A run folder.")
        private Path run;

        @Option(
                names = "--windows",
                paramLabel = "FILE.csv",
                description = "Windows that any tool measured, in the format of windows.csv.")
        private Path windows;
    }

    @Override
    public Integer call() {
        if (criteriaFile == null) {
            return judge(Optional.empty());
        }
        return switch (CriteriaFile.read(criteriaFile)) {
            case CriteriaFile.Invalid invalid ->
                SimulationOptions.refuse(invalid.problems(), spec.commandLine().getErr());
            case CriteriaFile.Valid valid -> judge(Optional.of(valid));
        };
    }

    private int judge(Optional<CriteriaFile.Valid> criteria) {
        return evidence.run == null ? judgeWindows(criteria) : judgeRun(criteria);
    }

    private int judgeRun(Optional<CriteriaFile.Valid> criteria) {
        RunFolder folder = RunFolder.open(evidence.run);
        var values = folder.facts().values();
        return switch (SimulationFile.readResolved(Path.of(values.get("file")), values.get("simulation"))) {
            case Read.Invalid invalid ->
                SimulationOptions.refuse(invalid.problems(), spec.commandLine().getErr());
            case Read.Valid valid -> {
                Verdict verdict = Judgement.ofRun(folder, valid.simulation(), criteria, baseline);
                Terminal terminal = Terminal.ofLauncher(spec.commandLine().getOut());
                Ending.verdict(terminal, verdict, Ending.REASONS_MAX);
                if (criteria.isEmpty() && !baseline.isGiven()) {
                    terminal.out().println(compared(folder, verdict));
                }
                yield ExitCode.of(verdict.state()).number;
            }
        };
    }

    private static String compared(RunFolder folder, Verdict verdict) {
        return folder.verdictText()
                .map(own -> own.equals(VerdictJson.of(verdict))
                        ? "the run's own verdict, byte for byte"
                        : "this differs from the run's own verdict.json: other evidence, or another version of"
                                + " the judge")
                .orElse("the run has no verdict of its own: it did not come to its end");
    }

    private int judgeWindows(Optional<CriteriaFile.Valid> given) {
        Terminal terminal = Terminal.ofLauncher(spec.commandLine().getOut());
        WindowsFile file = WindowsFile.open(evidence.windows);
        List<Criterion> criteria =
                given.map(CriteriaFile.Valid::criteria).orElseGet(() -> file.shownOf(CriteriaFile.usual()));
        Verdict verdict = Judgement.ofWindows(
                file,
                file.plan(
                        criteria,
                        given.flatMap(CriteriaFile.Valid::warmUp).orElse(Duration.ZERO),
                        given.map(CriteriaFile.Valid::limits).orElseGet(TreeMap::new)));
        file.notes().forEach(terminal.out()::println);
        if (given.isEmpty()) {
            terminal.out()
                    .println("no --criteria; judged by "
                            + String.join(
                                    ", ", criteria.stream().map(Criterion::key).toList()));
        }
        Ending.verdict(terminal, verdict, Integer.MAX_VALUE);
        return ExitCode.of(verdict.state()).number;
    }
}

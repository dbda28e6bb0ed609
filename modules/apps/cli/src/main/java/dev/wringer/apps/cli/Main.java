package dev.wringer.apps.cli;

import dev.wringer.adapters.storage.RunFolderException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code wringer}. */
@Command(
        name = "wringer",
        mixinStandardHelpOptions = true,
        version = "wringer 0.1.0",
        description = "Puts a system of services through the wringer and says whether it passed.",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            ResumeCommand.class,
            JudgeCommand.class,
            VerifyCommand.class,
            KeyCommand.class,
            ServeCommand.class,
            CompareCommand.class,
            TrendCommand.class,
            CalibrateCommand.class,
            ExploreCommand.class,
            ShrinkCommand.class,
            ImportCommand.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wringer run simulations/quickstart.conf",
            "  wringer run simulations/sonia-soak.conf --clock virtual --seed 7",
            "  wringer run soak.conf --set traffic.chat.arrivals.rate=50/s --duration 10m",
            "  wringer check soak.conf",
            "  wringer run soak.conf --console",
            "  wringer serve results",
            "  wringer compare results/soak-20261120T070000Z-1 results/soak-20261121T070000Z-1",
            "  wringer trend results",
            "  wringer resume results/soak-20261121T070000Z-1",
            "  wringer judge results/quickstart-20261121T070000Z-1",
            "  wringer verify results/quickstart-20261121T070000Z-1",
            "  wringer calibrate simulations/sonia-soak.conf --runs 200 --defect-runs 50",
            "  wringer explore simulations/chaos-defects/overlap-bug.conf --runs 200",
            "  wringer shrink simulations/chaos-defects/overlap-bug.conf --seed 27",
            "  wringer import k6 out.json --to k6.csv && wringer judge --windows k6.csv",
            "",
            "Exit codes: 0 PASS, 99 FAIL, 104 invalid input, 105 stopped, 120 not judged, 70 Wringer failed."
        })
final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::badFlag)
                .setExecutionExceptionHandler(Main::broken);
    }

    private static int badFlag(CommandLine.ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        command.getErr().println(problem.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(problem, command.getErr());
        command.getErr().println("See '" + command.getCommandSpec().qualifiedName() + " --help'. Nothing was started.");
        return ExitCode.INVALID_INPUT.number;
    }

    private static int broken(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        if (problem instanceof RunFolderException || problem instanceof ConsoleOption.BadAddress) {
            command.getErr().println(problem.getMessage());
            return ExitCode.INVALID_INPUT.number;
        }
        command.getErr().println("Wringer itself failed; please report this with the lines below.");
        problem.printStackTrace(command.getErr());
        return ExitCode.BROKEN.number;
    }
}

package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.ClockKind;
import dev.wringer.adapters.definitions.Problem;
import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.definitions.SimulationFile;
import dev.wringer.adapters.process.Capabilities;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The file and what the flags say differently; shared by {@code run} and {@code check}. */
final class SimulationOptions {
    @Parameters(index = "0", paramLabel = "FILE", description = "The simulation file (HOCON).")
    Path file;

    @Option(
            names = "--clock",
            paramLabel = "real|virtual",
            description = "Real processes, or their models in virtual time.")
    private ClockKind clock;

    @Mixin
    OverrideOptions overrides;

    Read read() {
        return SimulationFile.read(file, overrides.on(Optional.ofNullable(clock)), new Capabilities()::missingFor);
    }

    static int refuse(List<Problem> problems, PrintWriter err) {
        problems.stream().map(Problem::format).forEach(err::println);
        err.println(Words.counted(problems.size(), "problem") + ". Nothing was started.");
        return ExitCode.INVALID_INPUT.number;
    }
}

package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.ClockKind;
import dev.wringer.adapters.definitions.Overrides;
import dev.wringer.adapters.definitions.Problem;
import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.definitions.SimulationFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
    ClockKind clock;

    @Option(names = "--seed", paramLabel = "N", description = "The number that fixes every random draw.")
    Long seed;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "How long the load lasts, such as 90s, 10m or 48h.")
    String duration;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Another value for a key of the file, such as traffic.chat.arrivals.rate=50/s. Repeatable.")
    Map<String, String> set = new LinkedHashMap<>();

    Read read() {
        Map<String, String> all = new LinkedHashMap<>(set);
        if (duration != null) {
            all.put("duration", duration);
        }
        return SimulationFile.read(
                file, new Overrides(all, Optional.ofNullable(seed), Optional.empty(), Optional.ofNullable(clock)));
    }

    static int refuse(List<Problem> problems, PrintWriter err) {
        problems.stream().map(Problem::format).forEach(err::println);
        err.println(Words.counted(problems.size(), "problem") + ". Nothing was started.");
        return ExitCode.INVALID_INPUT.number;
    }

    /** The command that repeats a run, with the seed it had. */
    String repeat(ClockKind usedClock, long usedSeed) {
        StringBuilder command = new StringBuilder("wringer run " + quoted(file.toString()));
        command.append(" --clock ").append(usedClock.name().toLowerCase(Locale.ROOT));
        command.append(" --seed ").append(usedSeed);
        if (duration != null) {
            command.append(" --duration ").append(quoted(duration));
        }
        set.forEach((key, value) -> command.append(" --set ").append(quoted(key + "=" + value)));
        return command.toString();
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}

package dev.wringer.apps.cli;

import dev.wringer.adapters.definitions.ClockKind;
import dev.wringer.adapters.definitions.Overrides;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What flags say differently from a simulation file. */
final class OverrideOptions {
    @Option(names = "--seed", paramLabel = "N", description = "The number that fixes every random draw.")
    Long seed;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "How long the load lasts, such as 90s, 10m or 48h.")
    private String duration;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Another value for a key of the file, such as traffic.chat.arrivals.rate=50/s. Repeatable.")
    Map<String, String> set = new LinkedHashMap<>();

    boolean isEmpty() {
        return seed == null && duration == null && set.isEmpty();
    }

    Overrides on(Optional<ClockKind> clock) {
        return on(clock, Optional.ofNullable(seed));
    }

    /** With another seed than the file and the flags say. */
    Overrides on(Optional<ClockKind> clock, Optional<Long> otherSeed) {
        Map<String, String> all = new LinkedHashMap<>(set);
        if (duration != null) {
            all.put("duration", duration);
        }
        return new Overrides(all, otherSeed, Optional.empty(), clock);
    }

    /** The command that repeats a run, with the clock and the seed it had. */
    String run(Path file, ClockKind usedClock, long usedSeed) {
        return "wringer run " + quoted(file.toString()) + " --clock " + usedClock.word() + again(usedSeed);
    }

    /** The command that shrinks a run of a seed. */
    String shrink(Path file, long usedSeed) {
        return "wringer shrink " + quoted(file.toString()) + again(usedSeed);
    }

    private String again(long usedSeed) {
        StringBuilder words = new StringBuilder(" --seed ").append(usedSeed);
        if (duration != null) {
            words.append(" --duration ").append(quoted(duration));
        }
        set.forEach((key, value) -> words.append(" --set ").append(quoted(key + "=" + value)));
        return words.toString();
    }

    /** As a shell takes it for one word. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}

package dev.wringer.apps.cli;

import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.core.judge.Baseline;
import dev.wringer.core.judge.JudgePlan;
import dev.wringer.core.metrics.Window;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The earlier run to hold a run against. */
final class BaselineOption {
    @Option(
            names = "--baseline",
            paramLabel = "RUN",
            description = "The folder of an earlier run: warn (or fail, see criteria.baseline) when this one is worse.")
    private Path earlier;

    boolean isGiven() {
        return earlier != null;
    }

    Optional<Baseline> read(JudgePlan later) {
        if (earlier == null) {
            return Optional.empty();
        }
        try (Stream<Window> windows = RunFolder.open(earlier).windows()) {
            return Optional.of(Baseline.of(later, windows));
        }
    }
}

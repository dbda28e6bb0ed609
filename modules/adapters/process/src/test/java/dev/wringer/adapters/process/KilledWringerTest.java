package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.engine.run.Injection.Observation;
import dev.wringer.engine.time.Clock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a fault of processes when Wringer is killed during it: nothing, after a time that is reported. */
class KilledWringerTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"kill", "terminate", "pause", "crash-loop", "cpu-limit", "memory-limit", "file-limit"})
    void nothingIsLeft(String kind, TestReporter reporter) throws Exception {
        Can.inject(FaultyWringer.fault(kind));
        Process wringer = wringer(kind);
        List<Path> there = wringer.inputReader()
                .lines()
                .takeWhile(line -> !line.equals("end"))
                .map(Path::of)
                .toList();
        assertThat(left(there)).isNotEmpty();
        Clock clock = Fixture.realClock();
        wringer.destroyForcibly().waitFor();
        Eventually.confirmed(() -> {
            List<Path> left = left(there);
            return new Observation(left.isEmpty(), "left: " + left);
        });
        reporter.publishEntry("ms until nothing was left of " + kind, Long.toString(clock.nanos() / 1_000_000));
    }

    private Process wringer(String kind) throws IOException {
        return new ProcessBuilder(
                        Fixture.java("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FaultyWringer.class.getName(),
                        folder.toString(),
                        kind)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Processes, control groups and the ledger. A dead process that its parent does not collect holds nothing. */
    private List<Path> left(List<Path> there) {
        File[] ledgers = folder.toFile().listFiles((in, name) -> name.endsWith(Ledger.SUFFIX));
        return Stream.concat(
                        there.stream().filter(KilledWringerTest::isThere),
                        Stream.of(ledgers).map(File::toPath))
                .toList();
    }

    private static boolean isThere(Path path) {
        if (!path.startsWith("/proc")) {
            return Files.exists(path);
        }
        return ProcessEntry.read(Long.parseLong(path.getFileName().toString()))
                .filter(entry -> !entry.isZombie())
                .isPresent();
    }
}

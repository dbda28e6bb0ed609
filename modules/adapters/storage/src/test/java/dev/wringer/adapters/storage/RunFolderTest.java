package dev.wringer.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final Instant NOW = Instant.parse("2026-02-08T13:04:05.678Z");

    @TempDir
    Path results;

    @Test
    void isNamedAfterSimulationTimeAndSeed() {
        assertThat(RunFolder.create(results, "SONIA: soak / Größe", NOW, 42).path())
                .isEqualTo(results.resolve("sonia-soak-gro-e-20260208T130405Z-42"))
                .isDirectory();
    }

    @Test
    void neverTakesTheFolderOfAnotherRun() {
        RunFolder.create(results, "../..", NOW, -1);
        RunFolder second = RunFolder.create(results, "../..", NOW, -1);
        RunFolder third = RunFolder.create(results, "../..", NOW, -1);

        assertThat(second.path()).hasFileName("run-20260208T130405Z--1-2");
        assertThat(third.path()).hasFileName("run-20260208T130405Z--1-3");
    }

    @Test
    void saysWhyResultsCannotBeWritten() throws IOException {
        Path file = Files.writeString(results.resolve("taken"), "");

        assertThatThrownBy(() -> RunFolder.create(file, "soak", NOW, 1))
                .isInstanceOf(RunFolderException.class)
                .hasMessage("cannot write results to " + file
                        + ": a file of that name is in the way; choose another folder with --results");
    }

    @Test
    void tellsARunFolderFromOtherFolders() throws IOException {
        assertThatThrownBy(() -> RunFolder.open(results.resolve("nowhere")))
                .hasMessage("there is no run folder " + results.resolve("nowhere"));
        assertThatThrownBy(() -> RunFolder.open(results))
                .hasMessage(results + " is not a run folder: it has no run.json");

        Files.writeString(results.resolve("run.json"), "{}");
        assertThat(RunFolder.open(results).path()).isEqualTo(results);
    }
}

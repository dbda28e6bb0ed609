package dev.wringer.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.Residue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointRowsTest {
    private static final Residue KNOWN = new Residue(
            "gateway",
            OptionalLong.of(2),
            OptionalLong.of(0),
            OptionalLong.of(12),
            OptionalLong.of(80),
            OptionalLong.of(30),
            OptionalDouble.of(200.125),
            OptionalDouble.of(150.5),
            Residue.COLLECTED);
    private static final Residue UNKNOWN = new Residue(
            "eva-os",
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            "jcmd failed: \"no\", said the JVM");

    @TempDir
    Path results;

    private RunFolder folder;

    @BeforeEach
    void createFolder() {
        folder = RunFolder.create(results, "sonia soak", Samples.START, 7);
    }

    @Test
    void whatWasLeftIsReadAgainAndListedInTheManifest() throws IOException {
        new RecordedRun(folder, Page.NONE)
                .windows(1)
                .checkpoint(checkpoint(0))
                .checkpoint(checkpoint(1))
                .finish();

        assertThat(RunFolder.open(folder.path()).checkpoints()).containsExactly(checkpoint(0), checkpoint(1));
        assertThat(Files.readString(folder.manifest())).contains("checkpoints.csv");
        assertThat(Files.readString(folder.checkpointsCsv()))
                .startsWith("checkpoint,at,service,")
                .contains("1,2026-02-08T00:00:00Z,gateway,2,0,12,80,30,200.125,150.500,collected\n");
    }

    @Test
    void aRunWithoutCheckpointsHasNoFileOfThem() {
        new RecordedRun(folder, Page.NONE).windows(1).finish();

        assertThat(folder.checkpointsCsv()).doesNotExist();
        assertThat(folder.checkpoints()).isEmpty();
    }

    @Test
    void theOneThatWasBeingWrittenWhenTheRunWasKilledCountsAsNotThere() throws IOException {
        new RecordedRun(folder, Page.NONE)
                .checkpoint(checkpoint(0))
                .checkpoint(checkpoint(1))
                .finish();
        String text = Files.readString(folder.checkpointsCsv());
        int afterFirst = text.indexOf("\n2,") + 1;

        for (int end = afterFirst; end < text.length(); end++) {
            Files.writeString(folder.checkpointsCsv(), text.substring(0, end));
            assertThat(folder.checkpoints()).containsExactly(checkpoint(0));
        }
    }

    @Test
    void whatIsNoCheckpointIsRefused() throws IOException {
        Files.writeString(folder.checkpointsCsv(), "checkpoint,at\nfirst,today\n");

        assertThatThrownBy(folder::checkpoints)
                .isInstanceOf(RunFolderException.class)
                .hasMessageContaining("checkpoints.csv");
    }

    private static Checkpoint checkpoint(long number) {
        return new Checkpoint(number, Samples.START.plusSeconds(number), List.of(KNOWN, UNKNOWN));
    }
}

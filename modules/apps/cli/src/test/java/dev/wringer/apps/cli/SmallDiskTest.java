package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.adapters.storage.Manifest;
import dev.wringer.adapters.storage.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long run on a disk of 20 MB. */
class SmallDiskTest {
    @TempDir
    Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        Assumptions.assumeTrue(
                does("mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", disk.toString()),
                "this host lets nobody mount a tmpfs here");
    }

    @AfterEach
    void unmount() throws Exception {
        does("umount", disk.toString());
    }

    private static boolean does(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    @Test
    void windowsAndVerdictStandAndWhatWasLeftOutIsSaid() throws IOException {
        Object[] soak = {"run", Wringer.SIMULATIONS.resolve("sonia-soak.conf"), "--clock=virtual", "--duration=96h"};
        Wringer.Ended ample = Wringer.execute(soak[0], soak[1], soak[2], soak[3], "--results", folder);

        Wringer.Ended tight = Wringer.execute(soak[0], soak[1], soak[2], soak[3], "--results", disk);

        assertThat(tight.code()).as(tight.output()).isEqualTo(ample.code());
        assertThat(tight.output())
                .contains("evidence reduced: ", "one histogram per window", "no histograms from here on")
                .doesNotContain("not complete");
        for (String file : new String[] {"windows.csv", "verdict.json", "schedule.csv"}) {
            if (Files.exists(ample.folder().resolve(file))) {
                assertThat(tight.folder().resolve(file))
                        .hasSameBinaryContentAs(ample.folder().resolve(file));
            }
        }
        assertThat(Manifest.differences(RunFolder.open(tight.folder()))).isEmpty();
        assertThat(Files.size(tight.folder().resolve("report.html"))).isPositive();
        assertThat(ample.output()).doesNotContain("evidence reduced");
    }
}

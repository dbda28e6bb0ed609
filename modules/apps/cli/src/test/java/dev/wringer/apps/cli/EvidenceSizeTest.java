package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.adapters.definitions.Overrides;
import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.definitions.SimulationFile;
import dev.wringer.adapters.storage.EvidenceSize;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Judging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} says of the disk that a run will take. */
class EvidenceSizeTest {
    @TempDir
    Path folder;

    @Test
    void itIsAboutWhatTheRunTakes() throws IOException {
        Path file = file("12h", 1, 20);
        Path run = Wringer.execute("run", file, "--clock=virtual", "--results", folder.resolve("results"))
                .folder();
        EvidenceSize planned = size(file, false);

        assertThat((double) Files.size(run.resolve("latencies.hlog")) / planned.histograms())
                .isBetween(0.6, 1.6);
        double windows = Files.size(run.resolve("windows.csv"));
        assertThat(windows / planned.windows()).isBetween(0.4, 1.1);
        assertThat(Wringer.execute("check", file).output())
                .containsPattern(
                        "evidence    about \\d+ MB: histograms \\d+ MB, windows and report \\d+ MB; [\\d,]+ MB are"
                                + " free");
    }

    @Test
    void threeDaysOfTenThousandRequestsASecondStayBelowAGigabyte() throws IOException {
        EvidenceSize planned = size(file("72h", 20, 500), true);

        assertThat(planned.bytes()).isLessThan(1_000_000_000);
        assertThat(planned.histograms()).isGreaterThan(300_000_000);
    }

    private static EvidenceSize size(Path file, boolean measured) {
        Simulation simulation = ((Read.Valid) SimulationFile.read(file, Overrides.NONE)).simulation();
        return EvidenceSize.of(simulation, Judging.plan(simulation), measured);
    }

    private Path file(String duration, int endpoints, int rate) throws IOException {
        StringBuilder traffic = new StringBuilder();
        for (int i = 0; i < endpoints; i++) {
            traffic.append(
                    "traffic.t%d { to = web, request = \"/%d\", arrivals { rate = %d/s } }\n".formatted(i, i, rate));
        }
        return Files.writeString(folder.resolve("sized-" + duration + ".conf"), """
            simulation {
              duration = %s, window = 1m
              services.web { port = 80, model { latency { p50 = 20ms, p99 = 90ms }, workers = 4096 } }
              %s
              criteria { error-rate { below = 1%% } }
            }
            """.formatted(duration, traffic));
    }
}

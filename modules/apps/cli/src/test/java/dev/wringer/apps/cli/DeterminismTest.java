package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evidence of a run on the virtual clock is a function of its simulation and its seed. */
class DeterminismTest {
    private static final List<String> REPEATABLE =
            List.of("windows.csv", "checkpoints.csv", "journal.jsonl", "latencies.hlog", "summary.json", "junit.xml");

    @TempDir
    Path results;

    @Test
    void twoProcessesWriteTheSameBytes() throws Exception {
        try (OwnJvm one = Wringer.launch(soak("one", 7));
                OwnJvm other = Wringer.launch(soak("other", 7))) {
            assertThat(evidence(one.end())).isEqualTo(evidence(other.end()));
        }
    }

    @Test
    void twoSystemsAtOnceInOneJvmWriteTheSameBytes() throws IOException {
        Executor threads = task -> Thread.ofPlatform().start(task);
        List<CompletableFuture<Wringer.Ended>> runs = new ArrayList<>();
        for (String folder : List.of("one", "other")) {
            runs.add(CompletableFuture.supplyAsync(() -> Wringer.execute(soak(folder, 7)), threads));
        }

        assertThat(evidence(runs.get(0).join())).isEqualTo(evidence(runs.get(1).join()));
    }

    @Test
    void anotherSeedIsAnotherRun() throws IOException {
        SortedMap<String, String> seven = evidence(Wringer.execute(soak("one", 7)));
        SortedMap<String, String> eight = evidence(Wringer.execute(soak("other", 8)));

        assertThat(seven).allSatisfy((file, text) -> assertThat(text).isNotEqualTo(eight.get(file)));
    }

    private Object[] soak(String folder, long seed) {
        Path file = Wringer.SIMULATIONS.resolve("sonia-soak.conf");
        return new Object[] {
            "run",
            file,
            "--clock",
            "virtual",
            "--duration",
            "2h",
            "--set",
            "quiesce.every=30min",
            "--seed",
            seed,
            "--results",
            results.resolve(folder)
        };
    }

    private static SortedMap<String, String> evidence(Wringer.Ended ended) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        for (String file : REPEATABLE) {
            texts.put(file, Files.readString(ended.folder().resolve(file)));
        }
        assertThat(texts.get("windows.csv").lines().count()).isGreaterThan(120 * 6);
        return texts;
    }
}

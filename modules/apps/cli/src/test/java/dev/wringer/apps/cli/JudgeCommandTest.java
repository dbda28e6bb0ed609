package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run's evidence alone leads to the verdict that was reached while it went on. */
class JudgeCommandTest {
    @TempDir
    Path results;

    @ParameterizedTest
    @CsvSource({"defects/crash.conf, 8h", "defects/deadlock.conf, 10h", "sonia-soak.conf, 48h", "sonia-soak.conf, 2h"})
    void judgesAsTheRunItselfDid(String file, String duration) {
        Wringer.Ended run = Wringer.execute(
                "run",
                Wringer.SIMULATIONS.resolve(file),
                "--clock",
                "virtual",
                "--duration",
                duration,
                "--results",
                results);

        Wringer.Ended judged = Wringer.execute("judge", run.folder());

        JsonNode verdict = run.summary().path("verdict");
        List<String> lines = new ArrayList<>(List.of(verdict.path("state").asText()));
        verdict.path("reasons").forEach(reason -> lines.add("  " + reason.asText()));
        List<String> expected = new ArrayList<>(lines.stream().limit(9).toList());
        expected.add("the run's own verdict, byte for byte");
        assertThat(judged.output().lines().filter(line -> !line.isEmpty() && !line.startsWith("  and ")))
                .containsExactlyElementsOf(expected);
        assertThat(judged.code()).isEqualTo(run.code());
    }

    @Test
    void refusesAFolderThatIsNoRun() {
        Wringer.Ended judged = Wringer.execute("judge", results);

        assertThat(judged.code()).isEqualTo(104);
        assertThat(judged.output()).contains("is not a run folder").doesNotContain("\tat ");
    }
}

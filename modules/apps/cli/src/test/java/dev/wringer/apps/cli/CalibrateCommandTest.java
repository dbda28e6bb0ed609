package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wringer.adapters.storage.Manifest;
import dev.wringer.adapters.storage.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the judge is wrong, about a run and about a simulation. */
class CalibrateCommandTest {
    private static final Path SOAK = Wringer.SIMULATIONS.resolve("sonia-soak.conf");

    @TempDir
    Path results;

    private Path run(String duration) {
        return Wringer.execute("run", SOAK, "--clock", "virtual", "--duration", duration, "--results", results)
                .folder();
    }

    private static List<String> table(Wringer.Ended ended) {
        return ended.output().lines().filter(line -> line.startsWith("|")).toList();
    }

    @Test
    void aRunIsResampledAndItsFolderStaysWhole() throws IOException {
        Path run = run("8h");

        Wringer.Ended one = Wringer.execute("calibrate", run, "--replays", 5, "--threads", 1);
        Wringer.Ended three = Wringer.execute("calibrate", run, "--replays", 5, "--threads", 3);

        assertThat(one.code()).as(one.output()).isZero();
        assertThat(table(one)).isEqualTo(table(three)).anyMatch(line -> line.startsWith("| the run resampled"));
        JsonNode scenarios = Wringer.json(run.resolve("calibration.json")).path("scenarios");
        assertThat(scenarios.path(0).path("trials").asInt()).isEqualTo(5);
        assertThat(scenarios.path(0).at("/fail/count").asInt()).isZero();
        assertThat(scenarios.findValuesAsText("name")).contains("leak of 5 × the tolerated slope from the start");
        assertThat(Files.readString(run.resolve("report.html"))).contains("the run resampled");
        assertThat(Manifest.differences(RunFolder.open(run))).isEmpty();
    }

    @Test
    void aSimulationIsJudgedOverAndOver() {
        Object[] command = {"calibrate", SOAK, "--duration", "1h", "--runs", 2, "--defect-runs", 1, "--threads"};
        Wringer.Ended one = Wringer.execute(with(command, 1));
        Wringer.Ended three = Wringer.execute(with(command, 3));

        assertThat(one.code()).as(one.output()).isZero();
        assertThat(table(one))
                .isEqualTo(table(three))
                .anyMatch(line -> line.startsWith("| healthy") && line.contains("| 0 = 0 % (0 to 84.2 %)"))
                .anyMatch(line -> line.matches("\\| a silent restart +\\| 1 +\\| 1 = 100 % .*"));
    }

    private static Object[] with(Object[] command, int threads) {
        Object[] all = Arrays.copyOf(command, command.length + 1);
        all[command.length] = threads;
        return all;
    }

    @Test
    void whatCannotBeCalibratedIsSaidInWords() throws IOException {
        Path tooShort = run("35m");
        Path changed = run("1h");
        Files.writeString(changed.resolve("windows.csv"), "");
        Path killed = run("1h");
        Files.delete(killed.resolve("MANIFEST.json"));

        assertThat(refusal(tooShort)).contains("cannot be calibrated", "are needed");
        assertThat(refusal(changed)).contains("is not as the run left it: windows.csv has 0 bytes instead of");
        assertThat(refusal(killed)).contains("the run did not come to its end");
        assertThat(refusal(results)).contains("is not a run folder");
        assertThat(refusal(SOAK)).contains("--runs");
        assertThat(refusal(SOAK, "--runs", 0)).contains("1 or more");
        assertThat(refusal("nowhere.conf", "--runs", 1))
                .contains("there is no run folder or simulation file nowhere.conf");
        assertThat(refusal(Wringer.SIMULATIONS.resolve("foreign/nginx.conf"), "--runs", 1))
                .contains("Nothing was started");
    }

    private static String refusal(Object subject, Object... flags) {
        Object[] command = new Object[2 + flags.length];
        command[0] = "calibrate";
        command[1] = subject;
        System.arraycopy(flags, 0, command, 2, flags.length);
        Wringer.Ended ended = Wringer.execute(command);
        assertThat(ended.code()).as(ended.output()).isEqualTo(104);
        assertThat(ended.output()).doesNotContain("\tat ");
        return ended.output();
    }
}

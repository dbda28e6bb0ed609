package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs side by side, and one after the other. */
class CompareTest {
    @TempDir
    Path folder;

    private Path file;

    @Test
    void runsThatDifferByTheirSeedDifferByNoMoreThanNoise() throws IOException {
        assertThat(measures(compare(run(1, 20), run(2, 20))))
                .hasSize(4)
                .allMatch(row -> row.endsWith("| no more than noise |"));
    }

    @Test
    void whatIsSlowerIsShownWithItsIntervalAndNothingElseIs() throws IOException {
        List<String> rows = measures(compare(run(1, 20), run(2, 23)));

        assertThat(rows.subList(0, 2))
                .allMatch(row -> row.replaceAll(" +\\|$", "|").endsWith("higher|"));
        assertThat(rows.get(2)).contains("p99 ms").contains("no more than noise");
        assertThat(rows.get(0)).containsPattern("\\+[23]\\.\\d+ \\| \\+[23]\\.\\d+ to \\+[34]\\.\\d+");
        assertThat(rows.get(3)).contains("errors %").contains("no more than noise");
        assertThat(measures(compare(run(2, 23), run(1, 20))).get(0)).contains("lower");
    }

    @Test
    void runsThatGetSlowerOneAfterTheOtherAreATrend() throws IOException {
        for (int i = 0; i < 7; i++) {
            run(i, 20 + 0.3 * i);
        }
        List<String> rows =
                measures(Wringer.execute("trend", folder.resolve("results")).output());

        assertThat(rows.get(0)).contains("p50 ms").contains("| rises");
        assertThat(rows.get(3)).contains("errors %").contains("no more than noise");
    }

    @Test
    void fewRunsAreNoTrend() throws IOException {
        run(1, 20);
        run(2, 30);

        assertThat(measures(Wringer.execute("trend", folder.resolve("results")).output()))
                .hasSize(4)
                .allMatch(row -> row.contains("too few runs to tell"));
    }

    @Test
    void whatIsNoRunIsSaidInOneLine() {
        Wringer.Ended ended = Wringer.execute("compare", folder, folder);

        assertThat(ended.code()).isEqualTo(104);
        assertThat(ended.output().strip()).isEqualTo(folder + " is not a run folder: it has no run.json");
    }

    private static List<String> measures(String output) {
        return output.lines().filter(line -> line.contains("web/")).toList();
    }

    private static String compare(Path a, Path b) {
        Wringer.Ended ended = Wringer.execute("compare", a, b);
        assertThat(ended.code()).as(ended.output()).isZero();
        return ended.output();
    }

    private Path run(int seed, double millis) throws IOException {
        file = folder.resolve("compared.conf");
        Files.writeString(file, """
            simulation {
              name = compared, duration = 2h, window = 1m
              services.web { port = 80, model { latency { p50 = %dus, p99 = 60ms } } }
              traffic.home { to = web, request = "/", arrivals { rate = 20/s } }
              criteria { error-rate { below = 1%% } }
            }
            """.formatted(Math.round(millis * 1_000)));
        return Wringer.execute("run", file, "--clock=virtual", "--seed", seed, "--results", folder.resolve("results"))
                .folder();
    }
}

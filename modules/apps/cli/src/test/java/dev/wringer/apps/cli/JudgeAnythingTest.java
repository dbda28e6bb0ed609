package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.adapters.definitions.Read;
import dev.wringer.adapters.definitions.SimulationFile;
import dev.wringer.adapters.storage.Column;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.WindowRow;
import dev.wringer.adapters.storage.WindowsFile;
import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.Verdict;
import dev.wringer.core.model.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JudgeAnythingTest {
    private static final List<Column> OTHER_TOOL = List.of(
            Column.MAX_MS,
            Column.ENDPOINT,
            Column.WINDOW_START,
            Column.WINDOW_END,
            Column.SERVICE,
            Column.ERRORS,
            Column.REQUESTS,
            Column.P50_MS,
            Column.P95_MS,
            Column.P99_MS);

    private static final String SIMULATION = """
        simulation {
          duration = 2h, window = 60s, seed = 7
          services { shop { port = 8080, model { latency { p50 = 12ms, p99 = 90ms }, error-rate = ERRORS } } }
          traffic { cart { to = shop, request = "/cart", arrivals { users = 5, think = 1s } } }
          criteria { error-rate { below = 1% }, p95 { below = 200ms, stable = true } }
        }
        """;

    @TempDir
    private Path folder;

    @Test
    void a_healthy_run_gives_the_same_counts_as_a_file_of_another_tool_with_its_numbers() throws IOException {
        compare("0.1%");
    }

    @Test
    void a_run_that_fails_gives_the_same_counts_as_a_file_of_another_tool_with_its_numbers() throws IOException {
        compare("3%");
    }

    @Test
    void a_run_can_be_held_against_other_criteria() throws IOException {
        Path run = run("0.1%");
        Path strict = Files.writeString(folder.resolve("strict.conf"), "criteria { p95 { below = 1ms } }");

        assertThat(execute("judge", run.toString())).isEqualTo(ExitCode.PASS.number);
        assertThat(execute("judge", run.toString(), "--criteria", strict.toString()))
                .isEqualTo(ExitCode.FAIL.number);
    }

    @Test
    void what_is_imported_can_be_judged() throws IOException {
        String lines = Stream.iterate(0, i -> i + 1)
                .limit(600)
                .map(JudgeAnythingTest::point)
                .collect(Collectors.joining("\n"));
        Path json = Files.writeString(folder.resolve("out.json"), lines);
        Path csv = folder.resolve("k6.csv");

        assertThat(execute("import", "k6", json.toString(), "--to", csv.toString()))
                .isZero();
        assertThat(execute("judge", "--windows", csv.toString())).isEqualTo(ExitCode.PASS.number);
    }

    @Test
    void what_is_wrong_with_the_input_is_told_and_ends_with_104() throws IOException {
        Path file = Files.writeString(folder.resolve("none.csv"), "a,b\n1,2\n");

        assertThat(execute("judge")).isEqualTo(104);
        assertThat(execute("judge", folder.toString(), "--windows", file.toString()))
                .isEqualTo(104);
        assertThat(execute("judge", "--windows", file.toString())).isEqualTo(104);
        assertThat(execute("judge", "--windows", "missing.csv")).isEqualTo(104);
        assertThat(execute("judge", "--windows", file.toString(), "--criteria", "missing.conf"))
                .isEqualTo(104);
        assertThat(execute("import", "gatling", file.toString())).isEqualTo(104);
        assertThat(execute("import", "k6", file.toString())).isEqualTo(104);
        assertThat(execute("import", "k6", file.toString(), "--window", "60")).isEqualTo(104);
    }

    private static String point(int second) {
        return "{\"metric\":\"http_req_duration\",\"type\":\"Point\",\"data\":{\"value\":12.5,"
                + "\"time\":\"2026-02-08T00:%02d:%02dZ\",".formatted(second / 60, second % 60)
                + "\"tags\":{\"status\":\"200\",\"name\":\"http://shop/cart\"}}}";
    }

    private void compare(String errors) throws IOException {
        RunFolder run = RunFolder.open(run(errors));
        Simulation simulation = simulation(run);
        Verdict ours = Judgement.ofRun(run, simulation, Optional.empty(), new BaselineOption());
        WindowsFile file = WindowsFile.open(ofOtherTool(run));
        Verdict theirs = Judgement.ofWindows(file, file.plan(simulation.criteria(), Duration.ZERO, new TreeMap<>()));

        assertThat(counted(theirs)).isEqualTo(counted(ours)).isNotEmpty();
        assertThat(theirs.findings())
                .extracting(finding -> finding.criterion() + " " + finding.subject() + " " + finding.state())
                .containsExactlyInAnyOrderElementsOf(ours.findings().stream()
                        .map(finding -> finding.criterion() + " " + finding.subject() + " " + finding.state())
                        .toList());
    }

    private static List<Finding> counted(Verdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> !finding.criterion().startsWith("p95"))
                .toList();
    }

    private Path ofOtherTool(RunFolder run) throws IOException {
        String header = OTHER_TOOL.stream().map(Column::header).collect(Collectors.joining(",", "", "\n"));
        try (Stream<WindowRow> rows = run.rows()) {
            String text = rows.map(row -> OTHER_TOOL.stream().map(row::text).collect(Collectors.joining(",")))
                    .collect(Collectors.joining("\n"));
            return Files.writeString(folder.resolve("other.csv"), header + text);
        }
    }

    private static Simulation simulation(RunFolder run) {
        var values = run.facts().values();
        Read read = SimulationFile.readResolved(Path.of(values.get("file")), values.get("simulation"));
        return ((Read.Valid) read).simulation();
    }

    private Path run(String errors) throws IOException {
        Path file = Files.writeString(folder.resolve("shop.conf"), SIMULATION.replace("ERRORS", errors));
        Path results = folder.resolve("results");
        execute("run", file.toString(), "--clock", "virtual", "--results", results.toString());
        try (Stream<Path> runs = Files.list(results)) {
            return runs.findFirst().orElseThrow();
        }
    }

    private static int execute(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setErr(new PrintWriter(new StringWriter()));
        command.setOut(new PrintWriter(new StringWriter()));
        return command.execute(arguments);
    }
}

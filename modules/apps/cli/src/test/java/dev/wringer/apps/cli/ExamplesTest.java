package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file in {@code simulations/} does what its first line says. */
class ExamplesTest {
    @TempDir
    Path results;

    static List<String> files() throws IOException {
        return confFiles(Wringer.SIMULATIONS).stream()
                .filter(file -> !file.startsWith("sonia/"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void isAccepted(String file) {
        Wringer.Ended ended = Wringer.execute("check", Wringer.SIMULATIONS.resolve(file));

        assertThat(ended.output()).doesNotContain("Nothing was started");
        assertThat(ended.code()).isZero();
    }

    /**
     * Within which windows, of a minute each, the finding must lie. A defect's time is counted from the start of the run, the
     * windows from that of the load, when all services are ready: its first window may have begun just before it.
     */
    static Stream<Arguments> defects() {
        return Stream.of(
                Arguments.of("crash", "restarts", "model-router", 7 * 60 - 1, 7 * 60),
                Arguments.of("deadlock", "unfinished-requests", "api-gateway", 8 * 60 - 1, 8 * 60 + 2),
                Arguments.of("error-burst", "error-rate", "api-gateway", 5 * 60 - 1, 6 * 60),
                Arguments.of("latency-creep", "p95-stable", "api-gateway", 6 * 60, 48 * 60 - 1),
                Arguments.of("latency-step", "p95-stable", "api-gateway", 25 * 60, 27 * 60),
                Arguments.of("memory-leak", "memory", "memory-engine", 2 * 60, 12 * 60),
                Arguments.of("outage", "error-rate", "api-gateway", 4 * 60 - 1, 4 * 60 + 10),
                Arguments.of("queue-growth", "metrics.queue.stable", "memory-engine", 2 * 60, 34 * 60),
                Arguments.of("thread-leak", "threads", "model-router", 2 * 60, 34 * 60),
                Arguments.of("silent-restart", "restarts", "memory-engine", 7 * 60 - 1, 7 * 60),
                Arguments.of("stuck-sessions", "stuck-sessions", "pipecat", 60, 48 * 60 - 1));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void aPlantedDefectIsFoundWhereItIs(String file, String criterion, String service, int first, int last) {
        Wringer.Ended ended = run("defects/" + file + ".conf");

        assertThat(ended.code()).as(ended.output()).isEqualTo(99);
        String reason = ended.summary().path("verdict").path("reasons").path(0).asText();
        JsonNode finding = ended.firstFinding();
        assertThat(reason).startsWith(criterion + " of " + service);
        assertThat(finding.path("criterion").asText()).isEqualTo(criterion);
        assertThat(finding.path("subject").asText().split("/", 2)[0]).isEqualTo(service);
        assertThat(finding.path("window").asInt(-1)).as(reason).isBetween(first, last);
    }

    @Test
    void noPlantedDefectIsLeftOutOfTheTable() throws IOException {
        assertThat(defects().map(row -> row.get()[0] + ".conf"))
                .containsExactlyInAnyOrderElementsOf(confFiles(Wringer.SIMULATIONS.resolve("defects")));
    }

    static List<String> healthy() throws IOException {
        return confFiles(Wringer.SIMULATIONS.resolve("healthy"));
    }

    @ParameterizedTest
    @MethodSource("healthy")
    void whatAHealthySystemDoesTooPasses(String file) {
        Wringer.Ended ended = run("healthy/" + file);

        assertThat(ended.code()).as(ended.output()).isZero();
    }

    @Test
    void theSoakOfTwoDaysPassesWithAWindowForEachMinuteOfEachEndpoint() throws IOException {
        Wringer.Ended ended = run("sonia-soak.conf", "--clock", "virtual");

        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(windowsPerEndpoint(ended.folder()))
                .hasSize(6)
                .allSatisfy(
                        (endpoint, windows) -> assertThat(windows).as(endpoint).isEqualTo(2_880));
    }

    @Test
    void manyRequestsToOneModelledServicePass() {
        Wringer.Ended ended = run("virtual-heavy.conf", "--duration", "2h");

        assertThat(ended.code()).as(ended.output()).isZero();
    }

    private Wringer.Ended run(String file, String... flags) {
        Stream<Object> run = Stream.of("run", Wringer.SIMULATIONS.resolve(file), "--results", results);
        return Wringer.execute(Stream.concat(run, Stream.of(flags)).toArray());
    }

    private static Map<String, Long> windowsPerEndpoint(Path folder) throws IOException {
        try (Stream<String> rows = Files.lines(folder.resolve("windows.csv"))) {
            return rows.skip(1)
                    .map(row -> row.split(",", 6))
                    .filter(cells -> !cells[4].isEmpty())
                    .collect(Collectors.groupingBy(
                            cells -> cells[2] + " " + cells[4], TreeMap::new, Collectors.counting()));
        }
    }

    private static List<String> confFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".conf"))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}

package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that are not ours, launched and attached to. */
@Execution(ExecutionMode.SAME_THREAD)
class ForeignServersTest {
    @TempDir
    Path results;

    @ParameterizedTest
    @CsvSource({"jwebserver, ", "python, python3", "nginx, nginx"})
    void isLaunchedDrivenAndStopped(String name, String program) throws IOException {
        assumeTrue(program == null || isInstalled(program), () -> program + " is not installed");

        Wringer.Ended ended = run(name, ScriptedSystem.freePort());

        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(Services.left(ended.folder())).isEmpty();
        assertThat(ended.output()).doesNotContain("left behind");
        assertThat(requests(ended)).isBetween(100L, 5_000L);
    }

    @Test
    void isAttachedToAndLeftRunning() throws IOException {
        int port = ScriptedSystem.freePort();
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jwebserver")
                                .toString(),
                        "-p",
                        Integer.toString(port),
                        "-d",
                        Wringer.SIMULATIONS.resolve("foreign").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            awaitListening(server, port);

            Wringer.Ended ended = run(
                    "jwebserver",
                    port,
                    "--set",
                    "services.web.start=null",
                    "--set",
                    "services.web.attach.pid=" + server.pid());

            assertThat(ended.code()).as(ended.output()).isZero();
            assertThat(requests(ended)).isBetween(700L, 800L);
            assertThat(server.isAlive()).isTrue();
        } finally {
            server.destroyForcibly();
        }
    }

    private Wringer.Ended run(String name, int port, String... flags) {
        Stream<Object> run = Stream.of(
                "run",
                Wringer.SIMULATIONS.resolve("foreign/" + name + ".conf"),
                "--results",
                results,
                "--set",
                "variables.port=" + port,
                "--set",
                "criteria.p95.below=20s");
        Stream<String> fitness =
                ScriptedSystem.BUSY_HOST.stream().flatMap(limit -> Stream.of("--set", "fitness." + limit));
        return Wringer.execute(
                Stream.of(run, fitness, Stream.of(flags)).flatMap(it -> it).toArray());
    }

    private static long requests(Wringer.Ended ended) throws IOException {
        try (Stream<String> rows = Files.lines(ended.folder().resolve("windows.csv"))) {
            return rows.skip(1)
                    .map(row -> row.split(",", 7)[5])
                    .filter(cell -> !cell.isEmpty())
                    .mapToLong(Long::parseLong)
                    .sum();
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void awaitListening(Process server, int port) {
        Services.await(
                () -> Services.isListening(port), () -> "the server (alive: " + server.isAlive() + ") on " + port);
    }
}

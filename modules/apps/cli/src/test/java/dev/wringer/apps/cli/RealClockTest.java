package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wringer.adapters.storage.Column;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.WindowRow;
import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.Residue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real processes do, and what is done to them. */
class RealClockTest {
    private static final String LOADING = "all services are ready";

    @TempDir
    Path folder;

    @Test
    void aServiceKilledByHandIsSeenWithinASecondRestartedAndCounted() throws Exception {
        int port = ScriptedSystem.freePort();
        Path file = system(
                port, "healthy", "restart { times = 2, back-off = 200ms }", "duration = 6s, criteria { restarts { } }");
        Transcript transcript = new Transcript();
        CompletableFuture<Wringer.Ended> run = CompletableFuture.supplyAsync(
                () -> Wringer.execute(transcript, "run", file, "--results", results()),
                task -> Thread.ofPlatform().start(task));
        transcript.await(LOADING);

        ProcessHandle service = Services.of(ProcessHandle.current(), port).getFirst();
        Instant killed = Instant.now();
        service.destroyForcibly();
        Wringer.Ended ended = run.join();

        List<JsonNode> exits = events(ended.folder(), "service-exited");
        assertThat(exits).hasSize(1);
        Instant seen = Instant.parse(exits.getFirst().path("at").asText());
        assertThat(Duration.between(killed, seen)).isLessThan(Duration.ofSeconds(1));
        assertThat(events(ended.folder(), "service-ready")).hasSize(2);
        assertFailed(ended, "restarts of web: 1 restart");
    }

    @Test
    void aTargetThatStandsStillShowsInTheResponseTimesOfAllWhoHadToWait() throws Exception {
        int port = ScriptedSystem.freePort();
        Path file = system(port, "healthy", "", "duration = 10s, traffic.home.arrivals.rate = 200/s");
        Transcript transcript = new Transcript();
        CompletableFuture<Wringer.Ended> run = CompletableFuture.supplyAsync(
                () -> Wringer.execute(transcript, "run", file, "--results", results()),
                task -> Thread.ofPlatform().start(task));
        transcript.await("window 4 of");

        String service = Long.toString(
                Services.of(ProcessHandle.current(), port).getFirst().pid());
        signal("-STOP", service);
        CompletableFuture.runAsync(
                        () -> signal("-CONT", service), CompletableFuture.delayedExecutor(1400, TimeUnit.MILLISECONDS))
                .join();

        try (Stream<WindowRow> rows = RunFolder.open(run.join().folder()).rows()) {
            List<WindowRow> windows = rows.toList();
            assertThat(windows).anyMatch(row -> row.number(Column.P99_MS).orElse(0) > 1000);
            assertThat(windows.subList(1, 4))
                    .anyMatch(row -> row.number(Column.SERVICE_TIME_P99_MS).orElse(1000) < 500);
        }
    }

    private static void signal(String name, String pid) {
        try {
            assertThat(new ProcessBuilder("kill", name, pid).start().waitFor()).isZero();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void aLeakFails() throws IOException {
        Path file = system(
                ScriptedSystem.freePort(),
                "leaking",
                "limit = 256MiB",
                "duration = 20s, criteria { memory { stable = true } }");

        assertFailed(Wringer.execute("run", file, "--results", results()), "memory of web: ");
    }

    @Test
    void aShareOfErrorsFails() throws IOException {
        Path file = system(
                ScriptedSystem.freePort(),
                "faulty",
                "",
                "traffic.home.arrivals.rate = 200/s, criteria { error-rate { below = 1% } }");

        assertFailed(Wringer.execute("run", file, "--results", results()), "error-rate of web/: ");
    }

    @Test
    void aJvmIsCollectedAndCountedInAPauseOfTheLoadAndJudgedTheSameAgain() throws Exception {
        Path file = system(
                ScriptedSystem.freePort(),
                "healthy",
                "",
                "duration = 35s, quiesce { every = 22s, drain = 1s }, criteria { error-rate { below = 1% } }");

        Wringer.Ended ended = Wringer.execute("run", file, "--results", results());

        assertThat(ended.code()).as(ended.output()).isZero();
        List<Checkpoint> checkpoints = RunFolder.open(ended.folder()).checkpoints();
        assertThat(checkpoints).hasSize(1);
        Residue web = checkpoints.getFirst().services().getFirst();
        assertThat(web.garbage()).isEqualTo(Residue.COLLECTED);
        assertThat(web.left()).hasValue(0);
        assertThat(web.liveMemoryMb().orElseThrow()).isBetween(0.1, 256.0);
        assertThat(web.threads().orElseThrow()).isPositive();
        assertThat(web.sockets()).isPresent();
        assertThat(events(ended.folder(), "checkpoint")).hasSize(1);
        try (Stream<WindowRow> rows = RunFolder.open(ended.folder()).rows()) {
            List<WindowRow> paused =
                    rows.filter(row -> row.phase() == Phase.QUIESCE).toList();
            assertThat(paused).hasSize(11);
            assertThat(paused.subList(1, 11))
                    .allMatch(row -> row.count(Column.STARTED).orElseThrow() == 0);
        }
        Wringer.Ended judged = Wringer.execute("judge", ended.folder());
        assertThat(judged.code()).as(judged.output()).isZero();
        JsonNode reasons = ended.summary().path("verdict").path("reasons");
        assertThat(reasons).anyMatch(reason -> reason.asText().startsWith("quiesce of web: nothing is left"));
        reasons.forEach(reason -> assertThat(judged.output()).contains(reason.asText()));
    }

    @Test
    void aRunThatIsAskedToStopEndsInOrder() throws Exception {
        int port = ScriptedSystem.freePort();
        try (OwnJvm wringer = Wringer.launch("run", longRun(port), "--results", results())) {
            wringer.transcript().await("window 2 of");
            wringer.handle().destroy();

            Wringer.Ended ended = wringer.end();

            assertThat(ended.code()).as(ended.output()).isEqualTo(105);
            assertThat(ended.output()).contains("stopped from outside").doesNotContain("\tat ");
            assertThat(Wringer.EVIDENCE)
                    .allSatisfy(name -> assertThat(ended.folder().resolve(name)).isNotEmptyFile());
            assertThat(Services.left(ended.folder())).isEmpty();
            assertThat(Services.isListening(port)).isFalse();
        }
    }

    @Test
    void aRunThatIsKilledTakesItsServicesAlongAndCanStillBeJudged() throws Exception {
        int port = ScriptedSystem.freePort();
        try (OwnJvm wringer = Wringer.launch("run", longRun(port), "--results", results())) {
            wringer.transcript().await("window 3 of");
            List<ProcessHandle> services = Services.of(wringer.handle(), port);
            assertThat(services).hasSize(1);
            Instant killed = Instant.now();
            wringer.handle().destroyForcibly();

            Services.await(
                    () -> services.stream().noneMatch(Services::isRunning) && !Services.isListening(port),
                    () -> "the end of " + services);

            assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(5));
            Wringer.Ended judged = Wringer.execute("judge", onlyRun());
            assertThat(judged.output()).contains("completeness").doesNotContain("\tat ");
            assertThat(judged.code()).as(judged.output()).isIn(0, 99, 120);
        }
    }

    private Path longRun(int port) throws IOException {
        return system(port, "healthy", "", "duration = 60s");
    }

    private Path system(int port, String behaviour, String serviceKeys, String keys) throws IOException {
        String web = ScriptedSystem.launched(port, behaviour) + "ready { http = \"/ready\" }\n" + serviceKeys;
        return ScriptedSystem.file(
                folder, "services { web { " + web + " } }\n" + ScriptedSystem.HOME_TRAFFIC + "\n" + keys);
    }

    private Path results() {
        return folder.resolve("results");
    }

    private Path onlyRun() throws IOException {
        try (Stream<Path> runs = Files.list(results())) {
            return runs.toList().getFirst();
        }
    }

    private static List<JsonNode> events(Path run, String event) {
        return Wringer.journal(run).stream()
                .filter(line -> line.path("event").asText().equals(event))
                .toList();
    }

    private static void assertFailed(Wringer.Ended ended, String reason) {
        assertThat(ended.code()).as(ended.output()).isEqualTo(99);
        assertThat(ended.summary().path("verdict").path("reasons").path(0).asText())
                .startsWith(reason);
        assertThat(Services.left(ended.folder())).isEmpty();
        assertThat(ended.output()).doesNotContain("left behind");
    }
}

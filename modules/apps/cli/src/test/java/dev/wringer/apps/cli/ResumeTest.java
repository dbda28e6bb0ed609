package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.adapters.storage.Manifest;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed goes on with {@code resume}, and loses the window that was open, and no more. */
class ResumeTest {
    private static final int KILLS = Integer.getInteger("wringer.kills", 2);
    private static final int REAL_SECONDS = Integer.getInteger("wringer.seconds", 15);
    private static final Path CHAOS = Wringer.SIMULATIONS.resolve("sonia-chaos.conf");

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom();

    private static Path onlyRun(Path results) throws IOException {
        try (Stream<Path> runs = Files.list(results)) {
            return runs.findFirst().orElseThrow();
        }
    }

    private Path killed(Path results, String said, Duration most, Object... command) throws Exception {
        try (OwnJvm wringer = launch(command)) {
            wringer.transcript().await(said);
            LockSupport.parkNanos((long) (random.nextDouble() * most.toNanos()));
            wringer.handle().destroyForcibly();
            wringer.end();
        }
        return onlyRun(results);
    }

    /** All with the same ledgers, as on a host. */
    private OwnJvm launch(Object... command) throws IOException {
        return Wringer.launchIn(Map.of("WRINGER_STATE", folder.resolve("state").toString()), command);
    }

    @Test
    void onTheVirtualClockItEndsAsIfNothingHadHappened() throws Exception {
        Path undisturbed =
                Wringer.execute(hoursOfChaos(folder.resolve("undisturbed"))).folder();
        for (int kill = 0; kill < KILLS; kill++) {
            Path results = folder.resolve("killed-" + kill);
            Path run = killed(results, "fault slow-gateway is over", Duration.ofSeconds(3), hoursOfChaos(results));
            if (Files.exists(run.resolve("MANIFEST.json"))) {
                continue;
            }

            Wringer.Ended resumed = Wringer.execute("resume", run);

            assertThat(resumed.code()).as(resumed.output()).isZero();
            for (String file : List.of(
                    "windows.csv",
                    "latencies.hlog",
                    "journal.jsonl",
                    "schedule.csv",
                    "faults.csv",
                    "seconds.csv",
                    "summary.json",
                    "verdict.json")) {
                assertThat(run.resolve(file)).hasSameBinaryContentAs(undisturbed.resolve(file));
            }
            assertThat(Manifest.differences(RunFolder.open(run))).isEmpty();
        }
    }

    private static Object[] hoursOfChaos(Path results) {
        return new Object[] {"run", CHAOS, "--clock=virtual", "--duration=6h", "--set", "load=20%", "--results", results
        };
    }

    @Test
    void onTheRealClockTheTimeInBetweenIsAGap() throws Exception {
        Path file = ScriptedSystem.file(
                folder,
                "services { web { " + ScriptedSystem.launched(ScriptedSystem.freePort(), "healthy")
                        + "ready { http = \"/ready\" } } }\n" + ScriptedSystem.HOME_TRAFFIC
                        + "\nduration = " + REAL_SECONDS + "s, window = 1s");
        for (int kill = 0; kill < Math.max(1, KILLS / 5); kill++) {
            Path results = folder.resolve("killed-" + kill);
            Path run = killed(
                    results,
                    "all services are ready",
                    Duration.ofSeconds(REAL_SECONDS / 3),
                    "run",
                    file,
                    "--results",
                    results);

            Wringer.Ended resumed;
            try (OwnJvm wringer = launch("resume", run)) {
                resumed = wringer.end();
            }

            RunFolder evidence = RunFolder.open(run);
            long lost = evidence.gaps().stream().mapToLong(Gap::windows).sum();
            assertThat(lost).as(resumed.output()).isBetween(1L, (long) REAL_SECONDS);
            assertThat(resumed.code()).as(resumed.output()).isEqualTo(lost > 0.05 * REAL_SECONDS ? 120 : 0);
            assertThat(resumed.output()).contains("lost while Wringer was not running");
            assertCountedOnce(evidence, REAL_SECONDS - lost);
            assertThat(Wringer.execute("judge", run).output()).contains("the run's own verdict, byte for byte");
            assertThat(Manifest.differences(evidence)).isEmpty();
            assertThat(Services.left(run)).isEmpty();
        }
    }

    /** Each window once, with as many response times in the histograms as requests in the rows. */
    private static void assertCountedOnce(RunFolder evidence, long count) {
        try (Stream<Window> windows = evidence.windows()) {
            List<Window> all = windows.toList();
            assertThat(all).hasSize((int) count);
            assertThat(all).extracting(Window::index).doesNotHaveDuplicates();
            assertThat(all).flatMap(Window::endpoints).allSatisfy(ResumeTest::assertCountedOnce);
        }
    }

    private static void assertCountedOnce(EndpointInterval endpoint) {
        assertThat(endpoint.responseTime().getTotalCount()).isEqualTo(endpoint.finished());
    }

    @Test
    void aRunThatCameToItsEndIsNotResumed() {
        Path run = Wringer.execute(
                        "run", Wringer.SIMULATIONS.resolve("quickstart.conf"), "--clock=virtual", "--results", folder)
                .folder();

        Wringer.Ended resumed = Wringer.execute("resume", run);

        assertThat(resumed.code()).isEqualTo(104);
        assertThat(resumed.output()).contains("came to its end; judge it again with: wringer judge");
    }

    @Test
    void evidenceThatWasChangedIsNotMadeGoodByResuming() throws Exception {
        Path run = Wringer.execute(hoursOfChaos(folder)).folder();
        for (String atTheEnd : List.of("verdict.json", "summary.json", "report.html", "junit.xml", "MANIFEST.json")) {
            Files.delete(run.resolve(atTheEnd));
        }
        cut(run.resolve("journal.jsonl"), 2);
        cut(run.resolve("windows.csv"), 3);
        Path windows = run.resolve("windows.csv");
        Files.writeString(windows, Files.readString(windows).replaceFirst("api-gateway", "api-gatewax"));

        Wringer.Ended resumed = Wringer.execute("resume", run);

        assertThat(resumed.output()).contains("windows.csv: it has not what this simulation and its seed give");
        assertThat(resumed.code()).isEqualTo(120);
    }

    private static void cut(Path file, int part) throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() / part));
    }
}

package dev.wringer.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wringer.adapters.process.Capabilities;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.ProcessFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a run ends while faults of all adapters are there, nothing of it stays: a proxy, a pause, a cgroup, a full disk. */
class RollBackTest {
    private static final int KILLS = Integer.getInteger("wringer.kills", 3);
    private static final String LAST_CONFIRMED = "fault frozen is confirmed";

    @TempDir
    Path folder;

    private int port;

    @BeforeEach
    void takeAPort() throws IOException {
        port = ScriptedSystem.freePort();
    }

    /** Keys of faults that this host cannot inject are left out. */
    private Path file(String keys) throws IOException {
        Capabilities host = new Capabilities();
        Path disk = Files.createDirectories(folder.resolve("disk"));
        List<String> plan = new ArrayList<>(List.of(
                "slow { latency = 50ms, to = web, at = 500ms, for = 50s }",
                "frozen { pause = true, to = web, at = 1500ms, for = 40s }"));
        if (host.missingFor(new ProcessFault.CpuLimit(0.5)).isEmpty()) {
            plan.add("tight { cpu-limit = 50%, to = web, at = 700ms, for = 50s }");
        }
        if (host.missingFor(new MachineFault.DiskFill(disk, 0, 1 << 20)).isEmpty()) {
            plan.add("full { disk-fill { folder = \"" + disk + "\", size = 8MiB }, at = 600ms, for = 50s }");
        }
        return ScriptedSystem.file(
                folder,
                "services { web { " + ScriptedSystem.launched(port, "healthy")
                        + "ready { http = \"/ready\" } } }\n" + ScriptedSystem.HOME_TRAFFIC
                        + "\nduration = 60s, faults { at-once = 9, plan { " + String.join("\n", plan) + " } }\n"
                        + keys);
    }

    private OwnJvm launch(Path file, Path results) throws IOException {
        return Wringer.launchIn(
                Map.of("WRINGER_STATE", folder.resolve("state").toString()), "run", file, "--results", results);
    }

    private Traces tracesOnce(OwnJvm wringer, String said) throws InterruptedException {
        wringer.transcript().await(said);
        return traces(wringer);
    }

    private Traces traces(OwnJvm wringer) {
        List<ProcessHandle> processes = wringer.descendants().toList();
        Set<String> sockets = new TreeSet<>();
        Stream.concat(processes.stream(), Stream.of(wringer.handle()))
                .forEach(process -> sockets.addAll(socketsOf(process)));
        Set<Integer> ports = new TreeSet<>();
        Traces.listening().filter(it -> sockets.contains(it.inode())).forEach(it -> ports.add(it.port()));
        return new Traces(wringer.handle().pid(), processes, ports, folder);
    }

    private static List<String> socketsOf(ProcessHandle process) {
        return Traces.below(Path.of("/proc/" + process.pid() + "/fd"))
                .flatMap(RollBackTest::target)
                .filter(target -> target.startsWith("socket:["))
                .map(target -> target.replaceAll("\\D", ""))
                .toList();
    }

    private static Stream<String> target(Path descriptor) {
        try {
            return Stream.of(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException closed) {
            return Stream.empty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalRemovesEveryFaultBeforeTheServicesStop(String signal) throws Exception {
        assumeThat(signal.equals("INT") && isInterruptIgnored())
                .as("a build in the background hands SIGINT on as ignored")
                .isFalse();
        try (OwnJvm wringer = launch(file(""), folder.resolve("results"))) {
            Traces traces = tracesOnce(wringer, LAST_CONFIRMED);
            signal(signal, wringer.handle().pid());

            Wringer.Ended ended = wringer.end();

            assertThat(ended.code()).as(ended.output()).isEqualTo(105);
            assertRemoved(ended.journal());
            assertThat(traces.left()).isEmpty();
        }
    }

    @Test
    void aCertainFailEndsThroughTheSameRollBack() throws Exception {
        String criteria = "stop-early = true, criteria { phases { always {"
                + " error-rate { below = 50%, window-below = 60% } } } }";
        try (OwnJvm wringer = launch(file(criteria), folder.resolve("results"))) {
            Traces traces = tracesOnce(wringer, LAST_CONFIRMED);

            Wringer.Ended ended = wringer.end();

            assertThat(ended.code()).as(ended.output()).isEqualTo(99);
            assertThat(ended.output()).contains("load stopped: a criterion has failed for certain");
            assertRemoved(ended.journal());
            assertThat(traces.left()).isEmpty();
        }
    }

    @Test
    void aDiskWithoutRoomForTheEvidenceEndsThroughTheSameRollBack() throws Exception {
        Path small = Files.createDirectories(folder.resolve("small"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=2m", "wringer-test", small.toString()))
                .isZero();
        try (OwnJvm wringer = launch(file(""), small.resolve("results"))) {
            Traces traces = tracesOnce(wringer, LAST_CONFIRMED);
            fill(small.resolve("full"));
            wringer.transcript().await("window 8 of");
            signal("TERM", wringer.handle().pid());

            Wringer.Ended ended = wringer.end();

            assertThat(ended.output()).contains("evidence incomplete").doesNotContain("left behind");
            assertThat(ended.code()).as(ended.output()).isNotZero();
            assertThat(traces.left()).isEmpty();
        } finally {
            run("umount", small.toString());
        }
    }

    /** To kill it more often: {@code -Dtest.arguments=-Dwringer.kills=50}. */
    @Test
    void killedAtAnyInstantItLeavesNothing() throws Exception {
        SplittableRandom random = new SplittableRandom(42);
        Path file = file("");
        Duration slowest = Duration.ZERO;
        for (int i = 0; i < KILLS; i++) {
            try (OwnJvm wringer = launch(file, folder.resolve("results-" + i))) {
                wringer.transcript().await("all services are ready");
                LockSupport.parkNanos(Duration.ofMillis(random.nextInt(4_000)).toNanos());
                Traces traces = traces(wringer);
                Instant killed = Instant.now();
                wringer.handle().destroyForcibly();
                Services.await(
                        () -> traces.left().isEmpty(), () -> traces.left().toString());
                Duration took = Duration.between(killed, Instant.now());
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            }
        }
        System.out.println(
                "killed " + KILLS + " times; the slowest took " + slowest.toMillis() + " ms until nothing was left");
    }

    private static void assertRemoved(List<JsonNode> journal) {
        List<String> events =
                journal.stream().map(event -> event.path("event").asText()).toList();
        assertThat(events).contains("fault-applied", "fault-removed", "fault-gone");
        assertThat(events.stream().filter("fault-gone"::equals).count())
                .isEqualTo(events.stream().filter("fault-applied"::equals).count());
        assertThat(events.lastIndexOf("fault-gone")).isLessThan(events.indexOf("service-stopped"));
    }

    private record Listener(int port, String inode) {}

    /** What a run has put into the world, as the operating system shows it. */
    private record Traces(long pid, List<ProcessHandle> processes, Set<Integer> ports, Path folder) {

        List<String> left() {
            List<String> left = new ArrayList<>();
            processes.stream().filter(Services::isRunning).forEach(process -> left.add("process " + process.pid()));
            for (String root : List.of("/sys/fs/cgroup", "/sys/fs/cgroup/cpu", "/sys/fs/cgroup/memory")) {
                below(Path.of(root))
                        .filter(group -> group.getFileName().toString().startsWith("wringer-" + pid + "-"))
                        .forEach(group -> left.add("cgroup " + group));
            }
            listening().filter(it -> ports.contains(it.port())).forEach(it -> left.add("port " + it.port()));
            below(folder.resolve("state/wringer/ledger")).forEach(ledger -> left.add("ledger " + ledger));
            lines(Path.of("/proc/mounts"))
                    .filter(line -> line.contains(" " + folder.resolve("disk") + " "))
                    .forEach(mount -> left.add("mount " + mount));
            return left;
        }

        /** The local ports that any process listens on: state 0A of proc(5). */
        static Stream<Listener> listening() {
            return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                    .flatMap(table -> lines(Path.of(table)).skip(1))
                    .map(line -> line.strip().split("\\s+", 11))
                    .filter(fields -> fields[3].equals("0A"))
                    .map(fields -> new Listener(
                            Integer.parseInt(fields[1].substring(fields[1].lastIndexOf(':') + 1), 16), fields[9]));
        }

        private static Stream<Path> below(Path folder) {
            try (Stream<Path> all = Files.list(folder)) {
                return all.toList().stream();
            } catch (IOException none) {
                return Stream.empty();
            }
        }

        private static Stream<String> lines(Path file) {
            try {
                return Files.readAllLines(file).stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Of this process, and so of those that it starts: bit 2 of SigIgn in proc(5). */
    private static boolean isInterruptIgnored() {
        return Traces.lines(Path.of("/proc/self/status"))
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(
                                        line.substring("SigIgn:".length()).strip(), 16)
                                & 2)
                        != 0);
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(run("kill", "-" + name, Long.toString(pid))).isZero();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}

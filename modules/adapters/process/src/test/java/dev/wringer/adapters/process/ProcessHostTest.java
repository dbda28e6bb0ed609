package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Probe;
import dev.wringer.core.model.Service;
import dev.wringer.engine.run.Injection.Observation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessHostTest extends LaunchingTest {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration SHORT_GRACE = Duration.ofMillis(200);
    private static final Probe UP = new Probe.LogLine(Pattern.compile("^up$"));

    private Path log;

    @BeforeEach
    void chooseLog() {
        log = folder.resolve("services/unit.log");
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(children()).isEmpty();
    }

    @Test
    void anExitIsSeenWithItsCodeAndTheLastLines() {
        HostDriver host = shell("echo one; echo two >&2; exit 3", GRACE);
        host.start();
        var exited = host.awaitExit();
        assertThat(exited.how()).isEqualTo("exit code 3");
        assertThat(exited.lastLines()).containsExactly("one", "two");
        assertThat(host.stop().left()).isEmpty();
    }

    @Test
    void aKillFromOutsideIsSeen() {
        HostDriver host = shell("echo up; exec sleep 1000", GRACE);
        Signals.send(running(host.start()), "KILL");
        assertThat(host.awaitExit().how()).isEqualTo("killed by SIGKILL");
        assertThat(ProcessEntry.read(host.start()))
                .as("it can be started again")
                .isPresent();
        host.stop();
    }

    @Test
    void stoppingIsNotAnExit() {
        HostDriver host = shell("exec sleep 1000", GRACE);
        long pid = host.start();
        assertThat(host.stop().left()).isEmpty();
        assertThat(ProcessEntry.read(pid)).isEmpty();
        host.expectNothingMore();
        assertThat(host.stop().left()).as("stopped again").isEmpty();
    }

    @Test
    void aServiceMayTakeItsGraceToEnd() throws IOException {
        HostDriver host = shell("trap 'echo farewell; exit 0' TERM; echo up; while :; do sleep 0.05; done", GRACE);
        host.start();
        host.awaitYes(UP);
        assertThat(host.stop().left()).isEmpty();
        assertThat(Files.readString(log)).contains("farewell");
    }

    @Test
    void aServiceThatIgnoresTermIsKilled() {
        HostDriver host = shell("trap '' TERM; echo up; while :; do sleep 0.05; done", SHORT_GRACE);
        long pid = host.start();
        host.awaitYes(UP);
        assertThat(host.stop().left()).isEmpty();
        assertThat(ProcessEntry.read(pid)).isEmpty();
    }

    @Test
    void childrenEndWithTheirServiceWhereverTheyWent() throws IOException {
        String script = """
            sleep 1001 & echo child $!
            setsid sleep 1002 & echo setsid $!
            setsid sh -c 'trap "" TERM; echo deaf $$; while :; do sleep 0.05; done' &
            (setsid sh -c 'sleep 1003 & echo daemon $!' &)
            wait
            """;
        HostDriver host = shell(script, SHORT_GRACE);
        host.start();
        for (String kind : List.of("child", "setsid", "deaf", "daemon")) {
            host.awaitYes(new Probe.LogLine(Pattern.compile("^" + kind)));
        }
        List<Long> children = Files.readAllLines(log).stream()
                .map(line -> Long.valueOf(line.substring(line.indexOf(' ') + 1)))
                .toList();
        assertThat(children).hasSize(4).allMatch(pid -> ProcessEntry.read(pid).isPresent());
        assertThat(host.stop().left()).isEmpty();
        assertThat(children).noneMatch(pid -> ProcessEntry.read(pid).isPresent());
    }

    @Test
    void whatACrashedServiceLeavesBehindIsRemoved() {
        HostDriver host = shell(Fixture.java("jwebserver") + " -b 127.0.0.1 -p " + port + " & wait", GRACE);
        long pid = host.start();
        host.awaitYes(new Probe.Tcp());
        Signals.send(running(pid), "KILL");
        host.awaitExit();
        host.start();
        host.awaitYes(new Probe.Tcp());
        assertThat(host.stop().left()).isEmpty();
    }

    @Test
    void aServiceStoppedByAJobSignalStillActsOnTerm() throws IOException {
        HostDriver host = shell("trap 'echo farewell; exit 0' TERM; echo up; while :; do sleep 0.05; done", GRACE);
        long pid = host.start();
        host.awaitYes(UP);
        stop(running(pid));
        assertThat(host.stop().left()).isEmpty();
        assertThat(Files.readString(log)).contains("farewell");
    }

    @Test
    void whatIsLeftIsNamedUntilItIsGone() throws IOException {
        HostDriver host = shell("exec sleep 1000", GRACE);
        host.start();
        try (ServerSocket stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(host.stop().left())
                    .containsExactly("port %d is still held by pid %d (java)"
                            .formatted(
                                    stranger.getLocalPort(),
                                    ProcessHandle.current().pid()));
        }
        assertThat(host.stop().left()).isEmpty();
    }

    @Test
    void aServiceEndsWithItsHost() {
        HostDriver host = shell("sleep 1000 & exec sleep 1000", GRACE);
        long pid = host.start();
        host.end();
        ProcessHandle.of(pid).ifPresent(dying -> dying.onExit().join());
        assertThat(ProcessEntry.read(pid)).isEmpty();
    }

    @Test
    void zombiesOfAServiceGoWithIt() {
        HostDriver host = shell("true & exec sleep 1000", GRACE);
        host.start();
        assertThat(host.stop().left()).isEmpty();
    }

    @Test
    void aPortThatIsTakenIsNamedWithItsOwner() throws IOException {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            HostDriver host = shell("exec sleep 1000", GRACE);
            assertThat(host.startInVain().reason())
                    .isEqualTo(
                            "port %d is already in use by pid %d (java)",
                            taken.getLocalPort(), ProcessHandle.current().pid());
        }
        HostDriver host = shell("exec sleep 1000", GRACE);
        host.start();
        host.stop();
    }

    @Test
    void whatCannotBeLaunchedSaysWhy() throws IOException {
        Path plain = Files.writeString(folder.resolve("plain.txt"), "no program");
        assertThat(failure("no-such-program", folder))
                .isEqualTo("command not found: no-such-program; expected a program on PATH or a path");
        assertThat(failure("./no-such-program", folder)).startsWith("command not found: ./no-such-program;");
        assertThat(failure("./plain.txt", folder))
                .startsWith("not executable: ")
                .contains(plain.toString());
        assertThat(failure("sh", folder.resolve("nowhere")))
                .isEqualTo("folder not found: %s; expected the folder to start in", folder.resolve("nowhere"));
    }

    @Test
    void aServiceRunsInItsFolderWithItsEnvironmentAndWithoutInput() throws IOException {
        var launch = new Service.Launch(
                List.of("sh", "-c", "cat; pwd; echo $COLOUR; echo ${PATH:+path}; cut -d' ' -f6 /proc/$$/stat; echo $$"),
                folder,
                Map.of("COLOUR", "green"),
                new Service.Stop("TERM", GRACE));
        HostDriver host = driver(Fixture.launched(port, launch));
        long pid = host.start();
        assertThat(host.awaitExit().lastLines())
                .map(String::strip)
                .containsExactly(folder.toRealPath().toString(), "green", "path", "" + pid, "" + pid);
    }

    @Test
    void onlyLinesOfThisIncarnationCount() throws IOException {
        Files.createDirectories(log.getParent());
        Files.writeString(log, "up\n");
        HostDriver host = shell("echo starting; exec sleep 1000", GRACE);
        host.start();
        host.awaitYes(new Probe.LogLine(Pattern.compile("start")));
        assertThat(host.ask(UP).yes()).isFalse();
        assertThat(host.ask(UP).detail()).isEqualTo("no line matches ^up$");
        host.stop();
        assertThat(host.ask(UP).detail()).isEqualTo("not running");
    }

    @Test
    void probesSayWhatTheAnswerWas() throws IOException {
        Files.writeString(folder.resolve("healthz"), "fine");
        HostDriver host = driver(Fixture.launched(
                port,
                GRACE,
                List.of(Fixture.java("jwebserver"), "-b", "127.0.0.1", "-p", "" + port, "-d", folder.toString())));
        assertThat(host.ask(new Probe.Tcp()).detail()).isEqualTo("not running");
        ProcessId id = running(host.start());
        host.awaitYes(new Probe.Http("/healthz"));
        assertThat(host.ask(new Probe.Http("/healthz")).detail()).isEqualTo("200");
        assertThat(host.ask(new Probe.Http("/nothing")).detail()).isEqualTo("status 404");
        assertThat(host.ask(new Probe.Http("/not a path")).yes()).isFalse();
        assertThat(host.ask(new Probe.Tcp()).detail()).isEqualTo("connected");
        stop(id);
        assertThat(host.ask(new Probe.Http("/healthz"), Duration.ofMillis(200)).detail())
                .isEqualTo("timed out");
        assertThat(host.stop().left()).isEmpty();
    }

    @Test
    void aPortThatNobodyListensOnIsRefused() {
        HostDriver host = shell("exec sleep 1000", GRACE);
        host.start();
        assertThat(host.ask(new Probe.Tcp()).detail()).isEqualTo("connection refused");
        assertThat(host.ask(new Probe.Http("/")).detail()).isEqualTo("connection refused");
        host.stop();
    }

    private String failure(String command, Path where) {
        var launch = new Service.Launch(List.of(command), where, Map.of(), new Service.Stop("TERM", GRACE));
        return driver(Fixture.launched(port, launch)).startInVain().reason();
    }

    private HostDriver shell(String script, Duration grace) {
        return driver(Fixture.launched(port, grace, List.of("sh", "-c", script)));
    }

    private HostDriver driver(Service service) {
        return driver(ProcessHost.create(
                service, log, reaper, new LaunchedServices(), Fixture.SURROUNDINGS, Fixture.realClock()));
    }

    /** Each thread stops when it next comes to it, which on a busy host may be after it has answered. */
    private static void stop(ProcessId id) {
        Signals.send(id, "STOP");
        Eventually.confirmed(() -> {
            List<Character> states = ProcessEntry.threadStates(id.pid());
            return new Observation(states.stream().allMatch(state -> state == 'T'), states.toString());
        });
    }

    private static ProcessId running(long pid) {
        return ProcessEntry.read(pid).orElseThrow().id();
    }
}

package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaperTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    @TempDir
    private Path folder;

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    @Test
    void whenWringerIsKilledItsServicesEndAndThenTheReaperWhateverATerminalSentToIt() throws Exception {
        Process wringer = orphaner();
        List<Long> family = family(wringer);
        assertThat(family).hasSize(4).allMatch(ReaperTest::isRunning);
        ProcessId reaper = ProcessEntry.read(family.getFirst()).orElseThrow().id();
        List.of("INT", "TERM", "HUP", "QUIT").forEach(signal -> Signals.send(reaper, signal));
        wringer.destroyForcibly();
        KIT.createTestProbe().awaitAssert(Duration.ofSeconds(20), Duration.ofMillis(20), () -> {
            assertThat(family).noneMatch(ReaperTest::isRunning);
            return family;
        });
    }

    @Test
    void withoutItsReaperNothingIsLaunched() throws Exception {
        Reaper reaper = Reaper.start();
        Process process = leader();
        ProcessId id = ProcessEntry.read(process.pid()).orElseThrow().id();
        reaper.adopt(id);
        Signals.send(reaper.id(), "KILL");
        ProcessHandle.of(reaper.id().pid()).ifPresent(dying -> dying.onExit().join());
        assertThatThrownBy(() -> reaper.adopt(id)).hasMessageStartingWith("the reaper is gone");
        reaper.close();
        process.destroyForcibly().waitFor();
    }

    @Test
    void anOrderlyEndTouchesNothingThatWasReleased() throws Exception {
        Process released = leader();
        ProcessId id = ProcessEntry.read(released.pid()).orElseThrow().id();
        try (Reaper reaper = Reaper.start()) {
            reaper.adopt(id);
            reaper.release(id);
        }
        assertThat(released.isAlive()).isTrue();
        released.destroyForcibly().waitFor();
    }

    @Test
    void anOrderlyEndEndsWhatWasNotReleased() throws Exception {
        Process forgotten = leader();
        try (Reaper reaper = Reaper.start()) {
            reaper.adopt(ProcessEntry.read(forgotten.pid()).orElseThrow().id());
        }
        assertThat(forgotten.waitFor()).isEqualTo(128 + 15);
    }

    @Test
    void aNumberThatWasGivenAwayAgainIsNotTouched() throws Exception {
        Process stranger = leader();
        try (Reaper reaper = Reaper.start()) {
            reaper.adopt(new ProcessId(stranger.pid(), 1));
        }
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly().waitFor();
    }

    /** A process that leads a group, as a service does; its line in the table is there when it does. */
    private static Process leader() throws IOException {
        Process process = new ProcessBuilder("setsid", "sh", "-c", "echo; exec sleep 1000").start();
        process.getInputStream().read();
        return process;
    }

    private Process orphaner() throws IOException {
        return new ProcessBuilder(
                        Fixture.java("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Orphaner.class.getName(),
                        folder.resolve("orphan.log").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<Long> family(Process wringer) {
        return wringer.inputReader()
                .lines()
                .takeWhile(line -> !line.equals("end"))
                .map(Long::valueOf)
                .toList();
    }

    private static boolean isRunning(long pid) {
        return ProcessEntry.read(pid).filter(entry -> !entry.isZombie()).isPresent();
    }
}

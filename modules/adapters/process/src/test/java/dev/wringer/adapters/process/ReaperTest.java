package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaperTest {
    @TempDir
    private Path folder;

    @Test
    void whenWringerIsKilledItsServicesEndAndThenTheReaper() throws Exception {
        Process wringer = orphaner();
        List<ProcessHandle> family = family(wringer);
        assertThat(family).hasSize(4).allMatch(ProcessHandle::isAlive);
        wringer.destroyForcibly();
        for (ProcessHandle member : family) {
            member.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void theReaperIsDeafToWhatATerminalSends() throws Exception {
        Process wringer = orphaner();
        List<ProcessHandle> family = family(wringer);
        ProcessId reaper =
                ProcessEntry.read(family.getFirst().pid()).orElseThrow().id();
        for (String signal : List.of("INT", "TERM", "HUP", "QUIT")) {
            Signals.send(reaper, signal);
        }
        wringer.destroyForcibly();
        for (ProcessHandle member : family) {
            member.onExit().get(20, TimeUnit.SECONDS);
        }
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

    private static List<ProcessHandle> family(Process wringer) {
        BufferedReader output = wringer.inputReader();
        return output.lines()
                .takeWhile(line -> !line.equals("end"))
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
    }
}

package dev.wringer.apps.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Wringer as a process, which can be killed. */
final class OwnJvm implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Transcript transcript = new Transcript();
    private final Thread reading;

    OwnJvm(Process process) {
        this.process = process;
        this.reading = Thread.ofPlatform().daemon().start(this::read);
    }

    private void read() {
        try (Reader output = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            output.transferTo(transcript);
        } catch (IOException ended) {
            transcript.flush();
        }
    }

    Transcript transcript() {
        return transcript;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Its services and what they started. */
    Stream<ProcessHandle> descendants() {
        return process.descendants();
    }

    Wringer.Ended end() throws InterruptedException, ExecutionException, TimeoutException {
        process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        reading.join();
        return new Wringer.Ended(process.exitValue(), transcript.text());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

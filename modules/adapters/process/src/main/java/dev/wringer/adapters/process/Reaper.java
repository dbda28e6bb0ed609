package dev.wringer.adapters.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Ends the services when Wringer cannot. A small shell process in a session of its own, deaf to Ctrl-C and TERM,
 * reads a ledger of running services from a pipe; at its end (exit, crash, {@code kill -9} of Wringer) it ends the
 * process group and session of each service, and everything that carries this reaper's mark in its environment: TERM,
 * and 300 ms later KILL. Before that it undoes the {@link Ledger} of the run's faults. A service that was given another environment and another session by its own parent escapes
 * it.
 *
 * <p>One per JVM or run. Safe for use by many threads.
 */
public final class Reaper implements AutoCloseable {
    private static final long QUIT_MILLIS = 3_000;

    private final Process process;
    private final ProcessId id;
    private final OutputStream ledger;
    private int marks;

    private Reaper(Process process, ProcessId id) {
        this.process = process;
        this.id = id;
        this.ledger = process.getOutputStream();
    }

    /**
     * For a run without faults.
     *
     * @throws IOException if it cannot be started; the message says why
     */
    public static Reaper start() throws IOException {
        return start(List.of());
    }

    /**
     * For a run whose faults are put down in a ledger.
     *
     * @throws IOException if it cannot be started; the message says why
     */
    public static Reaper start(Ledger faults) throws IOException {
        return start(List.of(faults.file().toString()));
    }

    private static Reaper start(List<String> arguments) throws IOException {
        try {
            List<String> command = new ArrayList<>(
                    List.of(Program.setsid().path().toString(), "sh", "-c", script("undo.sh") + script("reaper.sh")));
            command.add("wringer-reaper");
            command.addAll(arguments);
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Reaper(
                    process,
                    ProcessEntry.read(process.pid())
                            .orElseThrow(() -> new IOException("it ended at once"))
                            .id());
        } catch (CannotStart | IOException e) {
            throw new IOException("the reaper cannot be started: " + e.getMessage(), e);
        }
    }

    ProcessId id() {
        return id;
    }

    /** From now on this process ends with Wringer, and its group and session with it. */
    synchronized void adopt(ProcessId service) throws IOException {
        write("start " + service.pid() + " " + service.startTicks());
    }

    /** Nothing is left of it. */
    synchronized void release(ProcessId service) throws IOException {
        write("end " + service.pid());
    }

    /**
     * A variable for the environment of one service, by which this reaper and nobody else knows it and all its
     * children.
     */
    synchronized String mark(String service) {
        marks++;
        return "WRINGER_SERVICE=" + id + "/" + marks + "/" + service;
    }

    /** The orderly end: services that were not released are ended as well, then the reaper ends. */
    @Override
    public synchronized void close() {
        try (ledger) {
            write("quit");
        } catch (IOException alreadyGone) {
            return;
        }
        try {
            process.waitFor(QUIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(String line) throws IOException {
        try {
            ledger.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            ledger.flush();
        } catch (IOException e) {
            throw new IOException("the reaper is gone: " + e.getMessage(), e);
        }
    }

    static String script(String name) throws IOException {
        try (InputStream script = Reaper.class.getResourceAsStream(name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

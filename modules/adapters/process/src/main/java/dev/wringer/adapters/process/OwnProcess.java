package dev.wringer.adapters.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A process of our own that is a fault. A shell in its place waits until the ledger says how to end it; when Wringer dies before
 * that, the shell reads the end of the file and exits. When memory runs out the kernel takes it first, not a service.
 */
final class OwnProcess {
    private static final String WAIT = "read -r go && echo 1000 >/proc/self/oom_score_adj && ";

    private final Process process;
    private final ProcessId id;
    private final Ledger ledger;
    private final Ledger.Entry entry;
    private boolean ended;

    private OwnProcess(Process process, ProcessId id, Ledger ledger, Ledger.Entry entry) {
        this.process = process;
        this.id = id;
        this.ledger = ledger;
        this.entry = entry;
    }

    /** @param script for a POSIX shell */
    static OwnProcess start(String faultId, String script, Ledger ledger) throws IOException {
        Process process = new ProcessBuilder("/bin/sh", "-c", WAIT + script)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            ProcessId id = ProcessEntry.read(process.pid())
                    .orElseThrow(() -> new IOException("it ended at once"))
                    .id();
            Ledger.Entry entry = ledger.record(faultId, new Undo.Kill(id.pid(), id.startTicks()));
            process.getOutputStream().write("go\n".getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
            return new OwnProcess(process, id, ledger, entry);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    ProcessId id() {
        return id;
    }

    OutputStream input() {
        return process.getOutputStream();
    }

    boolean isRunning() {
        return Signals.isRunning(id);
    }

    /** Nothing happens when it has ended already. */
    synchronized void end() throws IOException {
        if (ended) {
            return;
        }
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it ended", e);
        }
        ledger.done(entry);
        ended = true;
    }
}

package dev.wringer.adapters.process;

import dev.wringer.core.model.ProcessFault;
import dev.wringer.engine.run.Injection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Another offset in the file of one service. The evidence: what a program of our own reads under the same file, and that the
 * service has the library mapped and had the time to look at the file again.
 */
final class ClockSkewing implements Injection {
    private final SkewedClocks clocks;
    private final String faultId;
    private final String service;
    private final ProcessFault.ClockSkew fault;
    private Optional<Ledger.Entry> entry = Optional.empty();
    private volatile long changedNanos;

    ClockSkewing(SkewedClocks clocks, String faultId, String service, ProcessFault.ClockSkew fault) {
        this.clocks = clocks;
        this.faultId = faultId;
        this.service = service;
        this.fault = fault;
    }

    @Override
    public void apply() throws Failed {
        try {
            entry = Optional.of(clocks.ledger()
                    .record(faultId, new Undo.RestoreFile(clocks.offsetFile(service), Faketime.text(Duration.ZERO))));
            change(fault.offset());
        } catch (IOException e) {
            throw new Failed("the clock of " + service + " cannot be skewed: " + e.getMessage(), e);
        }
    }

    private void change(Duration offset) throws IOException {
        Faketime.write(clocks.offsetFile(service), offset);
        changedNanos = clocks.clock().nanos();
    }

    @Override
    public Observation observe() {
        Optional<Incarnation> running = clocks.services().running(service);
        if (running.isEmpty()) {
            return new Observation(false, service + " does not run");
        }
        if (!isMappedBy(running.get().id())) {
            return new Observation(false, service + " has libfaketime not mapped");
        }
        return look(fault.offset());
    }

    private Observation look(Duration expected) {
        try {
            Duration offset = clocks.offsetUnder(clocks.offsetFile(service));
            boolean readAgain = clocks.clock().nanos() - changedNanos > Faketime.FILE_READ_EVERY.toNanos();
            return new Observation(
                    readAgain && SkewedClocks.isNear(offset, expected),
                    "`date` beside " + service + " is off by " + offset.toMillis() + " ms"
                            + (readAgain ? "" : ", but the service may not have looked yet"));
        } catch (IOException e) {
            return new Observation(false, "cannot be seen: " + e.getMessage());
        }
    }

    private boolean isMappedBy(ProcessId service) {
        String library = clocks.library().getFileName().toString();
        return Family.descent(service).stream().anyMatch(process -> {
            try (var maps = Files.lines(Path.of("/proc", Long.toString(process.pid()), "maps"))) {
                return maps.anyMatch(line -> line.endsWith("/" + library));
            } catch (IOException gone) {
                return false;
            }
        });
    }

    @Override
    public void remove() throws Failed {
        if (entry.isEmpty()) {
            return;
        }
        try {
            change(Duration.ZERO);
            clocks.ledger().done(entry.get());
            entry = Optional.empty();
        } catch (IOException e) {
            throw new Failed("the clock of " + service + " cannot be put right: " + e.getMessage(), e);
        }
    }

    @Override
    public Observation observeGone() {
        return look(Duration.ZERO);
    }
}

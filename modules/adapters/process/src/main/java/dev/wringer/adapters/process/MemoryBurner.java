package dev.wringer.adapters.process;

import dev.wringer.core.model.MachineFault;
import dev.wringer.engine.run.Injection;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A {@code tail} that has read so many bytes without a line end, which it must keep. It ends by itself when its input does, so
 * with Wringer. Its resident set, as the kernel counts it, is the evidence.
 */
final class MemoryBurner implements Injection {
    private static final String KEEP_ALL = "exec tail -n 1";
    private static final byte[] BLOCK = new byte[1 << 20];
    /** Of what it was given; less is resident when the host swaps it out. */
    private static final double RESIDENT_SHARE_MIN = 0.95;

    private final String faultId;
    private final MachineFault.BurnMemory fault;
    private final Ledger ledger;
    private volatile Optional<OwnProcess> burner = Optional.empty();

    MemoryBurner(String faultId, MachineFault.BurnMemory fault, Ledger ledger) {
        this.faultId = faultId;
        this.fault = fault;
        this.ledger = ledger;
    }

    @Override
    public void apply() throws Failed {
        try {
            HostMemory.requireRoomFor(fault.bytes());
            OwnProcess started = OwnProcess.start(faultId, KEEP_ALL, ledger);
            burner = Optional.of(started);
            feed(started.input());
        } catch (IOException e) {
            throw new Failed("memory cannot be held: " + e.getMessage(), e);
        }
    }

    private void feed(OutputStream input) throws IOException {
        for (long left = fault.bytes(); left > 0; left -= BLOCK.length) {
            input.write(BLOCK, 0, (int) Math.min(left, BLOCK.length));
        }
        input.flush();
    }

    @Override
    public Observation observe() {
        if (burner.isEmpty() || !burner.get().isRunning()) {
            return new Observation(false, "no process holds memory");
        }
        try {
            long resident = HostMemory.residentBytes(burner.get().id());
            return new Observation(
                    resident >= fault.bytes() * RESIDENT_SHARE_MIN,
                    "pid " + burner.get().id().pid() + " holds " + (resident >> 20) + " MiB");
        } catch (IOException ended) {
            return new Observation(false, "the process that holds memory ended: " + ended.getMessage());
        }
    }

    @Override
    public void remove() throws Failed {
        try {
            if (burner.isPresent()) {
                burner.get().end();
            }
        } catch (IOException e) {
            throw new Failed("the process that holds memory cannot be ended: " + e.getMessage(), e);
        }
    }

    @Override
    public Observation observeGone() {
        boolean left = burner.isPresent() && burner.get().isRunning();
        return new Observation(!left, left ? "memory is still held" : "no process holds memory");
    }
}

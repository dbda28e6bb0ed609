package dev.wringer.adapters.process;

import dev.wringer.core.model.MachineFault;
import dev.wringer.engine.run.Injection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Processes that do nothing but compute; the kernel's own account of their processor time is the evidence. */
final class CpuBurners implements Injection {
    private static final String COMPUTE = "while :; do :; done";
    private static final int TICKS_PER_SECOND = 100;
    /** Each must have had this much processor time: 0.05 s. */
    private static final long TICKS_MIN = 5;

    private final String faultId;
    private final MachineFault.BurnCpu fault;
    private final Ledger ledger;
    private final List<OwnProcess> burners = new CopyOnWriteArrayList<>();

    CpuBurners(String faultId, MachineFault.BurnCpu fault, Ledger ledger) {
        this.faultId = faultId;
        this.fault = fault;
        this.ledger = ledger;
    }

    @Override
    public void apply() throws Failed {
        try {
            while (burners.size() < fault.processes()) {
                burners.add(OwnProcess.start(faultId, COMPUTE, ledger));
            }
        } catch (IOException e) {
            throw new Failed("a process to burn CPU cannot be started: " + e.getMessage(), e);
        }
    }

    @Override
    public Observation observe() {
        List<ProcessEntry> entries = burners.stream()
                .filter(OwnProcess::isRunning)
                .map(burner -> ProcessEntry.read(burner.id().pid()))
                .flatMap(Optional::stream)
                .toList();
        long ticks = entries.stream().mapToLong(ProcessEntry::cpuTicks).sum();
        boolean all = entries.size() == fault.processes()
                && entries.stream().allMatch(entry -> entry.cpuTicks() >= TICKS_MIN);
        return new Observation(
                all,
                entries.size() + " of " + fault.processes() + " processes burn, " + (double) ticks / TICKS_PER_SECOND
                        + " s of processor time so far");
    }

    @Override
    public void remove() throws Failed {
        try {
            for (OwnProcess burner : burners) {
                burner.end();
            }
        } catch (IOException e) {
            throw new Failed("a process that burns CPU cannot be ended: " + e.getMessage(), e);
        }
    }

    @Override
    public Observation observeGone() {
        long left = burners.stream().filter(OwnProcess::isRunning).count();
        return new Observation(left == 0, left + " processes burn");
    }
}

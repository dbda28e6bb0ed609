package dev.wringer.adapters.process;

import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.time.Clock;

/**
 * Faults of the processes of a service that this run launched. Nothing else is ever touched: processes are known by pid and
 * start time, from their launch on.
 */
public final class ProcessFaults {
    private final LaunchedServices services;
    private final Ledger ledger;
    private final Clock clock;

    /** @param clock the real one */
    public ProcessFaults(LaunchedServices services, Ledger ledger, Clock clock) {
        this.services = services;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException if it is not a fault of processes, or one of their clock */
    public Injection injection(PlannedFault planned) {
        Victim victim = new Victim(planned.target().to().orElseThrow(), services);
        return switch (planned.fault()) {
            case ProcessFault.Kill ignored -> new Ending(victim, false);
            case ProcessFault.Terminate ignored -> new Ending(victim, true);
            case ProcessFault.CrashLoop(var every) -> new CrashLooping(victim, every, clock);
            case ProcessFault.Pause ignored -> new Pausing(planned.id(), victim, ledger);
            case ProcessFault.CpuLimit(double processors) ->
                new Limiting(planned.id(), victim, ledger, Cgroup.Kind.CPU, group -> group.quota(processors));
            case ProcessFault.MemoryLimit(long bytes) ->
                new Limiting(planned.id(), victim, ledger, Cgroup.Kind.MEMORY, group -> Long.toString(bytes));
            case ProcessFault.FileLimit(long files) -> new FileLimiting(planned.id(), victim, ledger, files);
            default -> throw new IllegalArgumentException(planned.fault().words() + " is not a fault of processes");
        };
    }
}

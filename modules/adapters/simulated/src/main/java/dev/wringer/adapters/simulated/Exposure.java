package dev.wringer.adapters.simulated;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.core.model.ServiceModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults of processes and of the machine that one modelled service is under, and what they come to together. */
final class Exposure {
    /** What the machine of all modelled services has. */
    private static final double PROCESSORS = 4;

    private static final double MEMORY_BYTES = 16.0 * (1L << 30);

    private final ServiceModel.Memory memory;
    private final List<ActiveFault> faults = new ArrayList<>();
    private double slowdown = 1;
    private Optional<String> pausedBy = Optional.empty();
    private long filesMax = Long.MAX_VALUE;
    private Duration clockOffset = Duration.ZERO;
    private boolean diskFull;

    Exposure(ServiceModel.Memory memory) {
        this.memory = memory;
    }

    boolean isClear() {
        return faults.isEmpty();
    }

    boolean isUnder(String fault) {
        return faults.stream().anyMatch(it -> it.id().equals(fault));
    }

    void begin(ActiveFault fault) {
        faults.add(fault);
        addUp();
    }

    void end(String fault) {
        if (faults.removeIf(it -> it.id().equals(fault))) {
            addUp();
        }
    }

    /** What was done to the process itself goes with it; what was done to its group or its machine stays. */
    void processEnded() {
        if (faults.removeIf(
                it -> it.fault() instanceof ProcessFault.Pause || it.fault() instanceof ProcessFault.FileLimit)) {
            addUp();
        }
    }

    private void addUp() {
        slowdown = 1;
        pausedBy = Optional.empty();
        filesMax = Long.MAX_VALUE;
        clockOffset = Duration.ZERO;
        diskFull = false;
        for (ActiveFault active : faults) {
            slowdown *= slowdown(active.fault());
            if (active.fault() instanceof ProcessFault.Pause) {
                pausedBy = Optional.of(active.id());
            } else if (active.fault() instanceof ProcessFault.FileLimit limit) {
                filesMax = Math.min(filesMax, limit.files());
            } else if (active.fault() instanceof ProcessFault.ClockSkew skew) {
                clockOffset = clockOffset.plus(skew.offset());
            } else if (active.fault() instanceof MachineFault.DiskFill) {
                diskFull = true;
            }
        }
    }

    /** How many times longer a fault makes everything take, at least 1. */
    double slowdown(Fault fault) {
        return switch (fault) {
            case ProcessFault.CpuLimit limit -> Math.max(1, 1 / limit.processors());
            case ProcessFault.MemoryLimit limit -> Math.max(1, (double) memoryMax() / limit.bytes());
            case MachineFault.BurnCpu burn -> 1 + burn.processes() / PROCESSORS;
            case MachineFault.BurnMemory burn -> 1 + burn.bytes() / MEMORY_BYTES;
            case ProcessFault.Kill ignored -> 1;
            case ProcessFault.Terminate ignored -> 1;
            case ProcessFault.CrashLoop ignored -> 1;
            case ProcessFault.Pause ignored -> 1;
            case ProcessFault.FileLimit ignored -> 1;
            case ProcessFault.ClockSkew ignored -> 1;
            case MachineFault.DiskFill ignored -> 1;
            case ConnectionFault ignored -> 1;
            case HttpFault ignored -> 1;
            case NamespaceFault ignored -> 1;
        };
    }

    private long memoryMax() {
        return memory.baseBytes() + memory.warmUpBytes() + memory.sawtoothBytes();
    }

    double slowdown() {
        return slowdown;
    }

    /** The fault that has stopped the process. */
    Optional<String> pausedBy() {
        return pausedBy;
    }

    /** So many connections may be open. */
    long filesMax() {
        return filesMax;
    }

    /** By how much its time of day is off. */
    Duration clockOffset() {
        return clockOffset;
    }

    boolean isDiskFull() {
        return diskFull;
    }
}

package dev.wringer.adapters.process;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.ProcessFault;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this host can do. What does not change while this process runs is found out once, the first time that a fault needs it:
 * a whole plan takes about a second, and nothing when it is asked for again. Safe for use by many threads.
 */
public final class Capabilities {
    private static final Map<HostProbe, Optional<String>> PROBED = new EnumMap<>(HostProbe.class);

    /** Why this host cannot inject the fault, in words with what to install or do; empty when it can. */
    public Optional<String> missingFor(Fault fault) {
        return switch (fault) {
            case ProcessFault.CpuLimit ignored -> missing(HostProbe.CPU_GROUP);
            case ProcessFault.MemoryLimit ignored -> missing(HostProbe.MEMORY_GROUP);
            case ProcessFault.FileLimit ignored -> missing(HostProbe.FILE_LIMIT);
            case ProcessFault.ClockSkew ignored -> missing(HostProbe.CLOCKS);
            case NamespaceFault.Partition ignored -> missing(HostProbe.NETWORK);
            case NamespaceFault.Shape shape ->
                missing(HostProbe.NETWORK)
                        .or(() -> missing(Shaping.needsNetem(shape) ? HostProbe.NETEM : HostProbe.TBF));
            case MachineFault.BurnMemory burn -> missingForMemory(burn.bytes());
            case MachineFault.DiskFill fill -> fill.size() > 0 ? missing(HostProbe.MOUNT) : Optional.empty();
            case MachineFault.BurnCpu ignored -> Optional.empty();
            case ProcessFault.Kill ignored -> Optional.empty();
            case ProcessFault.Terminate ignored -> Optional.empty();
            case ProcessFault.CrashLoop ignored -> Optional.empty();
            case ProcessFault.Pause ignored -> Optional.empty();
            case ConnectionFault ignored -> Optional.empty();
            case HttpFault ignored -> Optional.empty();
        };
    }

    private static Optional<String> missing(HostProbe probe) {
        synchronized (PROBED) {
            return PROBED.computeIfAbsent(probe, HostProbe::missing);
        }
    }

    private static Optional<String> missingForMemory(long bytes) {
        try {
            HostMemory.requireRoomFor(bytes);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
    }
}

package dev.wringer.adapters.process;

import dev.wringer.engine.run.Host;
import dev.wringer.engine.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * Measures a service and its children: memory, threads and uptime by OSHI; processor time and open files from the
 * kernel's own tables, because OSHI leaves out children that are gone and shows files it may not count as 0. A figure
 * that one of the processes withholds is absent for all of them.
 */
final class Meter {
    private static final double BYTES_PER_MIB = 1024.0 * 1024.0;
    private static final double MILLIS_PER_HOUR = 3_600_000;
    /**
     * The kernel counts processor time for user space in hundredths of a second (USER_HZ) on every platform we run
     * on.
     */
    private static final double NANOS_PER_TICK = 10_000_000;

    /** Its first use takes a quarter of a second. */
    private static final class Oshi {
        static final OperatingSystem SYSTEM = new SystemInfo().getOperatingSystem();
    }

    private final Clock clock;
    private long previousNanos;
    private long previousTicks;

    private Meter(Clock clock, long previousTicks) {
        this.clock = clock;
        this.previousNanos = clock.nanos();
        this.previousTicks = previousTicks;
    }

    /** Processor time counts from now. */
    static Meter from(Collection<ProcessEntry> members, Clock clock) {
        return new Meter(clock, cpuTicks(members));
    }

    /** @param leader whose uptime is that of the service */
    Host.Sampled measure(ProcessId leader, Collection<ProcessEntry> members) {
        List<ProcessEntry> living =
                members.stream().filter(entry -> !entry.isZombie()).toList();
        OptionalDouble cpuPct = cpuPct(members);
        if (living.isEmpty()) {
            return Host.Sampled.NOTHING;
        }
        List<OSProcess> figures = living.stream()
                .map(entry -> Oshi.SYSTEM.getProcess(Math.toIntExact(entry.pid())))
                .filter(process -> process != null && process.getState() != OSProcess.State.INVALID)
                .toList();
        return new Host.Sampled(
                known(figures.stream().mapToLong(OSProcess::getResidentMemory).sum() / BYTES_PER_MIB),
                cpuPct,
                openFiles(living),
                known(figures.stream().mapToLong(OSProcess::getThreadCount).sum()),
                uptimeHours(leader, figures),
                new TreeMap<>());
    }

    private OptionalDouble cpuPct(Collection<ProcessEntry> members) {
        long nanos = clock.nanos();
        long ticks = cpuTicks(members);
        long usedTicks = ticks - previousTicks;
        long elapsedNanos = nanos - previousNanos;
        previousTicks = ticks;
        previousNanos = nanos;
        // A child that nobody waited for takes its processor time with it: then what was used is not known.
        return usedTicks < 0 || elapsedNanos <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(100.0 * usedTicks * NANOS_PER_TICK / elapsedNanos);
    }

    private static long cpuTicks(Collection<ProcessEntry> members) {
        return members.stream().mapToLong(ProcessEntry::cpuTicks).sum();
    }

    private static OptionalLong openFiles(List<ProcessEntry> living) {
        long sum = 0;
        for (ProcessEntry entry : living) {
            Optional<List<String>> files = entry.openFiles();
            if (files.isEmpty() && ProcessEntry.read(entry.pid()).isPresent()) {
                return OptionalLong.empty();
            }
            sum += files.map(List::size).orElse(0);
        }
        return OptionalLong.of(sum);
    }

    private static OptionalDouble uptimeHours(ProcessId leader, List<OSProcess> figures) {
        return figures.stream()
                .filter(process -> process.getProcessID() == leader.pid())
                .mapToDouble(process -> process.getUpTime() / MILLIS_PER_HOUR)
                .findFirst();
    }

    /** A running process has some of each. */
    private static OptionalLong known(long figure) {
        return figure > 0 ? OptionalLong.of(figure) : OptionalLong.empty();
    }

    private static OptionalDouble known(double figure) {
        return figure > 0 ? OptionalDouble.of(figure) : OptionalDouble.empty();
    }
}

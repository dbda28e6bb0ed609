package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;
import static dev.wringer.adapters.definitions.Syntaxes.PERCENTAGE;
import static dev.wringer.adapters.definitions.Syntaxes.SIZE;
import static dev.wringer.adapters.definitions.Syntaxes.TEXT;

import dev.wringer.core.model.Fault;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.ProcessFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the faults of processes, of the network namespace made for a service, and of the machine. */
final class ProcessFaults {
    private static final Key<Duration> UP_FOR =
            Key.required("every", DURATION, "2s", "it is killed each time it has been up for so long");
    private static final SectionKeys CRASH_LOOP_KEYS =
            SectionKeys.of("crash-loop", "It is killed again and again.", UP_FOR);

    private static final Key<Duration> DELAY =
            Key.usual("delay", DURATION, "0s", "100ms", "packets come so much later");
    private static final Key<Double> LOSS = Key.usual("loss", PERCENTAGE, "0%", "5%", "so many packets are lost");
    private static final Key<Optional<Long>> RATE =
            Key.optional("rate", Syntaxes.BYTE_RATE, "100kB/s", "packets are held back to this rate");
    private static final SectionKeys SHAPE_KEYS = SectionKeys.of(
            "shape", "What the service sends is shaped by the kernel (tc): at least one of these.", DELAY, LOSS, RATE);

    private static final Key<String> FOLDER =
            Key.required("folder", TEXT, "\"data\"", "where the file is written, relative to the simulation's folder");
    private static final Key<Long> LEAVE = Key.usual("leave", SIZE, "0B", "1MiB", "so much stays free");
    private static final Key<Long> DISK_SIZE = Key.usual(
            "size", SIZE, "0B", "64MiB", "above 0B: a file system of this size is mounted there before services start");
    private static final SectionKeys DISK_FILL_KEYS =
            SectionKeys.of("disk-fill", "A full disk.", FOLDER, LEAVE, DISK_SIZE);

    private static final Syntax<List<String>> NAMES = Syntaxes.list(TEXT, true);
    private static final Syntax<Fault> PARTITION = new Syntaxes.Simple<>(
            NAMES.words(), List.of(), node -> NAMES.read(node).map(NamespaceFault.Partition::new));

    static final List<Key<Optional<Fault>>> KEYS = List.of(
            FaultKind.plain("kill", ProcessFault.Kill::new, "ends it by SIGKILL; started again when the fault is over"),
            FaultKind.plain(
                    "terminate",
                    ProcessFault.Terminate::new,
                    "ends it by its own signal; started again when the fault is over"),
            FaultKind.section("crash-loop", CRASH_LOOP_KEYS, ProcessFaults::crashLoop, "2s", "killed again and again"),
            FaultKind.plain("pause", ProcessFault.Pause::new, "stops its processes (SIGSTOP)"),
            Key.optional(
                    "cpu-limit",
                    Syntaxes.<Fault>scalar(
                            "percentage",
                            Quantities.PERCENTAGE,
                            text -> new ProcessFault.CpuLimit(Quantities.percentage(text))),
                    "20%",
                    "less processor time; 100 % is one processor"),
            Key.optional(
                    "memory-limit",
                    Syntaxes.<Fault>scalar(
                            "size", Quantities.SIZE, text -> new ProcessFault.MemoryLimit(Quantities.size(text))),
                    "64MiB",
                    "less memory; may get it killed"),
            Key.optional(
                    "file-limit",
                    Syntaxes.<Fault>scalar(
                            "whole number",
                            "a whole number",
                            text -> new ProcessFault.FileLimit(Syntaxes.longNumber(text))),
                    "32",
                    "fewer open files"),
            Key.optional(
                    "clock-skew",
                    Syntaxes.<Fault>scalar("duration", Quantities.DURATION, ProcessFaults::clockSkew),
                    "-5min",
                    "its time of day is off; a minus sets it back"),
            Key.optional(
                    "partition",
                    PARTITION,
                    "[ memory-engine ]",
                    "what it sends to these services, or to `wringer`, does not arrive"),
            FaultKind.section("shape", SHAPE_KEYS, ProcessFaults::shape, "{ loss = 5% }", "its packets are shaped"),
            Key.optional(
                    "burn-cpu",
                    Syntaxes.<Fault>scalar(
                            "whole number", "a whole number", text -> new MachineFault.BurnCpu(Syntaxes.whole(text))),
                    "2",
                    "so many processes compute; a fault of the machine, without `to`"),
            Key.optional(
                    "burn-memory",
                    Syntaxes.<Fault>scalar(
                            "size", Quantities.SIZE, text -> new MachineFault.BurnMemory(Quantities.size(text))),
                    "256MiB",
                    "so much memory is held; a fault of the machine"),
            FaultKind.section(
                    "disk-fill",
                    DISK_FILL_KEYS,
                    ProcessFaults::diskFill,
                    "{ folder = \"data\", leave = 1MiB }",
                    "the disk is full; a fault of the machine"));

    private ProcessFaults() {}

    private static Fault clockSkew(String text) {
        return text.startsWith("-")
                ? new ProcessFault.ClockSkew(
                        Quantities.duration(text.substring(1)).negated())
                : new ProcessFault.ClockSkew(Quantities.duration(text));
    }

    private static Entry<Fault> crashLoop(Section section) {
        Entry<Duration> upFor = section.read(UP_FOR);
        return section.build(() -> new ProcessFault.CrashLoop(upFor.value()));
    }

    private static Entry<Fault> shape(Section section) {
        Entry<Duration> delay = section.read(DELAY);
        Entry<Double> loss = section.read(LOSS);
        Entry<Optional<Long>> rate = section.read(RATE);
        return section.build(() -> new NamespaceFault.Shape(
                delay.value(), loss.value(), rate.value().orElse(0L)));
    }

    private static Entry<Fault> diskFill(Section section) {
        Entry<String> folder = section.read(FOLDER);
        Entry<Long> leave = section.read(LEAVE);
        Entry<Long> size = section.read(DISK_SIZE);
        return section.build(() -> new MachineFault.DiskFill(
                section.context().resolve(folder.value(), "folder"), leave.value(), size.value()));
    }
}

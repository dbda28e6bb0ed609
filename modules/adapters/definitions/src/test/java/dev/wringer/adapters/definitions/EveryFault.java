package dev.wringer.adapters.definitions;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.ConnectionFault.Direction;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.HttpEffect;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.ProcessFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** One fault of each kind, with no value that is a default. */
final class EveryFault {
    private static final Duration TIME = Duration.ofMillis(1_500);
    private static final double SHARE = 0.12345678901234568;

    private EveryFault() {}

    static List<Fault> all() {
        return Stream.<Fault>concat(
                        Stream.of(
                                new ConnectionFault.Latency(TIME, Duration.ofNanos(1), Direction.REQUESTS, SHARE),
                                new ConnectionFault.Bandwidth(50_001, Direction.RESPONSES, SHARE),
                                new ConnectionFault.Slicer(64, TIME, Direction.REQUESTS, SHARE),
                                new ConnectionFault.SlowClose(TIME, SHARE),
                                new ConnectionFault.BlackHole(Direction.RESPONSES, SHARE),
                                new ConnectionFault.LimitData(10_001, Direction.REQUESTS, SHARE),
                                new ConnectionFault.Refuse(),
                                new ConnectionFault.Reset(SHARE),
                                new ProcessFault.Kill(),
                                new ProcessFault.Terminate(),
                                new ProcessFault.CrashLoop(TIME),
                                new ProcessFault.Pause(),
                                new ProcessFault.CpuLimit(0.2),
                                new ProcessFault.MemoryLimit(64 << 20),
                                new ProcessFault.FileLimit(32),
                                new ProcessFault.ClockSkew(TIME.negated()),
                                new NamespaceFault.Partition(List.of("cache", "wringer")),
                                new NamespaceFault.Shape(TIME, 0.05, 0),
                                new NamespaceFault.Shape(Duration.ZERO, 0, 100_000),
                                new MachineFault.BurnCpu(2),
                                new MachineFault.BurnMemory(256 << 20),
                                new MachineFault.DiskFill(Path.of("/data/of a run"), 1 << 20, 64 << 20)),
                        effects().map(effect -> new HttpFault(effect, "POST", "/v1/\"chat\"?a=b", SHARE)))
                .toList();
    }

    private static Stream<HttpEffect> effects() {
        return Stream.of(
                new HttpEffect.Delay(TIME),
                new HttpEffect.Status(503),
                new HttpEffect.Abort(),
                new HttpEffect.Header("X-Odd", "a: \"${b}\" # c"),
                new HttpEffect.Corrupt(),
                new HttpEffect.Truncate());
    }

    /** The records below a sealed type. */
    static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(EveryFault::leaves) : Stream.of(type);
    }
}

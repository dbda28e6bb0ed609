package dev.wringer.adapters.definitions;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.ConnectionFault.Direction;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.HttpEffect;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes faults as a simulation file has them: keys and values, from which the reader makes the same again. */
final class FaultText {
    private FaultText() {}

    /** An entry of the plan that comes once, at its time. */
    static SortedMap<String, Object> entry(PlannedFault planned) {
        SortedMap<String, Object> entry = new TreeMap<>();
        entry.put(planned.fault().kind(), value(planned.fault()));
        planned.target().to().ifPresent(to -> entry.put("to", to));
        planned.target().from().ifPresent(from -> entry.put("from", from));
        if (!planned.target().reaches().isEmpty()) {
            entry.put("reaches", planned.target().reaches());
        }
        entry.put("at", Quantities.written(planned.at()));
        entry.put("for", Quantities.written(planned.lasting()));
        return entry;
    }

    private static Object value(Fault fault) {
        return switch (fault) {
            case ConnectionFault connections -> value(connections);
            case HttpFault http -> value(http);
            case ProcessFault process -> value(process);
            case NamespaceFault.Partition partition -> partition.others();
            case NamespaceFault.Shape shape ->
                shape.bytesPerSecond() > 0
                        ? with(delayAndLoss(shape), "rate", rate(shape.bytesPerSecond()))
                        : delayAndLoss(shape);
            case MachineFault.BurnCpu burn -> burn.processes();
            case MachineFault.BurnMemory burn -> size(burn.bytes());
            case MachineFault.DiskFill fill ->
                Map.of("folder", fill.folder().toString(), "leave", size(fill.leave()), "size", size(fill.size()));
        };
    }

    private static Object value(ConnectionFault fault) {
        SortedMap<String, Object> section = new TreeMap<>(Map.of("share", Quantities.written(fault.share())));
        return switch (fault) {
            case ConnectionFault.Latency latency ->
                with(
                        with(section, "delay", time(latency.delay()), "jitter", time(latency.jitter())),
                        "direction",
                        word(latency.direction()));
            case ConnectionFault.Bandwidth bandwidth ->
                with(section, "rate", rate(bandwidth.bytesPerSecond()), "direction", word(bandwidth.direction()));
            case ConnectionFault.Slicer slicer ->
                with(
                        with(section, "bytes", slicer.bytes(), "every", time(slicer.every())),
                        "direction",
                        word(slicer.direction()));
            case ConnectionFault.SlowClose slow -> with(section, "delay", time(slow.delay()));
            case ConnectionFault.BlackHole hole -> with(section, "direction", word(hole.direction()));
            case ConnectionFault.LimitData limit ->
                with(section, "bytes", size(limit.bytes()), "direction", word(limit.direction()));
            case ConnectionFault.Refuse ignored -> true;
            case ConnectionFault.Reset ignored -> section;
        };
    }

    private static Object value(HttpFault fault) {
        SortedMap<String, Object> section = new TreeMap<>(
                Map.of("method", fault.method(), "path", fault.path(), "share", Quantities.written(fault.share())));
        return switch (fault.effect()) {
            case HttpEffect.Delay delay -> with(section, "delay", time(delay.delay()));
            case HttpEffect.Status status -> with(section, "status", status.status());
            case HttpEffect.Header header -> with(section, "name", header.name(), "value", header.value());
            case HttpEffect.Abort ignored -> section;
            case HttpEffect.Corrupt ignored -> section;
            case HttpEffect.Truncate ignored -> section;
        };
    }

    private static Object value(ProcessFault fault) {
        return switch (fault) {
            case ProcessFault.Kill ignored -> true;
            case ProcessFault.Terminate ignored -> true;
            case ProcessFault.Pause ignored -> true;
            case ProcessFault.CrashLoop loop -> Map.of("every", time(loop.every()));
            case ProcessFault.CpuLimit limit -> Quantities.written(limit.processors());
            case ProcessFault.MemoryLimit limit -> size(limit.bytes());
            case ProcessFault.FileLimit limit -> limit.files();
            case ProcessFault.ClockSkew skew ->
                (skew.offset().isNegative() ? "-" : "") + time(skew.offset().abs());
        };
    }

    private static SortedMap<String, Object> delayAndLoss(NamespaceFault.Shape shape) {
        return new TreeMap<>(Map.of("delay", time(shape.delay()), "loss", Quantities.written(shape.loss())));
    }

    private static SortedMap<String, Object> with(SortedMap<String, Object> section, String key, Object value) {
        section.put(key, value);
        return section;
    }

    private static SortedMap<String, Object> with(
            SortedMap<String, Object> section, String key, Object value, String other, Object otherValue) {
        return with(with(section, key, value), other, otherValue);
    }

    private static String word(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    private static String time(Duration duration) {
        return Quantities.written(duration);
    }

    private static String size(long bytes) {
        return bytes + "B";
    }

    private static String rate(long bytesPerSecond) {
        return bytesPerSecond + "B/s";
    }
}

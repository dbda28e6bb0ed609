package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.ConnectionFault.Direction;
import dev.wringer.core.model.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the faults of connections. */
final class ConnectionFaults {
    private static final Key<Double> SHARE = Key.usual(
            "share", Syntaxes.PERCENTAGE, "100%", "25%", "of the connections, drawn for each; above 0% to 100%");
    private static final Key<Direction> DIRECTION = Key.usual(
            "direction",
            Syntaxes.choice(
                    Map.of("requests", Direction.REQUESTS, "responses", Direction.RESPONSES, "both", Direction.BOTH)),
            "both",
            "responses",
            "which way the bytes go that it acts on");

    private static final Key<Duration> DELAY = Key.required("delay", DURATION, "200ms", "bytes come so much later");
    private static final Key<Duration> JITTER =
            Key.usual("jitter", DURATION, "0s", "50ms", "give or take up to so much; at most the delay");
    private static final SectionKeys LATENCY_KEYS =
            SectionKeys.of("latency", "Bytes come later; bandwidth stays.", DELAY, JITTER, DIRECTION, SHARE);

    private static final Key<Long> RATE =
            Key.required("rate", Syntaxes.BYTE_RATE, "50kB/s", "of a connection and direction; 1kB/s or more");
    private static final SectionKeys BANDWIDTH_KEYS =
            SectionKeys.of("bandwidth", "Fewer bytes per time.", RATE, DIRECTION, SHARE);

    private static final Key<Integer> SLICE = Key.required("bytes", Syntaxes.WHOLE, "64", "the size of a slice");
    private static final Key<Duration> SLICE_EVERY = Key.usual("every", DURATION, "10ms", "5ms", "from slice to slice");
    private static final SectionKeys SLICER_KEYS =
            SectionKeys.of("slicer", "Bytes come in small slices.", SLICE, SLICE_EVERY, DIRECTION, SHARE);

    private static final Key<Duration> CLOSE_DELAY =
            Key.required("delay", DURATION, "2s", "the end of a connection is passed on so much later");
    private static final SectionKeys SLOW_CLOSE_KEYS =
            SectionKeys.of("slow-close", "Connections close late.", CLOSE_DELAY, SHARE);

    private static final SectionKeys BLACK_HOLE_KEYS = SectionKeys.of(
            "black-hole", "Connections are accepted and stay open; what is sent is swallowed.", DIRECTION, SHARE);

    private static final Key<Long> BYTES =
            Key.required("bytes", Syntaxes.SIZE, "10kB", "a connection is closed after so many");
    private static final SectionKeys LIMIT_DATA_KEYS =
            SectionKeys.of("limit-data", "Connections end after some bytes.", BYTES, DIRECTION, SHARE);

    private static final SectionKeys RESET_KEYS =
            SectionKeys.of("reset", "Connections, idle ones too, are reset; new ones as they come.", SHARE);

    static final List<Key<Optional<Fault>>> KEYS = List.of(
            FaultKind.section("latency", LATENCY_KEYS, ConnectionFaults::latency, "200ms", "bytes come later"),
            FaultKind.section(
                    "bandwidth", BANDWIDTH_KEYS, ConnectionFaults::bandwidth, "50kB/s", "fewer bytes per time"),
            FaultKind.section(
                    "slicer", SLICER_KEYS, ConnectionFaults::slicer, "{ bytes = 64, every = 5ms }", "bytes in slices"),
            FaultKind.section("slow-close", SLOW_CLOSE_KEYS, ConnectionFaults::slowClose, "2s", "a late end"),
            FaultKind.usual("black-hole", BLACK_HOLE_KEYS, ConnectionFaults::blackHole, "true", "bytes are swallowed"),
            FaultKind.section(
                    "limit-data", LIMIT_DATA_KEYS, ConnectionFaults::limitData, "10kB", "an end after some bytes"),
            FaultKind.plain("refuse", ConnectionFault.Refuse::new, "new connections are refused"),
            FaultKind.usual("reset", RESET_KEYS, ConnectionFaults::reset, "{ share = 50% }", "connections are reset"));

    private ConnectionFaults() {}

    private static Entry<Fault> latency(Section section) {
        Entry<Duration> delay = section.read(DELAY);
        Entry<Duration> jitter = section.read(JITTER);
        Entry<Direction> direction = section.read(DIRECTION);
        Entry<Double> share = section.read(SHARE);
        return section.build(
                () -> new ConnectionFault.Latency(delay.value(), jitter.value(), direction.value(), share.value()));
    }

    private static Entry<Fault> bandwidth(Section section) {
        Entry<Long> rate = section.read(RATE);
        Entry<Direction> direction = section.read(DIRECTION);
        Entry<Double> share = section.read(SHARE);
        return section.build(() -> new ConnectionFault.Bandwidth(rate.value(), direction.value(), share.value()));
    }

    private static Entry<Fault> slicer(Section section) {
        Entry<Integer> bytes = section.read(SLICE);
        Entry<Duration> every = section.read(SLICE_EVERY);
        Entry<Direction> direction = section.read(DIRECTION);
        Entry<Double> share = section.read(SHARE);
        return section.build(
                () -> new ConnectionFault.Slicer(bytes.value(), every.value(), direction.value(), share.value()));
    }

    private static Entry<Fault> slowClose(Section section) {
        Entry<Duration> delay = section.read(CLOSE_DELAY);
        Entry<Double> share = section.read(SHARE);
        return section.build(() -> new ConnectionFault.SlowClose(delay.value(), share.value()));
    }

    private static Entry<Fault> blackHole(Section section) {
        Entry<Direction> direction = section.read(DIRECTION);
        Entry<Double> share = section.read(SHARE);
        return section.build(() -> new ConnectionFault.BlackHole(direction.value(), share.value()));
    }

    private static Entry<Fault> limitData(Section section) {
        Entry<Long> bytes = section.read(BYTES);
        Entry<Direction> direction = section.read(DIRECTION);
        Entry<Double> share = section.read(SHARE);
        return section.build(() -> new ConnectionFault.LimitData(bytes.value(), direction.value(), share.value()));
    }

    private static Entry<Fault> reset(Section section) {
        Entry<Double> share = section.read(SHARE);
        return section.build(() -> new ConnectionFault.Reset(share.value()));
    }
}

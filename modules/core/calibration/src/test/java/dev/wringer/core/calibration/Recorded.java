package dev.wringer.core.calibration;

import dev.wringer.core.judge.JudgePlan;
import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.GeneratorInterval;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Fitness;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A made-up run of minutes: one endpoint with 20 requests a minute, one service. */
record Recorded(long windows, LongToDoubleFunction millis, LongToDoubleFunction memory, LongToDoubleFunction errors) {
    static final EndpointId CHAT = new EndpointId("gateway", "/v1/chat");
    static final int REQUESTS = 20;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** Healthy and without any noise. */
    static Recorded steady(long windows) {
        return new Recorded(windows, i -> 20, i -> 200, i -> 0);
    }

    Recorded millis(LongToDoubleFunction other) {
        return new Recorded(windows, other, memory, errors);
    }

    Recorded memory(LongToDoubleFunction other) {
        return new Recorded(windows, millis, other, errors);
    }

    Recorded errors(LongToDoubleFunction other) {
        return new Recorded(windows, millis, memory, other);
    }

    JudgePlan plan(Criterion... criteria) {
        Map<String, OptionalLong> limits = new LinkedHashMap<>();
        limits.put("gateway", OptionalLong.of(512L << 20));
        return new JudgePlan(
                List.of(criteria),
                WINDOW.multipliedBy(windows),
                WINDOW,
                Duration.ZERO,
                windows,
                new TreeMap<>(Map.of(CHAT, Duration.ofSeconds(10))),
                limits,
                new TreeMap<>(Map.of(CHAT, REQUESTS * windows)),
                Fitness.DEFAULT);
    }

    Recording recording(Criterion... criteria) {
        return Recording.of(plan(criteria), stream(), new Seed(1).stream("thinning"));
    }

    Stream<Window> stream() {
        return LongStream.range(0, windows).mapToObj(this::window);
    }

    Window window(long index) {
        EndpointInterval interval = new EndpointInterval(CHAT);
        for (int i = 0; i < REQUESTS; i++) {
            interval.recordStart();
            Outcome outcome = i < errors.applyAsDouble(index) ? Outcome.UNEXPECTED_STATUS : Outcome.OK;
            interval.recordEnd(outcome, 0, 0, (long) (1e6 * millis.applyAsDouble(index)));
        }
        return new Window(
                index,
                Instant.EPOCH.plus(WINDOW.multipliedBy(index)),
                Instant.EPOCH.plus(WINDOW.multipliedBy(index + 1)),
                WINDOW.multipliedBy(index + 1).toNanos(),
                Phase.STEADY,
                List.of(interval),
                List.of(service(memory.applyAsDouble(index))),
                GeneratorInterval.UNMEASURED,
                List.of());
    }

    private static ServiceInterval service(double mib) {
        return new ServiceInterval(
                "gateway",
                7000,
                OptionalDouble.of(mib),
                OptionalDouble.of(mib),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                0,
                0,
                OptionalDouble.of(1),
                0,
                0,
                new TreeMap<>());
    }
}

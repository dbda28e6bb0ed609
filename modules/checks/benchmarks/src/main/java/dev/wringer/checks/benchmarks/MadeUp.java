package dev.wringer.checks.benchmarks;

import dev.wringer.core.judge.JudgePlan;
import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.GeneratorInterval;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Fitness;
import dev.wringer.core.model.RandomStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** A run that nobody measured: equal windows one after the other. */
record MadeUp(Duration window, long windowCount) {
    /** What the published tables were measured on. */
    static final MadeUp SOAK = new MadeUp(Duration.ofMinutes(1), 2_880);

    private static final Instant START = Instant.parse("2026-02-08T00:00:00Z");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int PORT = 7_000;

    JudgePlan plan(
            List<Criterion> criteria,
            List<EndpointId> endpoints,
            Map<String, OptionalLong> memoryLimits,
            SortedMap<EndpointId, Long> offered) {
        SortedMap<EndpointId, Duration> timeouts = new TreeMap<>();
        endpoints.forEach(id -> timeouts.put(id, TIMEOUT));
        return new JudgePlan(
                criteria,
                window.multipliedBy(windowCount),
                window,
                Duration.ZERO,
                windowCount,
                timeouts,
                memoryLimits,
                offered,
                Fitness.DEFAULT);
    }

    Window window(long index, List<EndpointInterval> endpoints, List<ServiceInterval> services) {
        Duration end = window.multipliedBy(index + 1);
        return new Window(
                index,
                START.plus(window.multipliedBy(index)),
                START.plus(end),
                end.toNanos(),
                Phase.STEADY,
                endpoints,
                services,
                GeneratorInterval.UNMEASURED,
                List.of());
    }

    static ServiceInterval service(String name, double mebibytes) {
        return new ServiceInterval(
                name,
                PORT,
                OptionalDouble.of(mebibytes),
                OptionalDouble.of(mebibytes),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                0,
                0,
                OptionalDouble.empty(),
                0,
                0,
                new TreeMap<>());
    }

    /** Noise around 0 that remembers its last value (an autoregressive process of order 1), from its stationary state on. */
    static double[] noise(RandomStream random, int length, double sd, double correlation) {
        double[] noise = new double[length];
        double fresh = sd * Math.sqrt(1 - correlation * correlation);
        double last = sd * random.nextGaussian();
        for (int i = 0; i < length; i++) {
            last = correlation * last + fresh * random.nextGaussian();
            noise[i] = last;
        }
        return noise;
    }
}

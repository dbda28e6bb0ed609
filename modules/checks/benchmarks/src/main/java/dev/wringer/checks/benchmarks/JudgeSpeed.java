package dev.wringer.checks.benchmarks;

import dev.wringer.core.judge.Judge;
import dev.wringer.core.judge.State;
import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How long the judge takes for a window of a soak with 20 endpoints and 6 services: each call by the clock on the wall, and by
 * the CPU of its thread, which a busy host does not lengthen. What it takes is taken from the run, on the same host.
 */
final class JudgeSpeed {
    /** A window of 60 s must not notice its judge. */
    static final double MILLIS_MAX = 50;

    private static final int ENDPOINTS = 20;
    private static final int SERVICES = 6;
    private static final int REQUESTS = 60;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double ERRORS = 0.001;

    private static final List<Criterion> CRITERIA = List.of(
            new Criterion.ErrorRate(0.005, Optional.of(0.5)),
            new Criterion.ResponseTime(95, Optional.empty(), Duration.ofSeconds(1), Optional.of(Duration.ofSeconds(2))),
            new Criterion.ResponseTime(99, Optional.empty(), Duration.ofSeconds(2), Optional.of(Duration.ofSeconds(5))),
            new Criterion.ResponseTimeStable(95),
            new Criterion.MemoryStable(0.1));

    private final long[] wall = new long[(int) MadeUp.SOAK.windowCount()];
    private final long[] cpu = new long[wall.length];

    private JudgeSpeed(long seed) {
        soak(seed);
        Arrays.sort(wall);
        Arrays.sort(cpu);
    }

    /** Judges the soak twice: the first time compiles, the second counts. */
    static JudgeSpeed measured() {
        new JudgeSpeed(1);
        return new JudgeSpeed(2);
    }

    private void soak(long seed) {
        MadeUp soak = MadeUp.SOAK;
        RandomStream random = new Seed(seed).stream("speed");
        List<EndpointId> ids = IntStream.range(0, ENDPOINTS)
                .mapToObj(i -> new EndpointId("service-" + i % SERVICES, "/" + i))
                .toList();
        Map<String, OptionalLong> limits = new LinkedHashMap<>();
        IntStream.range(0, SERVICES).forEach(s -> limits.put("service-" + s, OptionalLong.of(512L << 20)));
        Judge judge = new Judge(soak.plan(CRITERIA, ids, limits, new TreeMap<>()));
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        for (int t = 0; t < wall.length; t++) {
            List<EndpointInterval> endpoints =
                    ids.stream().map(id -> interval(id, random)).toList();
            List<ServiceInterval> services = limits.keySet().stream()
                    .map(name -> MadeUp.service(name, 180 + 150 * random.nextDouble()))
                    .toList();
            var window = soak.window(t, endpoints, services);
            long cpuBefore = thread.getCurrentThreadCpuTime();
            long before = System.nanoTime();
            judge.observe(window);
            wall[t] = System.nanoTime() - before;
            cpu[t] = thread.getCurrentThreadCpuTime() - cpuBefore;
        }
        State state = judge.conclude(Remainder.NOTHING, false).state();
        if (state != State.PASS) {
            throw new IllegalStateException("a healthy run is " + state);
        }
    }

    private static EndpointInterval interval(EndpointId id, RandomStream random) {
        EndpointInterval interval = new EndpointInterval(id);
        for (int i = 0; i < REQUESTS; i++) {
            long took = (long) (30e6 * StrictMath.exp(0.8 * random.nextGaussian()));
            interval.recordStart();
            interval.recordEnd(random.nextBoolean(ERRORS) ? Outcome.UNEXPECTED_STATUS : Outcome.OK, 0, 0, took);
        }
        return interval;
    }

    String report() {
        return "%,d windows, %d endpoints, %d services; no window may take %.0f ms.%n%n"
                        .formatted(wall.length, ENDPOINTS, SERVICES, MILLIS_MAX)
                + "| | median | 99th percentile | longest |\n|---|---|---|---|\n" + row("wall", wall)
                + row("CPU of its thread", cpu);
    }

    private static String row(String name, long[] sorted) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f ms | %.2f ms | %.2f ms |%n",
                name,
                sorted[sorted.length / 2] / NANOS_PER_MILLI,
                sorted[sorted.length * 99 / 100] / NANOS_PER_MILLI,
                sorted[sorted.length - 1] / NANOS_PER_MILLI);
    }
}

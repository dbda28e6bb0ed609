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
 * How long the judge takes for a window of a soak with 20 endpoints and 6 services: wall time of each call, with nothing else
 * in it. What it takes is taken from the run, on the same host.
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

    private final long[] sorted;

    private JudgeSpeed(long[] nanos) {
        this.sorted = nanos;
        Arrays.sort(sorted);
    }

    /** Judges the soak twice: the first time compiles, the second counts. */
    static JudgeSpeed measured() {
        soak(1);
        return new JudgeSpeed(soak(2));
    }

    private static long[] soak(long seed) {
        MadeUp soak = MadeUp.SOAK;
        RandomStream random = new Seed(seed).stream("speed");
        List<EndpointId> ids = IntStream.range(0, ENDPOINTS)
                .mapToObj(i -> new EndpointId("service-" + i % SERVICES, "/" + i))
                .toList();
        Map<String, OptionalLong> limits = new LinkedHashMap<>();
        IntStream.range(0, SERVICES).forEach(s -> limits.put("service-" + s, OptionalLong.of(512L << 20)));
        Judge judge = new Judge(soak.plan(CRITERIA, ids, limits, new TreeMap<>()));
        long[] nanos = new long[(int) soak.windowCount()];
        for (int t = 0; t < nanos.length; t++) {
            List<EndpointInterval> endpoints =
                    ids.stream().map(id -> interval(id, random)).toList();
            List<ServiceInterval> services = limits.keySet().stream()
                    .map(name -> MadeUp.service(name, 180 + 150 * random.nextDouble()))
                    .toList();
            var window = soak.window(t, endpoints, services);
            long begin = System.nanoTime();
            judge.observe(window);
            nanos[t] = System.nanoTime() - begin;
        }
        State state = judge.conclude(Remainder.NOTHING, false).state();
        if (state != State.PASS) {
            throw new IllegalStateException("a healthy run is " + state);
        }
        return nanos;
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

    /** The time that a share of the windows took at most. */
    double millis(double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1] / NANOS_PER_MILLI;
    }

    String report() {
        String table = """
            | Windows | Endpoints | Services | median | 99th percentile | longest | must stay below |
            |---|---|---|---|---|---|---|
            | %,d | %d | %d | %.2f ms | %.2f ms | %.2f ms | %.0f ms |
            """;
        return String.format(
                Locale.ROOT,
                table,
                sorted.length,
                ENDPOINTS,
                SERVICES,
                millis(0.5),
                millis(0.99),
                millis(1),
                MILLIS_MAX);
    }

    public static void main(String[] args) {
        System.out.print(measured().report());
    }
}

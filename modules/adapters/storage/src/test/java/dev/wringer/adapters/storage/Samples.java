package dev.wringer.adapters.storage;

import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.State;
import dev.wringer.core.judge.Verdict;
import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.GeneratorInterval;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Made-up measurements, the same each time. */
final class Samples {
    static final Instant START = Instant.parse("2026-02-08T00:00:00Z");
    static final Duration MINUTE = Duration.ofMinutes(1);

    static final RunFacts FACTS = new RunFacts(
            "sonia soak",
            "simulation { name = \"sonia soak\" } # größer\n",
            20_260_208L,
            "virtual",
            START,
            "./wringer run simulations/sonia-soak.conf --clock virtual --seed 20260208",
            new TreeMap<>(Map.of("duration", "2h")),
            new TreeMap<>(Map.of("simulation.window", "60s")),
            new TreeMap<>(Map.of("jdk", "25")));

    static final Remainder REMAINDER = new Remainder(
            new TreeMap<>(Map.of(new EndpointId("gateway", "/v1/chat, \"new\""), 3L)),
            new TreeMap<>(Map.of("pipecat", 2L)));

    static final Verdict VERDICT = new Verdict(
            State.FAIL,
            List.of(
                    new Finding("memory", "gateway", State.FAIL, "grew by <40 %> & more", OptionalLong.of(1), true),
                    new Finding(
                            "p95-stable", "run", State.INCONCLUSIVE, "3 h more decide", OptionalLong.empty(), false),
                    new Finding("restarts", "run", State.PASS, "0 restarts", OptionalLong.empty(), false)),
            List.of("gateway: memory grew"));

    static Window window(long index) {
        Instant start = START.plus(MINUTE.multipliedBy(index));
        return new Window(
                index,
                start,
                start.plus(MINUTE),
                MINUTE.multipliedBy(index + 1).toNanos(),
                index < 1 ? Phase.WARM_UP : Phase.STEADY,
                endpoints(index),
                List.of(service("gateway", 7000, index), silent("eva-os", 7050), service("pipecat", 7030, index)),
                index == 2
                        ? new GeneratorInterval(
                                OptionalDouble.of(120.5),
                                OptionalDouble.of(0.25),
                                OptionalDouble.empty(),
                                OptionalDouble.of(0.1234),
                                OptionalDouble.of(-3.25),
                                OptionalDouble.of(1.5),
                                List.of("send delay 120.5 ms; limit 100 ms", "CPU"))
                        : GeneratorInterval.UNMEASURED,
                index == 1 ? List.of("kill-gateway", "slow;net") : List.of(),
                index == 2 ? List.of("slow;net") : List.of());
    }

    static List<EndpointInterval> endpoints(long index) {
        return List.of(
                endpoint("gateway", "/v1/chat, \"new\"", index, 60),
                endpoint("gateway", "/v1/quiet", index, 0),
                endpoint("pipecat", "say hello", index, 20));
    }

    static EndpointInterval endpoint(String service, String name, long index, int requests) {
        RandomStream random = new Seed(index).stream(service + name);
        EndpointInterval interval = new EndpointInterval(new EndpointId(service, name));
        for (int i = 0; i < requests; i++) {
            interval.recordStart();
            long response = 1_000_000L + (long) (random.nextDouble() * 80_000_000L);
            interval.recordEnd(i % 10 == 9 ? Outcome.TIMEOUT : Outcome.OK, 0, index == 2 ? 700_000 : 0, response);
        }
        if (requests > 0) {
            interval.recordNotSent();
            interval.recordErrorLabel("status 503; a=b");
            interval.recordErrorLabel("line\nbreak, \"quoted\"");
            interval.recordInFlight(2, 1_234_567_891L);
        }
        return interval;
    }

    private static ServiceInterval service(String name, int port, long index) {
        return new ServiceInterval(
                name,
                port,
                OptionalDouble.of(180.125 + index),
                OptionalDouble.of(140.001),
                OptionalDouble.of(12.34),
                OptionalLong.of(55),
                OptionalLong.of(41),
                7,
                1,
                index,
                OptionalDouble.of(1.5),
                12,
                2,
                new TreeMap<>(Map.of("queue{a=\"b;c\"}", 0.1 + 0.2, "lag", 1e-9)));
    }

    private static ServiceInterval silent(String name, int port) {
        OptionalDouble unknown = OptionalDouble.empty();
        OptionalLong none = OptionalLong.empty();
        return new ServiceInterval(
                name, port, unknown, unknown, unknown, none, none, 0, 0, 0, unknown, 0, 0, new TreeMap<>());
    }

    private Samples() {}
}

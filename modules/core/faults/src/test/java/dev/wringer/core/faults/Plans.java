package dev.wringer.core.faults;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.FaultRule;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.Fitness;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.Probe;
import dev.wringer.core.model.Rate;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.RestartPolicy;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Simulations of two days with three services, c on b on a, and the faults of a plan. */
final class Plans {
    static final Duration RUN = Duration.ofDays(2);
    static final Instant START = Instant.parse("2026-02-08T00:00:00Z");

    private Plans() {}

    /** The plan's rules, at most so many faults and services at once. */
    static FaultPlan plan(int atOnce, int servicesAtOnce, Set<String> never, Duration distance, FaultRule... rules) {
        return new FaultPlan(
                List.of(rules),
                atOnce,
                servicesAtOnce,
                never,
                distance,
                Set.of(),
                Path.of("STOP"),
                FaultPlan.Recovery.USUAL);
    }

    static FaultPlan free(FaultRule... rules) {
        return plan(1000, 1000, Set.of(), Duration.ZERO, rules);
    }

    static FaultRule rule(
            String name, FaultRule.Timing timing, Distribution lasting, List<Fault> faults, String... to) {
        return new FaultRule(name, faults, Stream.of(to).map(FaultTarget::of).toList(), timing, lasting, 1, 1, false);
    }

    static FaultRule.Timing perHour(double rate) {
        return new FaultRule.Timing.Random(new Rate(rate, Duration.ofHours(1)));
    }

    static Distribution seconds(int min, int max) {
        return new Distribution.Uniform(Duration.ofSeconds(min), Duration.ofSeconds(max));
    }

    static Simulation simulation(long seed, FaultPlan plan) {
        return new Simulation(
                "test",
                START,
                RUN,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ZERO,
                Duration.ofSeconds(30),
                new Seed(seed),
                false,
                List.of(service("a", 7000), service("b", 7001, "a"), service("c", 7002, "b"), attached("d", 7003)),
                List.of(new Flow(
                        "flow",
                        "c",
                        List.of(Request.get("/")),
                        Arrivals.Open.constant(Rate.perSecond(1)),
                        Duration.ofSeconds(1),
                        10,
                        Optional.empty())),
                List.of(),
                List.of(new Criterion.Restarts(0)),
                Fitness.DEFAULT,
                Optional.empty(),
                false,
                plan);
    }

    static Service service(String name, int port, String... dependsOn) {
        Service.Launch launch = new Service.Launch(
                List.of(name), Path.of("."), Collections.emptyMap(), new Service.Stop("TERM", Duration.ofSeconds(1)));
        return service(name, port, launch, dependsOn);
    }

    private static Service attached(String name, int port) {
        return service(name, port, new Service.Attach(OptionalLong.empty()));
    }

    private static Service service(String name, int port, Service.Runs runs, String... dependsOn) {
        return new Service(
                name,
                "127.0.0.1",
                port,
                false,
                List.copyOf(new TreeSet<>(List.of(dependsOn))),
                Optional.of(runs),
                new Service.Readiness(new Probe.Tcp(), Duration.ofMillis(100), Duration.ofSeconds(3)),
                Optional.empty(),
                new RestartPolicy.Never(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }
}

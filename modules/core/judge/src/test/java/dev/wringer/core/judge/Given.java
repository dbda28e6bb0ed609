package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.GeneratorInterval;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.Fitness;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.PlannedFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A made-up run of one or more endpoints and services, healthy unless a test says what each window is like. */
final class Given {
    static final EndpointId CHAT = new EndpointId("gateway", "/v1/chat");
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Instant START = Instant.parse("2026-02-08T00:00:00Z");

    final Duration window;
    final long windowCount;
    final List<Criterion> criteria;
    final TreeMap<EndpointId, Long> offered = new TreeMap<>();
    final TreeMap<EndpointId, Duration> timeouts = new TreeMap<>();
    final Map<String, OptionalLong> limits = new LinkedHashMap<>();
    private JudgePlan.Chaos chaos = JudgePlan.Chaos.NONE;

    private Given(Duration window, long windowCount, List<Criterion> criteria) {
        this.window = window;
        this.windowCount = windowCount;
        this.criteria = criteria;
        timeouts.put(CHAT, TIMEOUT);
    }

    /** 48 hours of 60-second windows. */
    static Given soak(Criterion... criteria) {
        return new Given(Duration.ofMinutes(1), 2_880, List.of(criteria));
    }

    /** 72 hours of 60-second windows. */
    static Given threeDays(Criterion... criteria) {
        return new Given(Duration.ofMinutes(1), 4_320, List.of(criteria));
    }

    /** A minute of 5-second windows. */
    static Given minute(Criterion... criteria) {
        return new Given(Duration.ofSeconds(5), 12, List.of(criteria));
    }

    static Given of(Duration window, long windowCount, List<Criterion> criteria) {
        return new Given(window, windowCount, criteria);
    }

    Given offered(long requests) {
        offered.put(CHAT, requests);
        return this;
    }

    Given limit(String service, long mebibytes) {
        limits.put(service, OptionalLong.of(mebibytes << 20));
        return this;
    }

    Given faults(PlannedFault... schedule) {
        chaos = new JudgePlan.Chaos(List.of(schedule), FaultPlan.Recovery.USUAL);
        return this;
    }

    JudgePlan plan() {
        return new JudgePlan(
                        criteria,
                        window.multipliedBy(windowCount),
                        window,
                        Duration.ZERO,
                        windowCount,
                        timeouts,
                        limits,
                        offered,
                        Fitness.DEFAULT)
                .with(chaos);
    }

    /** How each window is made. */
    interface Windows {
        Window at(long index);
    }

    Verdict judged(Windows windows) {
        return judged(windows, 0, windowCount, Remainder.NOTHING, false);
    }

    Verdict judged(Windows windows, long from, long to, Remainder remainder, boolean stoppedEarly) {
        Judge judge = new Judge(plan());
        for (long i = from; i < to; i++) {
            judge.observe(windows.at(i));
        }
        return judge.conclude(remainder, stoppedEarly);
    }

    /** What a judge says that ends the run at the first certain FAIL, and after how many windows. */
    record Ended(Verdict verdict, long windows) {}

    Ended judgedUntilCertain(Windows windows) {
        Judge judge = new Judge(plan());
        for (long i = 0; i < windowCount; i++) {
            List<Finding> findings = judge.observe(windows.at(i));
            if (findings.stream().anyMatch(f -> f.state() == State.FAIL && f.certain())) {
                return new Ended(judge.conclude(Remainder.NOTHING, true), i + 1);
            }
        }
        return new Ended(judge.conclude(Remainder.NOTHING, false), windowCount);
    }

    WindowOf window(long index) {
        return new WindowOf(index);
    }

    /** One window, by default 60 good requests of 20 ms on one endpoint, and one service with 200 MiB. */
    final class WindowOf {
        final long index;
        Phase phase = Phase.STEADY;
        List<String> faults = List.of();
        List<String> recovering = List.of();
        List<String> unfit = List.of();
        OptionalDouble clockDriftMs = OptionalDouble.empty();
        OptionalDouble judgeStallMs = OptionalDouble.empty();
        final List<EndpointInterval> endpoints = new ArrayList<>();
        final List<ServiceInterval> services = new ArrayList<>();

        WindowOf(long index) {
            this.index = index;
        }

        WindowOf warmUp() {
            phase = Phase.WARM_UP;
            return this;
        }

        WindowOf paused() {
            phase = Phase.QUIESCE;
            return this;
        }

        WindowOf faults(String... ids) {
            faults = List.of(ids);
            return this;
        }

        WindowOf recovering(String... ids) {
            recovering = List.of(ids);
            return this;
        }

        WindowOf unfit(String... reasons) {
            unfit = List.of(reasons);
            return this;
        }

        WindowOf clockDrift(Duration drift) {
            clockDriftMs = OptionalDouble.of((double) drift.toMillis());
            return this;
        }

        WindowOf judgeStall(Duration stall) {
            judgeStallMs = OptionalDouble.of((double) stall.toMillis());
            return this;
        }

        WindowOf requests(int ok, int errors, Outcome kind, double millis) {
            endpoints.add(interval(CHAT, ok, errors, kind, millis));
            return this;
        }

        WindowOf endpoint(EndpointInterval interval) {
            endpoints.add(interval);
            return this;
        }

        WindowOf service(ServiceInterval service) {
            services.add(service);
            return this;
        }

        WindowOf memory(double mebibytes) {
            return service(serviceWith("gateway", OptionalDouble.of(mebibytes), 0, 0, 0));
        }

        Window done() {
            if (endpoints.isEmpty()) {
                requests(60, 0, Outcome.OK, 20);
            }
            if (services.isEmpty()) {
                memory(200);
            }
            OptionalDouble unknown = OptionalDouble.empty();
            GeneratorInterval generator =
                    new GeneratorInterval(unknown, unknown, unknown, unknown, clockDriftMs, judgeStallMs, unfit);
            Duration end = window.multipliedBy(index + 1);
            return new Window(
                    index,
                    START.plus(window.multipliedBy(index)),
                    START.plus(end),
                    end.toNanos(),
                    phase,
                    endpoints,
                    services,
                    generator,
                    faults,
                    recovering);
        }
    }

    static EndpointInterval interval(EndpointId id, int ok, int errors, Outcome kind, double millis) {
        EndpointInterval interval = new EndpointInterval(id);
        long nanos = (long) (millis * 1e6);
        for (int i = 0; i < ok + errors; i++) {
            interval.recordStart();
            interval.recordEnd(i < ok ? Outcome.OK : kind, 0, 0, nanos);
        }
        return interval;
    }

    static ServiceInterval serviceWith(String name, OptionalDouble memory, long stuck, long restarts, long failures) {
        return new ServiceInterval(
                name,
                7000,
                memory,
                memory,
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                3,
                stuck,
                restarts,
                OptionalDouble.of(1),
                12,
                failures,
                new TreeMap<>());
    }
}

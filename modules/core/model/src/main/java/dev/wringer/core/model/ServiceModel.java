package dev.wringer.core.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the virtual clock stands in for a service.
 *
 * @param latency time a worker needs for one request
 * @param workers requests served at the same time; the others queue
 * @param queueMax requests that may wait; one more is refused
 * @param errorRate share of requests answered with status 500, 0 to 1
 * @param startTime from launch to ready; also after a crash
 * @param calls services that each request calls, one after the other: their time is a part of its own, their failure its failure
 * @param recovery for how long requests go on failing after a fault of the service is removed
 * @param writes whether what POST, PUT, PATCH and DELETE bring is kept on the disk of the machine
 */
public record ServiceModel(
        Distribution latency,
        int workers,
        int queueMax,
        double errorRate,
        Duration startTime,
        Memory memory,
        Noise noise,
        List<Defect> defects,
        List<String> calls,
        Duration recovery,
        boolean writes) {

    public ServiceModel {
        defects = List.copyOf(defects);
        calls = List.copyOf(calls);
        InvalidValue.unless(workers >= 1, "workers", workers + " workers", "at least 1");
        InvalidValue.unless(queueMax >= 0, "queue", "queue of " + queueMax, "0 or more");
        InvalidValue.unless(errorRate >= 0 && errorRate <= 1, "error-rate", "rate " + errorRate, "0 % to 100 %");
        InvalidValue.unless(!recovery.isNegative(), "recovery", "recovery of " + recovery, "a duration of 0 or more");
    }

    /** Of a service that calls no other, is well as soon as a fault is removed, and keeps nothing. */
    public ServiceModel(
            Distribution latency,
            int workers,
            int queueMax,
            double errorRate,
            Duration startTime,
            Memory memory,
            Noise noise,
            List<Defect> defects) {
        this(latency, workers, queueMax, errorRate, startTime, memory, noise, defects, List.of(), Duration.ZERO, false);
    }

    ServiceModel with(Defect defect) {
        List<Defect> more = new ArrayList<>(defects);
        more.add(defect);
        return new ServiceModel(
                latency, workers, queueMax, errorRate, startTime, memory, noise, more, calls, recovery, writes);
    }

    /** Refuses calls of services that are not there or have no model, and services that call themselves through others. */
    static void requireCallable(List<Service> services) {
        SortedMap<String, List<String>> calls = new TreeMap<>();
        services.forEach(service -> service.model().ifPresent(model -> calls.put(service.name(), model.calls())));
        for (Map.Entry<String, List<String>> caller : calls.entrySet()) {
            String key = "services." + caller.getKey() + ".model.calls";
            for (String callee : caller.getValue()) {
                InvalidValue.unless(
                        calls.containsKey(callee),
                        key,
                        "no service with a model is named " + callee,
                        "one of " + calls.keySet());
            }
            InvalidValue.unless(
                    !reaches(caller.getKey(), caller.getKey(), calls, new TreeSet<>()),
                    key,
                    caller.getKey() + " would call itself through others",
                    "calls without a circle");
        }
    }

    private static boolean reaches(String from, String to, Map<String, List<String>> calls, Set<String> seen) {
        return calls.getOrDefault(from, List.of()).stream()
                .anyMatch(next -> next.equals(to) || (seen.add(next) && reaches(next, to, calls, seen)));
    }

    /**
     * Resident memory over time: base, growth to a plateau during warm-up, and the sawtooth of a garbage collector.
     *
     * @param warmUpBytes grown in total, with time constant {@code warmUpTime}
     * @param sawtoothBytes height of the teeth, one per {@code sawtoothPeriod}
     */
    public record Memory(
            long baseBytes, long warmUpBytes, Duration warmUpTime, long sawtoothBytes, Duration sawtoothPeriod) {
        public Memory {
            InvalidValue.unless(baseBytes >= 0, "base", baseBytes + " bytes", "0 or more");
            InvalidValue.unless(warmUpTime.isPositive(), "warm-up-time", "of " + warmUpTime, "a positive duration");
            InvalidValue.unless(sawtoothPeriod.isPositive(), "period", "of " + sawtoothPeriod, "a positive duration");
        }
    }

    /**
     * What makes one minute differ from the next.
     *
     * @param latency standard deviation of the slow factor on latency, as a share: 0.08 is 8 %
     * @param memoryBytes standard deviation of the slow term on memory
     * @param correlation autocorrelation from one minute to the next, 0 to below 1
     * @param daily amplitude of a 24-hour cycle on latency, as a share
     */
    public record Noise(double latency, long memoryBytes, double correlation, double daily) {
        public static final Noise NONE = new Noise(0, 0, 0, 0);

        public Noise {
            InvalidValue.unless(latency >= 0 && latency <= 1, "latency", "noise of " + latency, "0 % to 100 %");
            InvalidValue.unless(
                    correlation >= 0 && correlation < 1, "correlation", "correlation " + correlation, "0 to below 1");
            InvalidValue.unless(daily >= 0 && daily < 1, "daily", "daily cycle of " + daily, "0 % to below 100 %");
        }
    }

    /** A planted defect: what goes wrong in the model, from when on. Offsets count from the start of the run. */
    public sealed interface Defect {
        Duration at();

        /** Memory that is never given back. */
        record MemoryLeak(Duration at, double bytesPerSecond) implements Defect {}

        /** Threads that never end. */
        record ThreadLeak(Duration at, double threadsPerSecond) implements Defect {}

        /** Work that is accepted, answered well and never done: it piles up in the gauge {@code queue_depth}. */
        record QueueGrowth(Duration at, double itemsPerSecond) implements Defect {}

        /** Latency grows by this share of itself each hour: 0.01 is 1 %. */
        record LatencyCreep(Duration at, double sharePerHour) implements Defect {}

        /** Latency is this many times what it was. */
        record LatencyStep(Duration at, double factor) implements Defect {}

        /** For a time, this share of requests fails. */
        record ErrorBurst(Duration at, Duration lasting, double share) implements Defect {}

        /** Requests stop completing; without {@code lasting} for good (very long). */
        record Deadlock(Duration at, Duration lasting) implements Defect {}

        /** This share of sessions never closes. */
        record StuckSessions(Duration at, double share) implements Defect {}

        /** The process exits. */
        record Crash(Duration at) implements Defect {}

        /** The process is replaced by another, and nobody says so. */
        record Restart(Duration at) implements Defect {}

        /** Every connection is refused for a time, health checks too; the process stays. */
        record Outage(Duration at, Duration lasting) implements Defect {}

        /** Faults of these kinds silently do nothing to it. */
        record Immune(Duration at, List<String> kinds) implements Defect {
            public Immune {
                kinds = List.copyOf(kinds);
                InvalidValue.unless(!kinds.isEmpty(), "immune", "immune to nothing", "kinds of faults");
            }
        }

        /** Once a fault of it is removed, requests go on failing for good. */
        record NeverRecovers(Duration at) implements Defect {}

        /** Once faults of all these kinds were there together, this share of requests fails, for good. */
        record BreaksUnder(Duration at, List<String> kinds, double share) implements Defect {
            public BreaksUnder {
                kinds = List.copyOf(kinds);
                InvalidValue.unless(!kinds.isEmpty(), "kinds", "breaks under nothing", "kinds of faults");
                requireShare(share);
            }
        }

        /** Of the writes that it accepted before its process was ended, this share is not there afterwards. */
        record LosesWrites(Duration at, double share) implements Defect {
            public LosesWrites {
                requireShare(share);
            }
        }

        private static void requireShare(double share) {
            InvalidValue.unless(share > 0 && share <= 1, "share", "a share of " + share, "above 0 % to 100 %");
        }
    }
}

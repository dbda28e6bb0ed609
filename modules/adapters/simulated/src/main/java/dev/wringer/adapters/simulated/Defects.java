package dev.wringer.adapters.simulated;

import dev.wringer.core.model.ServiceModel.Defect;
import java.util.List;

/** The planted defects of one service, asked by time; times are nanoseconds since the start of the run. */
final class Defects {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_HOUR = 3.6e12;

    private final List<Defect> all;
    private final List<Span> outages;
    private final List<Span> deadlocks;

    Defects(List<Defect> all) {
        this.all = all;
        outages = only(Defect.Outage.class).stream()
                .map(outage -> Span.of(outage.at(), outage.lasting()))
                .toList();
        deadlocks = only(Defect.Deadlock.class).stream()
                .map(deadlock -> Span.of(deadlock.at(), deadlock.lasting()))
                .toList();
    }

    /** When the process exits, in nanoseconds. */
    List<Long> crashes() {
        return only(Defect.Crash.class).stream()
                .map(crash -> Span.nanos(crash.at()))
                .toList();
    }

    /** When another process takes its place, in nanoseconds. */
    List<Long> restarts() {
        return only(Defect.Restart.class).stream()
                .map(restart -> Span.nanos(restart.at()))
                .toList();
    }

    /** Faults of this kind do nothing. */
    boolean isImmune(String kind, long now) {
        return all.stream()
                .anyMatch(defect -> defect instanceof Defect.Immune immune
                        && immune.kinds().contains(kind)
                        && hasBegun(immune, now));
    }

    boolean isOutage(long now) {
        return latestEnd(outages, now) > now;
    }

    boolean isDeadlock(long now) {
        return deadlockedUntil(now) > now;
    }

    /** When requests complete again; not after {@code now} when they do already. */
    long deadlockedUntil(long now) {
        return latestEnd(deadlocks, now);
    }

    /** The share of requests that fail because of bursts. */
    double errorShare(long now) {
        double share = 0;
        for (Defect defect : all) {
            if (defect instanceof Defect.ErrorBurst burst
                    && Span.of(burst.at(), burst.lasting()).contains(now)) {
                share += burst.share();
            }
        }
        return share;
    }

    /** The share of sessions that never close. */
    double stuckShare(long now) {
        double share = 0;
        for (Defect defect : all) {
            if (defect instanceof Defect.StuckSessions stuck && hasBegun(stuck, now)) {
                share = Math.max(share, stuck.share());
            }
        }
        return share;
    }

    /** How many times longer everything takes. */
    double latencyFactor(long now) {
        double factor = 1;
        for (Defect defect : all) {
            if (!hasBegun(defect, now)) {
                continue;
            }
            if (defect instanceof Defect.LatencyStep step) {
                factor *= step.factor();
            } else if (defect instanceof Defect.LatencyCreep creep) {
                double hours = (now - Span.nanos(creep.at())) / NANOS_PER_HOUR;
                factor *= StrictMath.pow(1 + creep.sharePerHour(), hours);
            }
        }
        return factor;
    }

    /** Bytes leaked by a process that has run since {@code since}. */
    double leakedBytes(long since, long now) {
        return only(Defect.MemoryLeak.class).stream()
                .mapToDouble(leak -> piledUp(leak, leak.bytesPerSecond(), since, now))
                .sum();
    }

    /** Threads that such a process has too many. */
    long leakedThreads(long since, long now) {
        return (long) only(Defect.ThreadLeak.class).stream()
                .mapToDouble(leak -> piledUp(leak, leak.threadsPerSecond(), since, now))
                .sum();
    }

    /** What such a process has accepted and not done. */
    long leftUndone(long since, long now) {
        return (long) only(Defect.QueueGrowth.class).stream()
                .mapToDouble(growth -> piledUp(growth, growth.itemsPerSecond(), since, now))
                .sum();
    }

    private static double piledUp(Defect defect, double perSecond, long since, long now) {
        long from = Math.max(since, Span.nanos(defect.at()));
        return now <= from ? 0 : perSecond * (now - from) / NANOS_PER_SECOND;
    }

    /** When something here next begins or ends, after {@code now}; very late if never. */
    long nextChange(long now) {
        long next = Long.MAX_VALUE;
        for (Defect defect : all) {
            next = Math.min(next, changeAfter(now, Span.nanos(defect.at())));
            if (defect instanceof Defect.ErrorBurst burst) {
                next = Math.min(
                        next,
                        changeAfter(now, Span.of(burst.at(), burst.lasting()).untilNanos()));
            }
        }
        return next;
    }

    private static long changeAfter(long now, long change) {
        return change > now ? change : Long.MAX_VALUE;
    }

    private static long latestEnd(List<Span> spans, long now) {
        long end = now;
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            if (span.contains(now)) {
                end = Math.max(end, span.untilNanos());
            }
        }
        return end;
    }

    private static boolean hasBegun(Defect defect, long now) {
        return now >= Span.nanos(defect.at());
    }

    private <D extends Defect> List<D> only(Class<D> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}

package dev.wringer.engine.run;

import dev.wringer.core.model.Probe;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/** Where one service lives: an operating-system process, one that was there before, or a model. One per service. */
public final class Host {
    public sealed interface Command {}

    /** Launches the service, or attaches to it. Answered by {@link Started} or {@link StartFailed}. */
    public record Start(ActorRef<Event> replyTo) implements Command {}

    /** Asks one question; answered by {@link Asked} within the timeout or little later. */
    public record Ask(long id, Probe probe, Duration timeout, ActorRef<Event> replyTo) implements Command {}

    /** Measures the service; answered by {@link Sampled}. */
    public record Sample(ActorRef<? super Sampled> replyTo) implements Command {}

    /**
     * Lets the service collect its garbage, where that is possible and this host may: of a JVM that was launched. Answered by
     * {@link GarbageCollected}, possibly late.
     */
    public record CollectGarbage(long id, ActorRef<? super Tally> replyTo) implements Command {}

    /** Counts what the service holds; answered by {@link Counted}. */
    public record Count(long id, ActorRef<? super Tally> replyTo) implements Command {}

    /**
     * Ends the service as its definition says: signal, grace, kill. Answered by {@link Stopped} when nothing of it is left, or
     * what is. A service that was attached is left alone. Answered also when it does not run.
     */
    public record Stop(ActorRef<Event> replyTo) implements Command {}

    public sealed interface Event {}

    /** @param identity tells one process from the next: pid and start time */
    public record Started(String identity) implements Event {}

    /** @param lastLines of what the service printed */
    public record StartFailed(String reason, List<String> lastLines) implements Event {}

    /** @param detail the answer in words: {@code 200}, {@code connection refused} */
    public record Asked(long id, boolean yes, String detail) implements Event {}

    /** The service is gone without being asked, or another process has its place. Sent at once. */
    public record Exited(String how, List<String> lastLines) implements Event {}

    /**
     * The service has ended as it was told to.
     *
     * @param left processes and ports of the service that could not be removed; empty is how it should be
     * @param lastLines of what it printed
     */
    public record Stopped(List<String> left, List<String> lastLines) implements Event {}

    /**
     * Figures of a service and its children at one moment. Absent: could not be measured.
     *
     * @param cpuPct since the previous sample; 100 is one processor
     * @param gauges scraped, by series
     */
    public record Sampled(
            OptionalDouble memoryMb,
            OptionalDouble cpuPct,
            OptionalLong openFiles,
            OptionalLong threads,
            OptionalDouble uptimeHours,
            SortedMap<String, Double> gauges)
            implements Event {
        public static final Sampled NOTHING = new Sampled(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                new TreeMap<>());
    }

    /** What a checkpoint asks for. */
    public sealed interface Tally extends Event {
        /** Of the question. */
        long id();
    }

    /**
     * @param liveMemoryMb what is used now; absent when nothing was collected
     * @param how {@link dev.wringer.core.metrics.Residue#COLLECTED}, or why not
     */
    public record GarbageCollected(long id, OptionalDouble liveMemoryMb, String how) implements Tally {
        public static GarbageCollected not(long id, String why) {
            return new GarbageCollected(id, OptionalDouble.empty(), why);
        }
    }

    /**
     * What a service and its children hold at one moment. Absent: could not be counted.
     *
     * @param sockets connections to its port that it has not closed
     */
    public record Counted(
            long id, OptionalLong sockets, OptionalLong openFiles, OptionalLong threads, OptionalDouble memoryMb)
            implements Tally {
        public static Counted of(long id, OptionalLong sockets, Sampled sampled) {
            return new Counted(id, sockets, sampled.openFiles(), sampled.threads(), sampled.memoryMb());
        }
    }

    private Host() {}
}

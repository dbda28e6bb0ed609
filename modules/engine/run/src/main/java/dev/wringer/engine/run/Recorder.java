package dev.wringer.engine.run;

import dev.wringer.core.judge.Verdict;
import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.PlannedFault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.pekko.actor.typed.ActorRef;

/** Writes the evidence as the run goes. One per run. */
public final class Recorder {
    public sealed interface Command {}

    /**
     * One line of the journal.
     *
     * @param fields text, numbers, booleans and lists of text, by name
     */
    public record Entry(Instant at, String event, SortedMap<String, Object> fields) implements Command {}

    /** Histograms of one interval; several make a window. */
    public record Interval(Instant start, Instant end, List<EndpointInterval> endpoints) implements Command {}

    /** A window is over; what it holds must be on disk before anything later is. */
    public record WindowClosed(Window window) implements Command {}

    /** What was left in a pause of the load; on disk before anything later is. */
    public record CheckpointTaken(Checkpoint checkpoint) implements Command {}

    /** The faults to come, in their order; on disk before anything runs. Told once, also when there are none. */
    public record Scheduled(List<PlannedFault> faults) implements Command {}

    /** A fault is over, and what followed from it. */
    public record FaultOver(FaultRecord fault) implements Command {}

    /** One second while a fault is active or the system recovers from one. */
    public record Second(Instant start, Instant end, List<EndpointInterval> endpoints) implements Command {}

    /**
     * The run is over: all files are completed and closed.
     *
     * @param durationNanos of the load that was really driven
     */
    public record Finish(Verdict verdict, Remainder remainder, long durationNanos, ActorRef<Finished> replyTo)
            implements Command {}

    /** @param problem why the evidence is not complete; empty when it is */
    public record Finished(Optional<String> problem) {}

    private Recorder() {}
}

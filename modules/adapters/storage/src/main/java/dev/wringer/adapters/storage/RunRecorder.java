package dev.wringer.adapters.storage;

import dev.wringer.engine.run.Recorder;
import dev.wringer.engine.time.Clock;
import java.time.Instant;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Writes a run folder as the run goes. A thread of its own encodes and writes, in the order of the messages; it tells no actor
 * anything, so that the virtual clock stays deterministic. The actor answers {@link Recorder.Finish} itself, after it has
 * waited for that thread. A problem with a file never stops the run: the answer names it.
 */
public final class RunRecorder {
    private final Evidence evidence;
    private final OrderedWriter writer;
    private final Clock clock;

    private RunRecorder(Evidence evidence, OrderedWriter writer, Clock clock) {
        this.evidence = evidence;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * @param clock of the run; stamps the last two lines of the journal
     * @param page made at the end from the other files; {@link Page#NONE} for none
     */
    public static Behavior<Recorder.Command> create(RunFolder folder, RunFacts facts, Clock clock, Page page) {
        return create(folder, facts, clock, page, Evidence.Start.NEW);
    }

    /** Adds to the evidence of a run that was killed, and that was cut back ({@link KilledRun}). */
    public static Behavior<Recorder.Command> resume(RunFolder folder, Clock clock, Page page) {
        return create(folder, folder.facts(), clock, page, Evidence.Start.RESUMED);
    }

    /** Takes a run from its beginning again, byte by byte as it was until it was killed, and adds the rest. */
    public static Behavior<Recorder.Command> replay(RunFolder folder, Clock clock, Page page) {
        return create(folder, folder.facts(), clock, page, Evidence.Start.REPLAYED);
    }

    private static Behavior<Recorder.Command> create(
            RunFolder folder, RunFacts facts, Clock clock, Page page, Evidence.Start start) {
        return Behaviors.setup(context -> {
            Evidence evidence = new Evidence(folder, facts, page, start);
            OrderedWriter writer = new OrderedWriter("wringer-recorder", evidence::fail);
            writer.submit(evidence::begin);
            return new RunRecorder(evidence, writer, clock).recording();
        });
    }

    private Behavior<Recorder.Command> recording() {
        return Behaviors.receive(
                (context, command) -> switch (command) {
                    case Recorder.Entry entry -> submit(() -> evidence.append(entry));
                    case Recorder.Interval interval -> submit(() -> evidence.append(interval));
                    case Recorder.WindowClosed(var window) -> submit(() -> evidence.append(window));
                    case Recorder.CheckpointTaken(var checkpoint) -> submit(() -> evidence.append(checkpoint));
                    case Recorder.Scheduled(var faults) -> submit(() -> evidence.schedule(faults));
                    case Recorder.FaultOver(var fault) -> submit(() -> evidence.append(fault));
                    case Recorder.Second second -> submit(() -> evidence.append(second));
                    case Recorder.Finish finish -> finish(finish);
                },
                (context, signal) -> signal instanceof PostStop ? abandon() : Behaviors.unhandled());
    }

    private Behavior<Recorder.Command> submit(Runnable work) {
        writer.submit(work);
        return Behaviors.same();
    }

    private Behavior<Recorder.Command> finish(Recorder.Finish finish) {
        Instant at = clock.instant();
        writer.submit(() -> evidence.finish(finish, at));
        writer.finish();
        finish.replyTo().tell(new Recorder.Finished(evidence.problem()));
        return Behaviors.ignore();
    }

    /** The run ended without a verdict; what was measured stays. */
    private Behavior<Recorder.Command> abandon() {
        writer.submit(evidence::close);
        writer.finish();
        return Behaviors.same();
    }
}

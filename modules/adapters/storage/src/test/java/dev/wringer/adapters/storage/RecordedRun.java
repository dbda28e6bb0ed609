package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.engine.run.Recorder;
import dev.wringer.engine.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;

/** A recorder that is driven by hand. */
final class RecordedRun {
    private static final Clock CLOCK = new Clock() {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Instant instant() {
            return Samples.START.plusSeconds(3_600);
        }
    };

    final RunFolder folder;
    private final BehaviorTestKit<Recorder.Command> recorder;

    RecordedRun(RunFolder folder, Page page) {
        this(folder, RunRecorder.create(folder, Samples.FACTS, CLOCK, page));
    }

    private RecordedRun(RunFolder folder, Behavior<Recorder.Command> recorder) {
        this.folder = folder;
        this.recorder = BehaviorTestKit.create(recorder);
    }

    static RecordedRun resumed(RunFolder folder) {
        return new RecordedRun(folder, RunRecorder.resume(folder, CLOCK, Page.NONE));
    }

    static RecordedRun replayed(RunFolder folder) {
        return new RecordedRun(folder, RunRecorder.replay(folder, CLOCK, Page.NONE));
    }

    RecordedRun entry(String event, String name, Object value) {
        TreeMap<String, Object> fields = new TreeMap<>();
        fields.put(name, value);
        recorder.run(new Recorder.Entry(Samples.START, event, fields));
        return this;
    }

    RecordedRun windows(long count) {
        return windows(0, count);
    }

    RecordedRun windows(long from, long until) {
        for (long index = from; index < until; index++) {
            Window window = Samples.window(index);
            recorder.run(new Recorder.Interval(window.start(), window.end(), window.endpoints()));
            recorder.run(new Recorder.WindowClosed(window));
        }
        return this;
    }

    RecordedRun checkpoint(Checkpoint checkpoint) {
        recorder.run(new Recorder.CheckpointTaken(checkpoint));
        return this;
    }

    RecordedRun interval(Recorder.Interval interval) {
        recorder.run(interval);
        return this;
    }

    RecordedRun window(Window window) {
        recorder.run(new Recorder.WindowClosed(window));
        return this;
    }

    RecordedRun scheduled(PlannedFault... faults) {
        recorder.run(new Recorder.Scheduled(List.of(faults)));
        return this;
    }

    RecordedRun over(FaultRecord fault) {
        recorder.run(new Recorder.FaultOver(fault));
        return this;
    }

    RecordedRun second(Recorder.Second second) {
        recorder.run(second);
        return this;
    }

    Optional<String> finish() {
        return finish(Samples.REMAINDER);
    }

    Optional<String> finish(Remainder remainder) {
        TestInbox<Recorder.Finished> inbox = TestInbox.create();
        recorder.run(new Recorder.Finish(Samples.VERDICT, remainder, 180_000_000_001L, inbox.getRef()));
        List<Recorder.Finished> answers = inbox.getAllReceived();
        return answers.get(0).problem();
    }

    /** The actor system goes down before the run is over. */
    void stop() {
        recorder.signal(PostStop.instance());
    }
}

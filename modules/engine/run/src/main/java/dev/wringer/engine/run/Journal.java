package dev.wringer.engine.run;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.Residue;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Secrets;
import dev.wringer.engine.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/** Where actors write what happened, without secrets: a line of the journal, and, where a person should know, a note on the display. */
record Journal(Clock clock, ActorRef<Recorder.Command> recorder, ActorRef<Progress> display) {
    /** @param fields name, value, name, value, … */
    void entry(String event, Object... fields) {
        SortedMap<String, Object> named = new TreeMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            named.put((String) fields[i], Secrets.maskAll(fields[i + 1]));
        }
        recorder.tell(new Recorder.Entry(clock.instant(), event, named));
    }

    /** Recorded as evidence, and here in words. */
    void checkpoint(Checkpoint checkpoint) {
        recorder.tell(new Recorder.CheckpointTaken(checkpoint));
        List<String> services =
                checkpoint.services().stream().map(Journal::words).toList();
        entry("checkpoint", "number", checkpoint.number() + 1, "services", services);
    }

    /** @param detail what was seen, or what is wrong; may be empty */
    void fault(String event, PlannedFault planned, String detail) {
        entry(
                event,
                "fault",
                planned.id(),
                "kind",
                planned.fault().kind(),
                "target",
                planned.target().words(),
                "detail",
                detail);
    }

    void faults(List<Progress.ActiveFault> active, Optional<PlannedFault> next) {
        display.tell(new Progress.Faults(active, next));
    }

    private static String words(Residue residue) {
        return "%s: %s sessions open, %s requests in flight, %s sockets, %s files, %s threads, %s MiB live, garbage %s"
                .formatted(
                        residue.service(),
                        words(residue.sessionsOpen()),
                        words(residue.inFlight()),
                        words(residue.sockets()),
                        words(residue.openFiles()),
                        words(residue.threads()),
                        residue.liveMemoryMb().isPresent()
                                ? "" + residue.liveMemoryMb().getAsDouble()
                                : "unknown",
                        residue.garbage());
    }

    private static String words(OptionalLong count) {
        return count.isPresent() ? Long.toString(count.getAsLong()) : "unknown";
    }

    void note(String text) {
        display.tell(new Progress.Note(Secrets.mask(text)));
    }
}

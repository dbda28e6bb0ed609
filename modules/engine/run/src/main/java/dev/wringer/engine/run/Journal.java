package dev.wringer.engine.run;

import dev.wringer.engine.time.Clock;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/** Where actors write what happened: a line of the journal, and, where a person should know, a note on the display. */
record Journal(Clock clock, ActorRef<Recorder.Command> recorder, ActorRef<Progress> display) {
    /** @param fields name, value, name, value, … */
    void entry(String event, Object... fields) {
        SortedMap<String, Object> named = new TreeMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            named.put((String) fields[i], fields[i + 1]);
        }
        recorder.tell(new Recorder.Entry(clock.instant(), event, named));
    }

    void note(String text) {
        display.tell(new Progress.Note(text));
    }
}

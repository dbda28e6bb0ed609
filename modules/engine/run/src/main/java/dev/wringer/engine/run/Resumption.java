package dev.wringer.engine.run;

import dev.wringer.core.judge.Judge;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a run that was killed has left, for one that goes on with it: on the same schedule, counted from the same start, with what was
 * lost in between as a gap.
 *
 * @param start of the load
 * @param windows of the load that are over, measured or lost; the gap begins with the next
 * @param counted by service, up to there
 * @param evidence shows a judge all that was recorded, in order
 */
public record Resumption(Instant start, long windows, SortedMap<String, Counted> counted, Consumer<Judge> evidence) {

    /** What counts up over a run. */
    public record Counted(long restarts, long sessionsStuck) {
        static final Counted NOTHING = new Counted(0, 0);
    }

    public Resumption {
        counted = new TreeMap<>(counted);
    }
}

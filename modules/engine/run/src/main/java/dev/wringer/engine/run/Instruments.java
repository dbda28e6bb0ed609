package dev.wringer.engine.run;

import java.util.OptionalDouble;
import org.apache.pekko.actor.typed.ActorRef;

/** How Wringer itself is doing. One per run. */
public final class Instruments {
    public sealed interface Command {}

    /** Asks for the worst of what happened since the previous reading. */
    public record Read(ActorRef<? super Reading> replyTo) implements Command {}

    /**
     * Absent: cannot be measured here.
     *
     * @param cpuShare of the host's processors used by Wringer itself, 0 to 1
     */
    public record Reading(OptionalDouble loopLagMaxMs, OptionalDouble gcPauseMaxMs, OptionalDouble cpuShare) {
        public static final Reading NOTHING =
                new Reading(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    private Instruments() {}
}

package dev.wringer.core.judge;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import java.util.List;

/** Holds one criterion against a run. Keeps sums and block summaries, never windows, so that its memory is bounded. */
interface Examiner {
    /** Takes the next window. */
    void observe(Window window);

    /** Takes what was left in a pause of the load. */
    default void observe(Checkpoint checkpoint) {}

    /** Takes what became of a fault; in any order, also relative to windows. */
    default void observe(FaultRecord fault) {}

    /** Takes that windows were lost, before the first that follows. */
    default void observe(Gap gap) {}

    /** What is known so far: the worst subject, and whatever is proven. */
    List<Finding> soFar();

    /** What is known at the end, for each subject. */
    List<Finding> conclude(Ending ending);

    /**
     * How a run ended.
     *
     * @param lastWindow index of the last window seen, -1 without any
     * @param drivenNanos how long the load was driven
     */
    record Ending(Remainder remainder, boolean stoppedEarly, long lastWindow, long drivenNanos) {}
}

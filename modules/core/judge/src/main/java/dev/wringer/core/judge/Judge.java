package dev.wringer.core.judge;

import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import java.util.List;

/** Judges a run, window by window. Not safe for use by several threads. */
public final class Judge {
    public Judge(JudgePlan plan) {}

    /** Takes one more window, in order, and says what each criterion thinks now. */
    public List<Finding> observe(Window window) {
        return List.of();
    }

    /**
     * The verdict, after the last window and the drain.
     *
     * @param stoppedEarly true when the run was ended from outside or by a certain FAIL, so that windows are missing by intent
     */
    public Verdict conclude(Remainder remainder, boolean stoppedEarly) {
        return new Verdict(State.INCONCLUSIVE, List.of(), List.of());
    }
}

package dev.wringer.core.judge;

import java.util.List;
import java.util.OptionalLong;

/**
 * What goes with a FAIL: since when it could have been known, and what else changed at its time. It explains, it proves nothing.
 *
 * @param knownAfter the window after which the FAIL was certain for the first time; absent: known at the end only
 * @param suspects what else changed about that time, nearest first
 */
public record Explanation(OptionalLong knownAfter, List<Change> suspects) {
    static final Explanation NONE = new Explanation(OptionalLong.empty(), List.of());

    public Explanation {
        suspects = List.copyOf(suspects);
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.Window;

/** Which windows a criterion may use. Ceilings (restarts, stuck requests and sessions) use all of them. */
final class Masking {
    private Masking() {}

    /** Neither in the declared warm-up nor touched by a pause of the load or an injected fault. */
    static boolean isSteady(Window window) {
        return window.phase() == Phase.STEADY && window.isUndisturbed();
    }

    /** Steady, and Wringer itself was fit enough to measure times. */
    static boolean isTimely(Window window) {
        return isSteady(window) && window.generator().isFit();
    }
}

package dev.wringer.core.metrics;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How fit Wringer itself was during a window. Absent: not measured, as on the virtual clock, where nothing can be late.
 *
 * @param cpuShare of the host's processors, 0 to 1
 * @param unfit what exceeded its limit, in words with both figures; empty: fit
 */
public record GeneratorInterval(
        OptionalDouble sendDelayP99Ms,
        OptionalDouble loopLagMaxMs,
        OptionalDouble gcPauseMaxMs,
        OptionalDouble cpuShare,
        List<String> unfit) {
    public static final GeneratorInterval UNMEASURED = new GeneratorInterval(
            OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), List.of());

    public GeneratorInterval {
        unfit = List.copyOf(unfit);
    }

    public boolean isFit() {
        return unfit.isEmpty();
    }
}

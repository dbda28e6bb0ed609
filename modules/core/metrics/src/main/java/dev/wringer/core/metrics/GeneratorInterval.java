package dev.wringer.core.metrics;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How fit Wringer itself was during a window. Absent: not measured, as on the virtual clock, where nothing can be late.
 *
 * @param cpuShare of the host's processors, 0 to 1
 * @param clockDriftMs by how much the time of day has run ahead of the monotonic clock since the start of the load; a host
 *     that sleeps lets it jump
 * @param judgeStallMs the longest that the judge took for a window since the window before
 * @param unfit what exceeded its limit, in words with both figures; empty: fit
 */
public record GeneratorInterval(
        OptionalDouble sendDelayP99Ms,
        OptionalDouble loopLagMaxMs,
        OptionalDouble gcPauseMaxMs,
        OptionalDouble cpuShare,
        OptionalDouble clockDriftMs,
        OptionalDouble judgeStallMs,
        List<String> unfit) {
    public static final GeneratorInterval UNMEASURED = new GeneratorInterval(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            List.of());

    public GeneratorInterval {
        unfit = List.copyOf(unfit);
    }

    public boolean isFit() {
        return unfit.isEmpty();
    }
}

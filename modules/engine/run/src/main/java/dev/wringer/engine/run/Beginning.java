package dev.wringer.engine.run;

import dev.wringer.core.metrics.Gap;
import dev.wringer.core.model.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a load that begins now is on its own scale of time: at zero, or, for a run that was killed, at the next window that can still
 * be measured as a whole.
 *
 * @param startNanos of the load, on the run's clock
 * @param start of the load
 * @param window the first to be measured; the number of windows when nothing is left of the run
 * @param fromNanos offset of that window
 * @param gap what was lost before it
 * @param counted by service, before that
 */
record Beginning(
        long startNanos,
        Instant start,
        long window,
        long fromNanos,
        Optional<Gap> gap,
        SortedMap<String, Resumption.Counted> counted) {

    static Beginning of(Simulation simulation, World world) {
        Instant now = world.clock().instant();
        long nanos = world.clock().nanos();
        return world.resumption()
                .map(run -> of(simulation, run, now, nanos))
                .orElseGet(() -> new Beginning(nanos, now, 0, 0, Optional.empty(), new TreeMap<>()));
    }

    private static Beginning of(Simulation simulation, Resumption run, Instant now, long nanos) {
        long elapsed = Duration.between(run.start(), now).toNanos();
        long length = simulation.window().toNanos();
        long next = Math.max(run.windows(), Math.ceilDiv(elapsed, length));
        long window = Math.min(next, simulation.windowCount());
        return new Beginning(
                nanos - elapsed,
                run.start(),
                window,
                window * length,
                run.windows() < window ? Optional.of(new Gap(run.windows(), window)) : Optional.empty(),
                run.counted());
    }

    boolean isOver(Simulation simulation) {
        return window >= simulation.windowCount();
    }
}

package dev.wringer.core.model;

import java.time.Duration;

/**
 * Limits within which Wringer's own measurement can be trusted. A window beyond one of them is unfit: it does not count
 * for latency, and too many of them make the run inconclusive.
 *
 * @param sendDelayP99Max how late requests may leave
 * @param loopLagMax how long an event loop may be kept from its work
 * @param gcPauseMax the longest pause of Wringer's own garbage collector
 * @param cpuMax share of the host's processors that Wringer itself may use, 0 to 1
 * @param unfitShareMax share of unfit windows up to which the run is still judged
 */
public record Fitness(
        Duration sendDelayP99Max, Duration loopLagMax, Duration gcPauseMax, double cpuMax, double unfitShareMax) {
    public static final Fitness DEFAULT =
            new Fitness(Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(250), 0.9, 0.1);
}

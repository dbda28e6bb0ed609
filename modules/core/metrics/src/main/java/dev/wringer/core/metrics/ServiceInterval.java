package dev.wringer.core.metrics;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known about one service at the end of a window. An absent figure could not be measured; it is never 0 instead.
 *
 * @param memoryMb resident memory of the service and its children, in MiB, the largest sample of the window
 * @param memoryFloorMb the smallest sample of the window
 * @param cpuPct CPU of the service and its children over the window, 100 is one processor
 * @param sessionsOpen live sessions of all session flows that go to it
 * @param sessionsStuck sessions found stuck since the start of the run
 * @param restarts exits and replacements since the start of the run
 * @param healthFailures failed health checks of this window, of {@code healthChecks}
 * @param gauges scraped figures by series, the last of the window
 */
public record ServiceInterval(
        String service,
        int port,
        OptionalDouble memoryMb,
        OptionalDouble memoryFloorMb,
        OptionalDouble cpuPct,
        OptionalLong openFiles,
        OptionalLong threads,
        long sessionsOpen,
        long sessionsStuck,
        long restarts,
        OptionalDouble uptimeHours,
        long healthChecks,
        long healthFailures,
        SortedMap<String, Double> gauges) {

    public ServiceInterval {
        gauges = new TreeMap<>(gauges);
    }
}

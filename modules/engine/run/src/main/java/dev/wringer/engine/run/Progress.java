package dev.wringer.engine.run;

import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.Verdict;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.PlannedFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What a person who watches is told. */
public sealed interface Progress {
    /** The run came into another phase, or something worth a line happened: {@code starting api-gateway}. */
    record Note(String text) implements Progress {}

    /** An interval is over. {@code sessionsOpen} is by service. */
    record Interval(
            Duration elapsed, Duration interval, List<EndpointInterval> endpoints, SortedMap<String, Long> sessionsOpen)
            implements Progress {}

    /** A window is over and judged. */
    record Judged(Window window, long windowCount, List<Finding> findings) implements Progress {}

    /** Faults came or went. */
    record Faults(List<ActiveFault> active, Optional<PlannedFault> next) implements Progress {}

    /**
     * A fault that is there, or that the system recovers from.
     *
     * @param confirmed whether its effect was seen
     * @param recovering true: it is gone
     */
    record ActiveFault(PlannedFault planned, boolean confirmed, boolean recovering) {}

    /** The run is over. */
    record Over(Verdict verdict, Remainder remainder) implements Progress {}
}

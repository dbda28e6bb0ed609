package dev.wringer.engine.run;

import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.Verdict;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import java.time.Duration;
import java.util.List;
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

    /** The run is over. */
    record Over(Verdict verdict, Remainder remainder) implements Progress {}
}

package dev.wringer.core.calibration;

import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Figure;
import dev.wringer.core.model.MetricTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which criteria a resampled run can be held against: those whose series can be freed of a trend and put together again. Figures
 * of each window alone (alerts, ceilings, requests in flight), rates of counters and comparisons with another run cannot.
 */
final class Replayed {
    private Replayed() {}

    static List<Criterion> of(List<Criterion> criteria, List<String> notes) {
        List<Criterion> replayed = new ArrayList<>();
        for (Criterion criterion : criteria) {
            switch (criterion) {
                case Criterion.ResponseTime time
                when time.alert().isPresent() -> {
                    replayed.add(new Criterion.ResponseTime(
                            time.percentile(), time.endpoint(), time.below(), Optional.empty()));
                    notes.add("the alert of " + time.key() + " is not replayed: percentiles are kept by blocks");
                }
                case Criterion.UnfinishedRequests unfinished -> leaveOut(unfinished, notes);
                case Criterion.NoWorse comparison -> leaveOut(comparison, notes);
                case Criterion.Metric metric when !isDetrended(metric) -> leaveOut(metric, notes);
                default -> replayed.add(criterion);
            }
        }
        return replayed;
    }

    private static void leaveOut(Criterion criterion, List<String> notes) {
        notes.add(criterion.key() + " is not replayed");
    }

    private static boolean isDetrended(Criterion.Metric metric) {
        boolean growth = metric.test() instanceof MetricTest.Stable || metric.test() instanceof MetricTest.Shift;
        return growth
                && switch (metric.series().figure()) {
                    case Figure.Gauge gauge -> true;
                    case Figure.OfService figure ->
                        switch (figure) {
                            case MEMORY, MEMORY_FLOOR, MEMORY_USAGE, OPEN_FILES, THREADS -> true;
                            case CPU, SESSIONS_OPEN, RESTARTS, AVAILABILITY -> false;
                        };
                    case Figure.OfEndpoint figure -> false;
                    case Figure.Percentile percentile -> false;
                    case Figure.CounterRate rate -> false;
                };
    }
}

package dev.wringer.core.calibration;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.RandomStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Makes a run healthy and keeps its noise: the straight line is taken out of what services hold (memory, open files, threads,
 * gauges) and of the logarithm of the percentile, errors are thinned where there are more than a healthy run has, and what is counted (restarts, stuck sessions,
 * requests in flight) is none.
 */
final class Detrending {
    private static final double PERCENTILE = 95;
    private static final double HEALTHY = 0.5;
    private static final Histogram NO_TIMES = EndpointInterval.newHistogram(0);

    private final Source source;
    private final RandomStream random;
    private final SortedMap<EndpointId, Trend.Line> slowing = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Trend.Line>> growing = new TreeMap<>();
    private final SortedMap<EndpointId, Double> kept = new TreeMap<>();
    private final SortedMap<EndpointId, Double> errorRates = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private final boolean keepsHealthFailures;

    Detrending(Source source, List<Criterion> criteria, RandomStream random) {
        this.source = source;
        this.random = random;
        double percentile = criteria.stream()
                .filter(Criterion.ResponseTimeStable.class::isInstance)
                .mapToDouble(criterion -> ((Criterion.ResponseTimeStable) criterion).percentile())
                .findFirst()
                .orElse(PERCENTILE);
        findTrends(percentile);
        double limit = criteria.stream()
                .filter(Criterion.ErrorRate.class::isInstance)
                .mapToDouble(criterion -> ((Criterion.ErrorRate) criterion).below())
                .findFirst()
                .orElse(1);
        findErrors(limit);
        keepsHealthFailures = criteria.stream()
                .filter(Criterion.HealthChecks.class::isInstance)
                .allMatch(criterion -> healthFailures() <= ((Criterion.HealthChecks) criterion).failedAtMost());
        if (!keepsHealthFailures) {
            notes.add("failed health checks, more than allowed, are left out");
        }
    }

    List<String> notes() {
        return notes;
    }

    /** As they are replayed. */
    SortedMap<EndpointId, Double> errorRates() {
        return errorRates;
    }

    List<Piece> pieces(int cell) {
        Source.Cell original = source.cells.get(cell);
        SortedMap<EndpointId, Times> times = new TreeMap<>();
        original.times()
                .forEach((id, each) -> times.put(
                        id, each.times(StrictMath.exp(-line(slowing, id).at(middle(cell))))));
        List<Piece> pieces = new ArrayList<>();
        boolean timesDue = true;
        for (int i = 0; i < source.windowsPerCell; i++) {
            Source.Row row = original.rows().get(i % original.rows().size());
            boolean holdsTimes = timesDue && row.generator().isFit();
            timesDue = timesDue && !holdsTimes;
            pieces.add(new Piece(
                    row.generator(),
                    endpoints(row, holdsTimes ? times : Collections.emptySortedMap()),
                    row.services().stream()
                            .map(service -> healthy(service, row.window()))
                            .toList(),
                    holdsTimes ? times : Collections.emptySortedMap()));
        }
        return pieces;
    }

    private void findTrends(double percentile) {
        SortedMap<EndpointId, Trend> times = new TreeMap<>();
        SortedMap<String, SortedMap<String, Trend>> floors = new TreeMap<>();
        source.cells.forEach((cell, windows) -> {
            windows.times().forEach((id, each) -> {
                if (each.total() > 0) {
                    double log = StrictMath.log((double) Math.max(1, each.percentile(percentile)));
                    times.computeIfAbsent(id, ignored -> new Trend()).add(middle(cell), log);
                }
            });
            SortedMap<String, SortedMap<String, Double>> lowest = new TreeMap<>();
            windows.rows()
                    .forEach(row -> row.services()
                            .forEach(service -> Levels.of(service)
                                    .forEach((name, level) -> lowest.computeIfAbsent(
                                                    service.service(), ignored -> new TreeMap<>())
                                            .merge(name, level, Math::min))));
            lowest.forEach((service, levels) ->
                    levels.forEach((name, level) -> floors.computeIfAbsent(service, ignored -> new TreeMap<>())
                            .computeIfAbsent(name, ignored -> new Trend())
                            .add(middle(cell), level)));
        });
        times.forEach((id, trend) -> slowing.put(id, trend.line()));
        floors.forEach((service, trends) -> trends.forEach((name, trend) ->
                growing.computeIfAbsent(service, ignored -> new TreeMap<>()).put(name, trend.line())));
    }

    private void findErrors(double limit) {
        SortedMap<EndpointId, long[]> counts = new TreeMap<>();
        source.cells
                .values()
                .forEach(cell -> cell.rows()
                        .forEach(row -> row.outcomes().forEach((id, outcomes) -> {
                            long[] count = counts.computeIfAbsent(id, ignored -> new long[2]);
                            outcomes.forEach((outcome, n) -> {
                                count[0] += n;
                                count[1] += outcome == Outcome.OK ? 0 : n;
                            });
                        })));
        counts.forEach((id, count) -> {
            double rate = count[0] == 0 ? 0 : (double) count[1] / count[0];
            kept.put(id, rate < limit ? 1 : HEALTHY * limit / rate);
            errorRates.put(id, Math.min(rate, rate < limit ? rate : HEALTHY * limit));
            if (rate >= limit) {
                notes.add(String.format(
                        Locale.ROOT,
                        "errors of %s (%.3g %%) are thinned to half of the limit of %.3g %%",
                        id,
                        100 * rate,
                        100 * limit));
            }
        });
    }

    private List<EndpointInterval> endpoints(Source.Row row, SortedMap<EndpointId, Times> times) {
        List<EndpointInterval> endpoints = new ArrayList<>();
        row.outcomes().forEach((id, outcomes) -> {
            Histogram histogram = times.containsKey(id) ? times.get(id).histogram() : NO_TIMES;
            endpoints.add(EndpointInterval.counted(id, thinned(outcomes, kept.get(id)), histogram));
        });
        return List.copyOf(endpoints);
    }

    private Map<Outcome, Long> thinned(Map<Outcome, Long> outcomes, double share) {
        if (share >= 1) {
            return outcomes;
        }
        Map<Outcome, Long> thinned = new EnumMap<>(outcomes);
        outcomes.forEach((outcome, count) -> {
            if (outcome != Outcome.OK) {
                long left = Thinning.of(count, share, random);
                thinned.put(outcome, left);
                thinned.merge(Outcome.OK, count - left, Long::sum);
            }
        });
        return thinned;
    }

    private ServiceInterval healthy(ServiceInterval service, long window) {
        SortedMap<String, Trend.Line> lines = growing.getOrDefault(service.service(), Collections.emptySortedMap());
        ServiceInterval level = Levels.less(service, name -> line(lines, name).at((double) window));
        return new ServiceInterval(
                level.service(),
                level.port(),
                level.memoryMb(),
                level.memoryFloorMb(),
                level.cpuPct(),
                level.openFiles(),
                level.threads(),
                level.sessionsOpen(),
                0,
                0,
                level.uptimeHours().isPresent() ? OptionalDouble.of(1) : OptionalDouble.empty(),
                level.healthChecks(),
                keepsHealthFailures ? level.healthFailures() : 0,
                level.gauges());
    }

    private long healthFailures() {
        return source.cells.values().stream()
                .flatMap(cell -> cell.rows().stream())
                .flatMap(row -> row.services().stream())
                .mapToLong(ServiceInterval::healthFailures)
                .sum();
    }

    private double middle(int cell) {
        return (cell + 0.5) * source.windowsPerCell;
    }

    private static <K> Trend.Line line(SortedMap<K, Trend.Line> lines, K key) {
        return lines.getOrDefault(key, new Trend.Line(0, 0));
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.Sample;
import dev.wringer.core.metrics.SeriesReader;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Figure;
import dev.wringer.core.model.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What every series did, in blocks of 1/96 of the run, so that a FAIL can be put beside what else changed at its time: a jump
 * within two blocks of it, or a drift that went on through it. Warm-up and pauses are left out. Tells what came together, not what
 * caused what.
 */
final class Chronicle {
    private static final int SUSPECTS_MAX = 5;
    private static final int SERIES_MAX = 500;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Figure.Percentile P95 = new Figure.Percentile(95);

    private static final List<Figure.OfService> OF_SERVICES = List.of(
            Figure.OfService.MEMORY,
            Figure.OfService.CPU,
            Figure.OfService.OPEN_FILES,
            Figure.OfService.THREADS,
            Figure.OfService.SESSIONS_OPEN,
            Figure.OfService.RESTARTS);

    private static final List<Figure.OfEndpoint> OF_ENDPOINTS =
            List.of(Figure.OfEndpoint.RATE, Figure.OfEndpoint.ERROR_RATE);

    private static final Comparator<Series> ORDER = Comparator.comparing(Series::subject)
            .thenComparing(series -> series.figure().text());

    private final Timeline timeline;
    private final TreeMap<Series, BlockSeries> lines = new TreeMap<>(ORDER);

    Chronicle(JudgePlan plan) {
        this.timeline = Timeline.of(plan);
    }

    void observe(Window window) {
        if (window.phase() != Phase.STEADY) {
            return;
        }
        double seconds = Duration.between(window.start(), window.end()).toNanos() / NANOS_PER_SECOND;
        for (ServiceInterval service : window.services()) {
            String name = service.service();
            OF_SERVICES.forEach(figure -> add(window, new Series(figure, name), SeriesReader.of(service, figure)));
            service.gauges()
                    .forEach((gauge, value) ->
                            add(window, new Series(new Figure.Gauge(gauge), name), Optional.of(Sample.of(value))));
        }
        for (EndpointInterval endpoint : window.endpoints()) {
            String name = endpoint.id().toString();
            OF_ENDPOINTS.forEach(
                    figure -> add(window, new Series(figure, name), SeriesReader.of(endpoint, figure, seconds)));
            add(window, new Series(P95, name), p95(endpoint));
        }
    }

    /** Also of few requests: it only hints. */
    private static Optional<Sample> p95(EndpointInterval endpoint) {
        return endpoint.finished() == 0
                ? Optional.empty()
                : Optional.of(Sample.of((double) endpoint.responseTime().getValueAtPercentile(P95.percentile())));
    }

    /** What else changed about the time of a finding, nearest first, drifts last. */
    List<Change> around(Finding finding) {
        if (finding.window().isEmpty()) {
            return List.of();
        }
        long window = finding.window().getAsLong();
        List<Change> jumps = new ArrayList<>();
        List<Change> drifts = new ArrayList<>();
        lines.forEach((series, blocks) -> {
            if (!isSubjectOf(finding, series)) {
                blocks.jumpNear(window).ifPresent(jump -> jumps.add(change(series, jump, "went")));
                blocks.driftThrough(window).ifPresent(drift -> drifts.add(change(series, drift, "drifted")));
            }
        });
        jumps.sort(Comparator.comparingLong(change -> Math.abs(change.window() - window)));
        jumps.addAll(drifts);
        return List.copyOf(jumps.subList(0, Math.min(SUSPECTS_MAX, jumps.size())));
    }

    /** A series does not explain itself. */
    private static boolean isSubjectOf(Finding finding, Series series) {
        return finding.subject().equals(series.subject())
                && (finding.criterion().startsWith(series.figure().text())
                        || finding.criterion().equals(QuiesceExaminer.KEY));
    }

    private Change change(Series series, BlockSeries.Shift shift, String verb) {
        String text = "%s %s from %s to %s about %s"
                .formatted(
                        series,
                        verb,
                        Figures.value(shift.before(), series.figure().unit()),
                        Figures.value(shift.after(), series.figure().unit()),
                        timeline.at(shift.window()));
        return new Change(series.toString(), shift.window(), text);
    }

    private void add(Window window, Series series, Optional<Sample> sample) {
        if (sample.isEmpty()) {
            return;
        }
        BlockSeries blocks = lines.get(series);
        if (blocks == null && lines.size() < SERIES_MAX) {
            blocks = new BlockSeries(timeline.block());
            lines.put(series, blocks);
        }
        if (blocks != null) {
            blocks.add(window.index(), sample.get().value());
        }
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.metrics.Sample;
import dev.wringer.core.metrics.SeriesReader;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Figure;
import dev.wringer.core.model.Series;
import dev.wringer.core.model.Unit;
import java.util.Optional;
import java.util.OptionalLong;

/** The series of one metric as its examiner sees it: which windows count, what they say, and whether they are enough. */
final class Sampled {
    private static final double SEEN_MIN = 0.9;

    private final Criterion.Metric metric;
    private final SeriesReader reader;
    private final long windowsMin;
    private long counted;
    private long seen;

    /** @param windowsMin windows with a value that a finding needs */
    Sampled(Criterion.Metric metric, JudgePlan plan, long windowsMin) {
        this.metric = metric;
        this.windowsMin = windowsMin;
        this.reader = new SeriesReader(
                metric.series(),
                plan.memoryLimits().getOrDefault(metric.series().subject(), OptionalLong.empty()));
    }

    /** What a window says, if it counts. */
    Optional<Sample> steady(Window window) {
        return taken(window, isTime() ? Masking.isTimely(window) : Masking.isSteady(window));
    }

    /** What a window says, masked or not. */
    Optional<Sample> any(Window window) {
        return taken(window, true);
    }

    /** A reader sees every window, so that a counter's rate does not jump over those that do not count. */
    private Optional<Sample> taken(Window window, boolean counts) {
        Optional<Sample> sample = reader.read(window).filter(ignored -> counts);
        counted += counts ? 1 : 0;
        seen += sample.isPresent() ? 1 : 0;
        return sample;
    }

    /** Why there is too little to say; an endpoint without requests has no figures, and needs none. */
    Optional<String> missing() {
        boolean ofEndpoint = metric.series().figure() instanceof Figure.OfEndpoint || isTime();
        if (seen == 0) {
            return Optional.of(metric.series() + " was not measured in any of " + Figures.count(counted, "window"));
        }
        if (seen < windowsMin || (!ofEndpoint && seen < SEEN_MIN * counted)) {
            return Optional.of("%s was measured in %s of %s only"
                    .formatted(metric.series(), Figures.count(seen), Figures.count(counted, "window")));
        }
        return Optional.empty();
    }

    long seen() {
        return seen;
    }

    SeriesReader reader() {
        return reader;
    }

    Series series() {
        return metric.series();
    }

    Unit unit() {
        return metric.series().figure().unit();
    }

    String shown(double value) {
        return Figures.value(value, unit());
    }

    Finding finding(State state, String text) {
        return Finding.of(metric.key(), metric.series().subject(), state, text);
    }

    private boolean isTime() {
        return metric.series().figure() instanceof Figure.Percentile || unit() == Unit.MICROSECONDS;
    }
}

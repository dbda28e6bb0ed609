package dev.wringer.core.metrics;

import dev.wringer.core.model.Figure;
import dev.wringer.core.model.Series;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * The figure of a series over several windows: a ratio of the sums, the mean of a level, the largest of maxima, and a
 * percentile of all the requests together; percentiles are never averaged.
 */
public final class SeriesTotal {
    private final Figure figure;
    private final Histogram times = EndpointInterval.newHistogram();
    private double amount;
    private double per;
    private double largest;

    public SeriesTotal(Series series) {
        this.figure = series.figure();
    }

    /** Takes a window that says something of the series, and what it says. */
    public void add(SeriesReader reader, Window window, Sample sample) {
        amount += sample.amount();
        per += sample.per();
        largest = Math.max(largest, sample.value());
        if (figure instanceof Figure.Percentile) {
            reader.endpoint(window).ifPresent(endpoint -> times.add(endpoint.responseTime()));
        }
    }

    public OptionalDouble value() {
        if (per == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                switch (figure) {
                    case Figure.Percentile(double percentile) -> (double) times.getValueAtPercentile(percentile);
                    case Figure.OfEndpoint of when of == Figure.OfEndpoint.MAX -> largest;
                    case Figure ignored -> amount / per;
                });
    }

    /** For the next windows. */
    public void reset() {
        times.reset();
        amount = 0;
        per = 0;
        largest = 0;
    }
}

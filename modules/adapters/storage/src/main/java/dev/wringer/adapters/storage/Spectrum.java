package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.EndpointInterval;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * The whole tail of an endpoint: response times, which count from the intended start and so are corrected for coordinated omission, and
 * service times, which are not.
 */
final class Spectrum {
    private static final List<Double> PERCENTILES = List.of(
            0.0, 10.0, 25.0, 50.0, 60.0, 70.0, 80.0, 85.0, 90.0, 92.5, 95.0, 96.25, 97.5, 98.0, 98.5, 99.0, 99.25, 99.5,
            99.75, 99.9, 99.95, 99.975, 99.99, 99.995, 99.999, 99.9999, 100.0);

    private Spectrum() {}

    /** Up to the percentile beyond which there is only the largest value. */
    static Map<String, Object> json(EndpointInterval total) {
        long count = total.responseTime().getTotalCount();
        List<Double> percentiles = PERCENTILES.stream()
                .filter(percentile -> percentile == 100 || count * (100 - percentile) >= 100)
                .toList();
        Function<Histogram, List<BigDecimal>> values = histogram -> histogram.getTotalCount() == 0
                ? List.of()
                : percentiles.stream()
                        .map(histogram::getValueAtPercentile)
                        .map(Decimals::micros)
                        .toList();
        return Json.object(
                "percentile", percentiles,
                "response_ms", values.apply(total.responseTime()),
                "service_ms", values.apply(total.serviceTime()));
    }
}

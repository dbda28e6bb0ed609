package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.EndpointInterval;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * The response times of one row of which only percentiles are known, in microseconds. The histogram made of them has the
 * count, and at the ranks of p50, p95, p99 and max exactly their values; what lies between two of them follows the straight
 * line between their logarithms, and what lies below p50, which no criterion looks at, counts as p50.
 */
record Percentiles(long p50, long p95, long p99, long max) {
    /** Without one of these, nothing is reconstructed. */
    static final List<Column> COLUMNS = List.of(Column.P50_MS, Column.P95_MS, Column.P99_MS, Column.MAX_MS);

    /** What each of {@link #COLUMNS} shows, so that a criterion on it can be judged. */
    static final List<Double> SHOWN = List.of(50.0, 95.0, 99.0, 100.0);

    private static final double MICROS_PER_MILLI = 1e3;
    private static final long STEPS_MAX = 20;

    /** Empty where one of them is not known. */
    static Optional<Percentiles> of(WindowRow row) {
        if (COLUMNS.stream().anyMatch(column -> row.text(column).isEmpty())) {
            return Optional.empty();
        }
        Percentiles known = new Percentiles(
                micros(row, Column.P50_MS),
                micros(row, Column.P95_MS),
                micros(row, Column.P99_MS),
                micros(row, Column.MAX_MS));
        if (known.p50 > known.p95 || known.p95 > known.p99 || known.p99 > known.max) {
            throw row.wrong("p50_ms, p95_ms, p99_ms and max_ms do not rise");
        }
        return Optional.of(known);
    }

    private static long micros(WindowRow row, Column column) {
        double millis = row.number(column).orElseThrow();
        if (!(millis >= 0 && Double.isFinite(millis))) {
            throw row.unreadable(column, "a time in milliseconds, 0 or more", null);
        }
        return Math.clamp(StrictMath.round(millis * MICROS_PER_MILLI), 0, EndpointInterval.MICROS_MAX);
    }

    /** Of few values several percentiles are the largest: then max stands for them. */
    Histogram histogram(long count) {
        Histogram histogram = EndpointInterval.newHistogram();
        if (count == 0) {
            return histogram;
        }
        long rank50 = rank(50, count);
        long rank95 = rank(95, count);
        long rank99 = rank(99, count);
        if (rank50 > 0) {
            histogram.recordValueWithCount(p50, rank50);
        }
        rise(histogram, rank95 - rank50, p50, p95);
        rise(histogram, rank99 - rank95, p95, p99);
        rise(histogram, count - rank99, p99, max);
        return histogram;
    }

    /** The last rank is left to max. */
    private static long rank(int percentile, long count) {
        return Math.min(Math.ceilDiv(percentile * count, 100), count - 1);
    }

    /** Of so many values the last is {@code to}, the others lie between. */
    private static void rise(Histogram histogram, long values, long from, long to) {
        if (values <= 0) {
            return;
        }
        long between = values - 1;
        long steps = Math.min(between, STEPS_MAX);
        double ratio = StrictMath.log(Math.max(1, (double) to) / Math.max(1, (double) from));
        for (long i = 0; i < steps; i++) {
            long here = between * (i + 1) / steps - between * i / steps;
            long value = StrictMath.round(Math.max(1, (double) from) * StrictMath.exp(ratio * (i + 0.5) / steps));
            histogram.recordValueWithCount(Math.clamp(value, from, to), here);
        }
        histogram.recordValueWithCount(to, 1);
    }
}

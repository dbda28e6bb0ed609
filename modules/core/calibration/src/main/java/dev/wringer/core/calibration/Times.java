package dev.wringer.core.calibration;

import dev.wringer.core.metrics.EndpointInterval;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Response times without the empty buckets of a histogram, so that many can be kept. */
final class Times {
    private final long[] micros;
    private final long[] counts;

    /** @param micros ascending */
    private Times(long[] micros, long[] counts) {
        this.micros = micros;
        this.counts = counts;
    }

    static Times of(Histogram histogram) {
        long[] micros = new long[64];
        long[] counts = new long[64];
        int size = 0;
        for (HistogramIterationValue value : histogram.recordedValues()) {
            if (size == micros.length) {
                micros = Arrays.copyOf(micros, 2 * size);
                counts = Arrays.copyOf(counts, 2 * size);
            }
            micros[size] = value.getValueIteratedTo();
            counts[size++] = value.getCountAddedInThisIterationStep();
        }
        return new Times(Arrays.copyOf(micros, size), Arrays.copyOf(counts, size));
    }

    /** Each multiplied by a factor. */
    Times times(double factor) {
        long[] scaled = new long[micros.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = Math.min(Math.round(micros[i] * factor), EndpointInterval.MICROS_MAX);
        }
        return new Times(scaled, counts);
    }

    Histogram histogram() {
        Histogram histogram = EndpointInterval.newHistogram(micros.length == 0 ? 0 : micros[micros.length - 1]);
        for (int i = 0; i < micros.length; i++) {
            histogram.recordValueWithCount(micros[i], counts[i]);
        }
        return histogram;
    }

    long total() {
        return Arrays.stream(counts).sum();
    }

    /** The smallest that at least this percentage do not exceed; of one time or more. */
    long percentile(double percentage) {
        long rank = Math.max(1, (long) Math.ceil(percentage / 100 * total() - 1e-9));
        int i = 0;
        for (long below = counts[0]; below < rank; below += counts[i]) {
            i++;
        }
        return micros[i];
    }
}

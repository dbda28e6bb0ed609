package dev.wringer.adapters.definitions;

import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.InvalidValue;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** Reads latencies that were measured elsewhere. */
record HistogramLog(Path file) {
    private static final int BYTES_MAX = 64 << 20;
    private static final int QUANTILES = 1_000;
    private static final int SIGNIFICANT_DIGITS = 3;

    /** The quantiles 0, 0.1 %, … 100 % of all its intervals together. */
    Distribution distribution(Optional<String> tag, long nanosPerUnit) {
        Histogram all = merged(bytes(), tag);
        if (all.getTotalCount() == 0) {
            throw new InvalidValue("hlog", file.getFileName() + " has no values for this tag", "a log with values");
        }
        return new Distribution.Empirical(LongStream.rangeClosed(0, QUANTILES)
                .mapToObj(i -> all.getValueAtPercentile(100.0 * i / QUANTILES) * nanosPerUnit)
                .toList());
    }

    private byte[] bytes() {
        return DataFile.bytes(file, BYTES_MAX, "hlog");
    }

    /** The reader of the library throws whatever a broken line makes of it. */
    private Histogram merged(byte[] bytes, Optional<String> tag) {
        Histogram all = new Histogram(SIGNIFICANT_DIGITS);
        try (HistogramLogReader reader = new HistogramLogReader(new ByteArrayInputStream(bytes))) {
            for (EncodableHistogram next = reader.nextIntervalHistogram();
                    next != null;
                    next = reader.nextIntervalHistogram()) {
                if (next instanceof Histogram interval
                        && tag.map(t -> t.equals(interval.getTag())).orElse(true)) {
                    all.add(interval);
                }
            }
            return all;
        } catch (RuntimeException broken) {
            throw new InvalidValue("hlog", file.getFileName() + " is no HdrHistogram log", "a log in format 1.3");
        }
    }
}

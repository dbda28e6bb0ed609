package dev.wringer.adapters.imports;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * An HdrHistogram log. Its third figure, {@code Interval_Max}, is in milliseconds by custom; the values themselves are in
 * whatever unit the writer recorded, which the largest of them shows beside it: nano-, micro- or milliseconds. Times of lines
 * count from {@code BaseTime}, or from {@code StartTime} when they are too small to be of an epoch. A tag is
 * {@code service/endpoint}, or else the endpoint; Wringer's own service times and send delays are left out.
 */
final class HistogramLogFile {
    private static final double SECONDS_PER_YEAR = 365 * 86_400.0;
    private static final double MICROS_PER_SECOND = 1e6;
    private static final int FIELDS = 4;

    private final Path file;
    private final Names names;
    private final long windowMicros;
    private double startSeconds;
    private double baseSeconds = Double.NaN;
    private double microsPerUnit;

    HistogramLogFile(Path file, Names names, long windowMicros) {
        this.file = file;
        this.names = names;
        this.windowMicros = windowMicros;
    }

    void read(Windowing windows, BadLines bad) throws IOException {
        try (Lines lines = new Lines(file)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (line.isBlank() || line.startsWith("\"")) {
                    continue;
                }
                try {
                    take(line, windows);
                    bad.good();
                } catch (BadLine wrong) {
                    bad.bad(lines.number(), wrong.getMessage());
                }
            }
        }
    }

    private void take(String line, Windowing windows) {
        if (line.startsWith("#")) {
            baseSeconds = line.startsWith("#[BaseTime: ") ? comment(line) : baseSeconds;
            startSeconds = line.startsWith("#[StartTime: ") ? comment(line) : startSeconds;
            return;
        }
        String tag = line.startsWith("Tag=") ? line.substring("Tag=".length(), Math.max(4, line.indexOf(','))) : "";
        String[] fields = (line.startsWith("Tag=") ? line.substring(line.indexOf(',') + 1) : line).split(",", -1);
        if (fields.length != FIELDS) {
            throw new BadLine(fields.length + " fields, expected start, length, max and histogram");
        }
        double start = seconds(fields[0]);
        double length = seconds(fields[1]);
        if (length * MICROS_PER_SECOND > 1.5 * windowMicros) {
            throw new ImportException(
                    "hlog: its intervals last %.0f s; give --window %.0fs or a multiple".formatted(length, length));
        }
        Histogram histogram = histogram(fields[FIELDS - 1]);
        if (!tag.endsWith(":service-time") && !tag.endsWith(":send-delay") && histogram.getTotalCount() > 0) {
            double at = base(start) + start;
            windows.add(endpoint(tag), Math.round(at * MICROS_PER_SECOND), inMicros(histogram, seconds(fields[2])));
        }
    }

    private double base(double start) {
        if (!Double.isNaN(baseSeconds)) {
            return baseSeconds;
        }
        return start < startSeconds - SECONDS_PER_YEAR ? startSeconds : 0;
    }

    private EndpointId endpoint(String tag) {
        int slash = tag.indexOf('/');
        int colon = tag.indexOf(':');
        if (colon > 0 && (slash < 0 || colon < slash)) {
            return names.endpoint(decoded(tag.substring(colon + 1)), "http://" + tag.substring(0, colon));
        }
        return slash > 0
                ? new EndpointId(tag.substring(0, slash), decoded(tag.substring(slash)))
                : names.endpoint(tag.isEmpty() ? "all" : decoded(tag), "");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private Histogram inMicros(Histogram histogram, double maxMillis) {
        if (microsPerUnit == 0) {
            microsPerUnit = microsPerUnit(histogram.getMaxValue(), maxMillis);
        }
        Histogram micros = EndpointInterval.newHistogram();
        for (HistogramIterationValue value : histogram.recordedValues()) {
            long scaled = Math.round(value.getValueIteratedTo() * microsPerUnit);
            micros.recordValueWithCount(
                    Math.min(scaled, EndpointInterval.MICROS_MAX), value.getCountAddedInThisIterationStep());
        }
        return micros;
    }

    private static double microsPerUnit(long max, double maxMillis) {
        double units = max / Math.max(maxMillis, 1e-9);
        if (units > 3e5 && units < 3e6) {
            return 1e-3;
        }
        if (units > 300 && units < 3_000) {
            return 1;
        }
        if (units > 0.3 && units < 3) {
            return 1e3;
        }
        throw new ImportException(
                "hlog: the unit of its values cannot be told: the largest is %d, and its Interval_Max %s,"
                                .formatted(max, maxMillis)
                        + " which should be the same in milliseconds");
    }

    private static Histogram histogram(String payload) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(payload));
            return Histogram.decodeFromCompressedByteBuffer(bytes, 0);
        } catch (DataFormatException | RuntimeException e) {
            throw new BadLine("not a compressed histogram");
        }
    }

    private static double comment(String line) {
        return seconds(line.substring(line.indexOf(' ') + 1).split(" ", -1)[0]);
    }

    private static double seconds(String text) {
        try {
            double seconds = Double.parseDouble(text);
            if (Double.isFinite(seconds) && seconds >= 0) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new BadLine("'" + text + "' is no number of seconds");
    }
}

package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.EndpointInterval;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Reads {@code latencies.hlog} in step with the windows. A last line that is torn counts as not there. */
final class LatencyLogReader implements AutoCloseable {
    /** Whether a line is no interval, or one that begins before an instant; of one log, line by line. */
    static final class StartingBefore implements Predicate<String> {
        private final Instant end;
        private Instant base = Instant.EPOCH;

        StartingBefore(Instant end) {
            this.end = end;
        }

        @Override
        public boolean test(String line) {
            if (line.startsWith(BASE_TIME)) {
                base = after(Instant.EPOCH, baseTime(line));
            }
            return !line.startsWith(TAG) || after(base, line.split(",", -1)[1]).isBefore(end);
        }

        private static Instant after(Instant start, String seconds) {
            return start.plusNanos(Decimals.nanos(new BigDecimal(seconds)));
        }
    }

    private static final String TAG = "Tag=";
    private static final String BASE_TIME = "#[BaseTime: ";
    private static final int FIELDS = 5;

    private final Path file;
    private final CompleteLines lines;
    private long baseMillis;
    private long lineNumber;
    private String line;
    private String lastPayload;
    private Histogram lastHistogram;

    LatencyLogReader(Path file) throws IOException {
        this.file = file;
        this.lines = new CompleteLines(file);
        this.line = nextLine();
    }

    /** The histograms of the intervals that begin before an instant and were not read yet, merged, by tag. */
    Map<String, Histogram> before(Instant end) throws IOException {
        Map<String, Histogram> byTag = new TreeMap<>();
        for (; line != null; line = nextLine()) {
            String[] fields = line.split(",", -1);
            if (fields.length != FIELDS || !fields[0].startsWith(TAG)) {
                throw damaged(null);
            }
            if (startMillis(fields[1]) >= end.toEpochMilli()) {
                return byTag;
            }
            String tag = fields[0].substring(TAG.length());
            byTag.merge(tag, histogram(fields[FIELDS - 1]), LatencyLogReader::sum);
        }
        return byTag;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private String nextLine() throws IOException {
        for (String read = lines.next(); read != null; read = lines.next()) {
            lineNumber++;
            if (read.startsWith(BASE_TIME)) {
                baseMillis = millis(baseTime(read));
            }
            if (!read.startsWith("#") && !read.startsWith("\"")) {
                return read;
            }
        }
        return null;
    }

    private static String baseTime(String line) {
        return line.substring(BASE_TIME.length(), line.indexOf(' ', BASE_TIME.length()));
    }

    private long startMillis(String seconds) {
        return baseMillis + millis(seconds);
    }

    private long millis(String seconds) {
        try {
            return new BigDecimal(seconds).movePointRight(3).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw damaged(e);
        }
    }

    /** Service times are often the response times; then they are decoded once. */
    private Histogram histogram(String payload) {
        if (!payload.equals(lastPayload)) {
            lastHistogram = decoded(payload);
            lastPayload = payload;
        }
        return lastHistogram;
    }

    private Histogram decoded(String payload) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(payload));
            return Histogram.decodeFromCompressedByteBuffer(bytes, 0);
        } catch (DataFormatException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private static Histogram sum(Histogram one, Histogram other) {
        Histogram sum = EndpointInterval.newHistogram();
        sum.add(one);
        sum.add(other);
        return sum;
    }

    private RunFolderException damaged(Exception cause) {
        return new RunFolderException(file + ", line " + lineNumber + ": not a line of a histogram log", cause);
    }
}

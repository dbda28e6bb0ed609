package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.EndpointInterval;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Reads {@code latencies.hlog} in step with the windows. A last line that is torn counts as not there. */
final class LatencyLogReader implements AutoCloseable {
    private static final String BASE_TIME = "#[BaseTime: ";
    private static final int FIELDS = 5;

    private final Path file;
    private final BufferedReader in;
    private long baseMillis;
    private long lineNumber;
    private String line;

    LatencyLogReader(Path file) throws IOException {
        this.file = file;
        this.in = TextFile.reader(file);
        this.line = nextLine();
    }

    /** The histograms of the intervals that begin before an instant and were not read yet, merged, by tag. */
    Map<String, Histogram> before(Instant end) throws IOException {
        Map<String, Histogram> byTag = new TreeMap<>();
        for (; line != null; line = nextLine()) {
            String[] fields = line.split(",", -1);
            if (fields.length != FIELDS || !fields[0].startsWith("Tag=")) {
                throw damaged(null);
            }
            if (startMillis(fields[1]) >= end.toEpochMilli()) {
                return byTag;
            }
            String tag = fields[0].substring("Tag=".length());
            byTag.computeIfAbsent(tag, t -> EndpointInterval.newHistogram()).add(histogram(fields[FIELDS - 1]));
        }
        return byTag;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private String nextLine() throws IOException {
        for (String read = TextFile.completeLine(in); read != null; read = TextFile.completeLine(in)) {
            lineNumber++;
            if (read.startsWith(BASE_TIME)) {
                baseMillis = millis(read.substring(BASE_TIME.length(), read.indexOf(' ', BASE_TIME.length())));
            }
            if (!read.startsWith("#") && !read.startsWith("\"")) {
                return read;
            }
        }
        return null;
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

    private Histogram histogram(String payload) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(payload));
            return Histogram.decodeFromCompressedByteBuffer(bytes, 0);
        } catch (DataFormatException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private RunFolderException damaged(Exception cause) {
        return new RunFolderException(file + ", line " + lineNumber + ": not a line of a histogram log", cause);
    }
}

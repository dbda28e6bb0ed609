package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.engine.run.Recorder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;

/**
 * Writes {@code latencies.hlog}: HdrHistogram log 1.3, values in microseconds. HdrHistogram's own log writer is not used: its
 * start line follows the host's time zone and language. A histogram without values has no line.
 */
final class LatencyLog {
    static final String SERVICE_TIME = ":service-time";
    static final String SEND_DELAY = ":send-delay";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final EvidenceFile file;
    private final Instant base;
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 12);

    LatencyLog(EvidenceFile file, Instant startedAt) {
        this.file = file;
        this.base = startedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    void begin() {
        String seconds = secondsSinceEpoch(base);
        file.begin("#[Histogram log format version 1.3]\n"
            + "#[Values are microseconds, Interval_Max is milliseconds. Tags: service/endpoint is the response time"
            + " from the intended start, with :service-time from the actual send, with :send-delay their difference;"
            + " letters that a tag may not have are %-encoded]\n"
            + "#[BaseTime: " + seconds + " (seconds since epoch)]\n"
                + "#[StartTime: " + seconds + " (seconds since epoch), " + base + "]\n"
                + "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n");
    }

    void append(Recorder.Interval interval) {
        String stamps = seconds(Duration.between(base, interval.start())) + ","
                + seconds(Duration.between(interval.start(), interval.end())) + ",";
        for (EndpointInterval endpoint : interval.endpoints()) {
            if (endpoint.responseTime().getTotalCount() > 0) {
                append(endpoint, stamps);
            }
        }
    }

    private void append(EndpointInterval endpoint, String stamps) {
        String tag = tag(endpoint.id());
        Histogram response = endpoint.responseTime();
        Histogram service = endpoint.serviceTime();
        String payload = payload(response);
        append(tag, stamps, response, payload);
        append(tag + SERVICE_TIME, stamps, service, service.equals(response) ? payload : payload(service));
        if (endpoint.sendDelay().getMaxValue() > 0) {
            append(tag + SEND_DELAY, stamps, endpoint.sendDelay(), payload(endpoint.sendDelay()));
        }
    }

    void flush() {
        file.flush();
    }

    void force() {
        file.force();
    }

    void close() {
        file.close();
    }

    /**
     * A path keeps its own slash: {@code gateway/v1/chat}; a name gets a colon, so that no two endpoints share a tag.
     */
    static String tag(EndpointId id) {
        String endpoint = id.endpoint();
        return endpoint.startsWith("/") ? id.service() + encoded(endpoint) : id.service() + ":" + encoded(endpoint);
    }

    private void append(String tag, String stamps, Histogram histogram, String payload) {
        String max = Decimals.micros(histogram.getMaxValue()).toPlainString();
        file.append("Tag=" + tag + "," + stamps + max + "," + payload + "\n");
    }

    /** Deflated at the first level: a third of the time of the usual one, for a tenth more bytes. */
    private String payload(Histogram histogram) {
        int needed = histogram.getNeededByteBufferCapacity();
        if (buffer.capacity() < needed) {
            buffer = ByteBuffer.allocate(needed);
        }
        buffer.clear();
        int length = histogram.encodeIntoCompressedByteBuffer(buffer, Deflater.BEST_SPEED);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    private static String secondsSinceEpoch(Instant instant) {
        return Decimals.seconds(Duration.ofMillis(instant.toEpochMilli()).toNanos())
                .toPlainString();
    }

    private static String seconds(Duration duration) {
        return Decimals.seconds(Duration.ofMillis(duration.toMillis()).toNanos())
                .toPlainString();
    }

    private static String encoded(String endpoint) {
        StringBuilder text = new StringBuilder();
        for (byte octet : endpoint.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > ' ' && octet < 0x7f && ",:%\"#=".indexOf(octet) < 0;
            if (plain) {
                text.append((char) octet);
            } else {
                text.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return text.toString();
    }
}

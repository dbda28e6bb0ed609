package dev.wringer.adapters.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Numbers and times as other tools write them. */
final class Figures {
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double MILLIS_MAX = 1e13;

    private Figures() {}

    static long whole(String text, String what) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new BadLine(what + " is '" + text + "', expected a whole number");
        }
    }

    /** HTTP status; empty is 0. */
    static int status(String text) {
        return text.isBlank() ? 0 : Math.clamp(whole(text, "status"), 0, 999);
    }

    static long microsOfMillis(String text, String what) {
        try {
            double millis = Double.parseDouble(text);
            if (millis >= 0 && millis <= MILLIS_MAX) {
                return Math.round(millis * MICROS_PER_MILLI);
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new BadLine(what + " is '" + text + "', expected milliseconds");
    }

    /** RFC 3339, with any offset. */
    static long microsOfTime(String text) {
        try {
            return micros(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw new BadLine("time is '" + text + "', expected one such as 2026-02-08T00:00:00Z");
        }
    }

    /** Seconds, milli-, micro- or nanoseconds since 1970: in this century their digits tell which; or RFC 3339. */
    static long microsOfTimestamp(String text) {
        if (text.indexOf('T') > 0) {
            return microsOfTime(text);
        }
        long stamp = whole(text, "timestamp");
        return switch (text.strip().length()) {
            case 9, 10 -> stamp * 1_000_000;
            case 12, 13 -> stamp * 1_000;
            case 15, 16 -> stamp;
            case 18, 19 -> stamp / 1_000;
            default -> throw new BadLine("timestamp is '" + text + "', expected seconds to nanoseconds since 1970");
        };
    }

    static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }
}

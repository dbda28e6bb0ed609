package dev.wringer.targets.sonia;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the quantities of the settings: {@code 30s}, {@code 1MiB}, {@code 5%}. Anything else is an error that says so. */
final class Quantities {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s*([A-Za-z%]*)");
    private static final Map<String, Double> UNITS_IN_MILLIS =
            Map.of("ms", 1.0, "s", 1e3, "m", 60e3, "min", 60e3, "h", 3600e3);
    private static final Map<String, Double> UNITS_IN_BYTES =
            Map.of("B", 1.0, "kB", 1e3, "MB", 1e6, "GB", 1e9, "KiB", 0x1p10, "MiB", 0x1p20, "GiB", 0x1p30);

    private Quantities() {}

    static Duration duration(String text) {
        double millis = scaled(text, UNITS_IN_MILLIS, "a duration such as 30s or 200ms");
        return Duration.ofNanos(Math.round(millis * 1e6));
    }

    static long bytes(String text) {
        return Math.round(scaled(text, UNITS_IN_BYTES, "an amount of memory such as 1MiB"));
    }

    /** A share between 0 and 1. */
    static double share(String text) {
        double share = scaled(text, Map.of("%", 0.01), "a share such as 5%");
        if (share > 1) {
            throw new IllegalArgumentException("'" + text + "' is more than 100%");
        }
        return share;
    }

    private static double scaled(String text, Map<String, Double> units, String expected) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
        if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
            throw new IllegalArgumentException("'" + text + "' is not " + expected);
        }
        return Double.parseDouble(matcher.group(1)) * units.get(matcher.group(2));
    }
}

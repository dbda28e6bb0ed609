package dev.wringer.adapters.definitions;

import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.Rate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units, as a simulation file writes them. A unit is never optional. */
final class Quantities {
    static final String DURATION = "a number and a unit: ns, us, ms, s, min, h, d; such as 48h, 20s, 1.5ms";
    static final String RATE = "events per time, such as 1/s, 23/60s, 6/min";
    static final String SIZE = "a number and a unit: B, kB, MB, GB, KiB, MiB, GiB; such as 512MiB";
    static final String BYTE_RATE = "a size per time, such as 50kB/s";
    static final String PERCENTAGE = "a percentage such as 0.5%";

    private static final String NUMBER = "(\\d{1,19}(?:\\.\\d{1,40})?)";
    private static final Pattern QUANTITY = Pattern.compile(NUMBER + "\\s*([A-Za-zµ]+)");
    private static final Pattern PERCENT = Pattern.compile(NUMBER + "\\s*%");
    private static final Pattern PLAIN_NUMBER = Pattern.compile(NUMBER);
    private static final BigDecimal LONGEST_NANOS =
            BigDecimal.valueOf(Duration.ofDays(36_525).toNanos());

    private static final Map<String, Long> NANOS = Map.ofEntries(
            Map.entry("ns", 1L),
            Map.entry("us", 1_000L),
            Map.entry("µs", 1_000L),
            Map.entry("ms", 1_000_000L),
            Map.entry("s", 1_000_000_000L),
            Map.entry("sec", 1_000_000_000L),
            Map.entry("m", 60_000_000_000L),
            Map.entry("min", 60_000_000_000L),
            Map.entry("h", 3_600_000_000_000L),
            Map.entry("d", 86_400_000_000_000L));

    private static final Map<String, Long> BYTES = Map.ofEntries(
            Map.entry("B", 1L),
            Map.entry("kB", 1_000L),
            Map.entry("KB", 1_000L),
            Map.entry("MB", 1_000_000L),
            Map.entry("GB", 1_000_000_000L),
            Map.entry("KiB", 1L << 10),
            Map.entry("MiB", 1L << 20),
            Map.entry("GiB", 1L << 30));

    private Quantities() {}

    static Duration duration(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        BigDecimal nanos = quantity(text, "duration", DURATION, NANOS);
        if (nanos.compareTo(LONGEST_NANOS) > 0) {
            throw new InvalidValue("", "a duration of " + text, "at most 100 years");
        }
        return Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    static long size(String text) {
        BigDecimal bytes = quantity(text, "size", SIZE, BYTES);
        if (bytes.compareTo(BigDecimal.valueOf(1L << 50)) > 0) {
            throw new InvalidValue("", "a size of " + text, "at most 1,048,576GiB");
        }
        return bytes.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static BigDecimal quantity(String text, String what, String expected, Map<String, Long> units) {
        Matcher matcher = QUANTITY.matcher(text);
        if (PLAIN_NUMBER.matcher(text).matches()) {
            throw new InvalidValue("", "`" + text + "` has no unit", expected);
        }
        if (!matcher.matches()) {
            throw new InvalidValue("", "`" + text + "` is not a " + what, expected);
        }
        Long unit = units.get(matcher.group(2));
        if (unit == null) {
            throw new InvalidValue("", "`" + matcher.group(2) + "` is not a unit of a " + what, expected);
        }
        return new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
    }

    /** A share, 0 to whatever the record allows: 0.5% is 0.005. */
    static double percentage(String text) {
        Matcher matcher = PERCENT.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValue("", "`" + text + "` is not a percentage", PERCENTAGE);
        }
        return new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue();
    }

    static double number(String text) {
        if (!PLAIN_NUMBER.matcher(text).matches()) {
            throw new InvalidValue("", "`" + text + "` is not a number", "a number of 0 or more such as 1.5");
        }
        return Double.parseDouble(text);
    }

    static Rate rate(String text) {
        return new Rate(number(beforeSlash(text, RATE)), perTime(text, RATE));
    }

    /** Bytes per second, written {@code 0.5MiB/min}. */
    static double growth(String text) {
        String expected = "a size per time, such as 0.5MiB/min";
        return size(beforeSlash(text, expected)) / seconds(perTime(text, expected));
    }

    /** A share per hour, written {@code 1%/h}. */
    static double creep(String text) {
        String expected = "a percentage per time, such as 1%/h";
        return percentage(beforeSlash(text, expected)) * 3600 / seconds(perTime(text, expected));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String beforeSlash(String text, String expected) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new InvalidValue("", "`" + text + "` has no `/` and time", expected);
        }
        return text.substring(0, slash).strip();
    }

    private static Duration perTime(String text, String expected) {
        String time = text.substring(text.indexOf('/') + 1).strip();
        Duration per = duration(NANOS.containsKey(time) ? "1" + time : time);
        if (per.isZero()) {
            throw new InvalidValue("", "`" + text + "` divides by no time", expected);
        }
        return per;
    }

    /** A duration in the syntax that {@link #duration} reads, in the largest unit that divides it; a minute is 60s. */
    static String written(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        for (String unit : new String[] {"h", "min", "s", "ms", "us"}) {
            boolean oneMinute = unit.equals("min") && nanos < 2 * NANOS.get(unit);
            if (nanos % NANOS.get(unit) == 0 && !oneMinute) {
                return nanos / NANOS.get(unit) + unit;
            }
        }
        return nanos + "ns";
    }

    /** A share in the syntax that {@link #percentage} reads, exactly. */
    static String written(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }

    /** A number without needless digits: 0.5, 1000. */
    static String plain(double number) {
        return new BigDecimal(number)
                .round(new MathContext(9))
                .stripTrailingZeros()
                .toPlainString();
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.model.Condition;
import dev.wringer.core.model.Unit;
import java.util.Locale;

/** Numbers as a report shows them: the same on every host, with as many digits as they are worth. */
final class Figures {
    private static final double PERCENT_MIN = 1e-5;
    private static final String PERCENT_MIN_SHOWN = "0.00001 %";
    private static final double GROUPED_MIN = 1_000;
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double MINUTES_PER_HOUR = 60;
    private static final double SECONDS_PER_HOUR = 3600;

    private Figures() {}

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 request}, {@code 12 requests}. */
    static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    static String percent(double share) {
        double percent = 100 * share;
        double size = Math.abs(percent);
        if (size > 0 && size < PERCENT_MIN) {
            return "under " + PERCENT_MIN_SHOWN;
        }
        int digits = percentDigits(size > 90 && size < 100 ? 100 - size : size);
        String shown = String.format(Locale.ROOT, "%." + digits + "f", percent);
        return withoutZeros(shown) + " %";
    }

    /** Of 99.9 % the nine that counts is the last one, so there the distance to all of it decides. */
    private static int percentDigits(double size) {
        return size == 0 || size >= 10 ? 0 : size >= 1 ? 1 : size >= 0.1 ? 2 : size >= 0.001 ? 3 : 5;
    }

    /** A share that a text says something is below of. */
    static String bound(double share) {
        return 100 * Math.abs(share) < PERCENT_MIN ? PERCENT_MIN_SHOWN : percent(share);
    }

    /** A value of a series in its unit, such as {@code 120 ms}, {@code 512 MiB}, {@code 99.5 %}, {@code 1,012/s}. */
    static String value(double value, Unit unit) {
        return switch (unit) {
            case COUNT -> grouped(value);
            case MEBIBYTES -> mib(value);
            case SHARE -> percent(value);
            case PER_SECOND -> grouped(value) + "/s";
            case MICROSECONDS -> millis(value);
        };
    }

    /** A condition in the unit of its series, such as {@code < 1,000}. */
    static String condition(Condition condition, Unit unit) {
        return condition.comparison().sign() + " " + value(condition.than(), unit);
    }

    private static String grouped(double value) {
        return Math.abs(value) >= GROUPED_MIN ? count(Math.round(value)) : significant(value);
    }

    static String millis(double micros) {
        double millis = micros / MICROS_PER_MILLI;
        return millis < MILLIS_PER_SECOND
                ? significant(millis) + " ms"
                : significant(millis / MILLIS_PER_SECOND) + " s";
    }

    static String mib(double mib) {
        return significant(mib) + " MiB";
    }

    static String hours(double hours) {
        if (hours >= 1) {
            return significant(hours) + " h";
        }
        double minutes = hours * MINUTES_PER_HOUR;
        return minutes >= 1 ? significant(minutes) + " min" : significant(hours * SECONDS_PER_HOUR) + " s";
    }

    static String significant(double value) {
        double size = Math.abs(value);
        int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 || size == 0 ? 2 : 4;
        return withoutZeros(String.format(Locale.ROOT, "%." + digits + "f", value));
    }

    private static String withoutZeros(String shown) {
        if (shown.indexOf('.') < 0) {
            return shown;
        }
        int end = shown.length();
        while (shown.charAt(end - 1) == '0') {
            end--;
        }
        return shown.substring(0, shown.charAt(end - 1) == '.' ? end - 1 : end);
    }
}

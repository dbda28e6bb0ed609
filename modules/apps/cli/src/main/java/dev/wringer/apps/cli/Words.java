package dev.wringer.apps.cli;

import java.time.Duration;
import java.util.Locale;

/** Figures as people read them. */
final class Words {
    private Words() {}

    /** {@code 00:01:05}, hours beyond 24 stay hours. */
    static String clock(Duration duration) {
        return String.format(
                Locale.ROOT, "%02d:%02d:%02d", duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }

    /** Three significant digits with the unit that fits, or a dash for nothing. */
    static String latency(long micros, long count) {
        if (count == 0) {
            return "–";
        }
        if (micros < 1_000) {
            return micros + " µs";
        }
        return micros < 1_000_000 ? digits(micros / 1e3) + " ms" : digits(micros / 1e6) + " s";
    }

    static String digits(double value) {
        int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    static String percent(long part, long whole) {
        return whole == 0 ? "–" : String.format(Locale.ROOT, "%.2f %%", 100.0 * part / whole);
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String counted(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** Cut to a width with an ellipsis, or filled up to it. */
    static String fit(String text, int width) {
        if (text.length() <= width) {
            return text + " ".repeat(width - text.length());
        }
        return width <= 1 ? text.substring(0, Math.max(width, 0)) : text.substring(0, width - 1) + "…";
    }

    static String right(String text, int width) {
        return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
    }
}

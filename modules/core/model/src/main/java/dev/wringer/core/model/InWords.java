package dev.wringer.core.model;

import java.time.Duration;
import java.util.Locale;

/** Quantities of faults as a person reads them. */
final class InWords {
    private InWords() {}

    /** {@code 250 ms}, {@code 3 s}. */
    static String millis(Duration duration) {
        return duration.toMillis() % 1_000 == 0 && !duration.isZero()
                ? duration.toSeconds() + " s"
                : duration.toMillis() + " ms";
    }

    /** {@code 12.5 %}. */
    static String percent(double share) {
        String digits = String.format(Locale.ROOT, "%.2f", share * 100);
        return digits.replaceFirst("\\.?0+$", "") + " %";
    }

    static String mib(long bytes) {
        return bytes / (1 << 20) + " MiB";
    }
}

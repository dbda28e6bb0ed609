package dev.wringer.adapters.storage;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as text: always a point, always the same places, in every locale. */
final class Decimals {
    private static final int MICROS_DIGITS = 3;
    private static final int NANOS_DIGITS = 9;
    private static final int MILLIS_DIGITS = 3;

    static BigDecimal rounded(double value, int places) {
        return BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP);
    }

    static BigDecimal micros(long micros) {
        return BigDecimal.valueOf(micros, MICROS_DIGITS);
    }

    /** Seconds, exact, with at least three places. */
    static BigDecimal seconds(long nanos) {
        BigDecimal exact = BigDecimal.valueOf(nanos, NANOS_DIGITS).stripTrailingZeros();
        return exact.scale() < MILLIS_DIGITS ? exact.setScale(MILLIS_DIGITS) : exact;
    }

    static long nanos(BigDecimal seconds) {
        return seconds.movePointRight(NANOS_DIGITS).longValueExact();
    }

    private Decimals() {}
}

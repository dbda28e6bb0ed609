package dev.wringer.core.judge;

import java.util.OptionalDouble;

/**
 * The growth over a whole run that is still called stable.
 *
 * @param amount in the unit of the series; or, {@code ofLimit}, as a share of the limit
 * @param limit in the unit of the series; without one a share is of twice the first floor
 */
record Tolerance(double amount, boolean ofLimit, OptionalDouble limit) {
    /** In the unit of the series, for a series whose first floor is known. */
    double growth(double firstFloor) {
        return ofLimit ? amount * limit.orElse(2 * firstFloor) : amount;
    }

    /** Where the figure comes from. */
    String words() {
        String whole = limit.isPresent() ? "its limit" : "twice the first floor, for no limit is known";
        return ofLimit ? Figures.percent(amount) + " of " + whole : "";
    }
}

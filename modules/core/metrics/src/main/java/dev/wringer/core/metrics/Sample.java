package dev.wringer.core.metrics;

/**
 * What a window says of a series, as a ratio, so that several windows can be taken together: errors per request, requests per
 * second; a level is itself per 1.
 *
 * @param per above 0
 */
public record Sample(double amount, double per) {
    public static Sample of(double level) {
        return new Sample(level, 1);
    }

    public double value() {
        return amount / per;
    }
}

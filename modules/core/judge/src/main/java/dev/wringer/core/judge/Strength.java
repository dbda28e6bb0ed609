package dev.wringer.core.judge;

import dev.wringer.core.statistics.ClopperPearson;

/**
 * What a count of trials without a failure is worth: 10 of 10 good start-ups still allow one in four to fail. Exact
 * ({@link ClopperPearson}); with failures it is the upper bound of their share.
 *
 * @param failed of {@code trials}, 0 to trials
 * @param trials at least 1
 */
public record Strength(long failed, long trials) {
    private static final double ALPHA = 0.05;

    /** With 95 % confidence less than this share of trials fails. */
    public double upperBound() {
        return ClopperPearson.upper(failed, trials, ALPHA);
    }

    /** For a finding: {@code with 95 % confidence less than 26 % fail}. */
    @Override
    public String toString() {
        return "with 95 % confidence less than " + Figures.bound(upperBound()) + " fail";
    }
}

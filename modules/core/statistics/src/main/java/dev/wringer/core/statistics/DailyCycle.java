package dev.wringer.core.statistics;

import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/**
 * A 24-hour wave in a series, which would pass for a drift: the thirds of a two-day run do not cover the same hours of the
 * day. Fitted together with a level for each third, so that a drift is not taken for a wave; taken out only when it explains
 * 30 % or more of what the levels leave, in a series of a day and a half or more.
 *
 * @param cosine and {@code sine}: its parts, 0 when there is no wave
 */
public record DailyCycle(double cosine, double sine) {
    /** No wave worth taking out. */
    public static final DailyCycle NONE = new DailyCycle(0, 0);

    private static final double DAYS_MIN = 1.5;
    private static final double EXPLAINED_MIN = 0.3;
    private static final int LEVELS = 3;

    /** @param days when each value was measured, in days */
    public static DailyCycle of(double[] days, double[] values) {
        int n = values.length;
        if (n < DriftTest.LINE_MIN || days[n - 1] - days[0] < DAYS_MIN) {
            return NONE;
        }
        double[][] waves = new double[n][LEVELS + 2];
        double[][] levels = new double[n][LEVELS];
        for (int i = 0; i < n; i++) {
            int third = Math.min(LEVELS - 1, i * LEVELS / n);
            levels[i][third] = 1;
            waves[i][third] = 1;
            waves[i][LEVELS] = StrictMath.cos(2 * StrictMath.PI * days[i]);
            waves[i][LEVELS + 1] = StrictMath.sin(2 * StrictMath.PI * days[i]);
        }
        OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression();
        fit.setNoIntercept(true);
        fit.newSampleData(values, levels);
        double without = fit.calculateResidualSumOfSquares();
        fit.newSampleData(values, waves);
        double with = fit.calculateResidualSumOfSquares();
        double[] beta = fit.estimateRegressionParameters();
        return without > 0 && 1 - with / without >= EXPLAINED_MIN
                ? new DailyCycle(beta[LEVELS], beta[LEVELS + 1])
                : NONE;
    }

    /** The values without the wave. */
    public double[] removedFrom(double[] days, double[] values) {
        double[] rest = new double[values.length];
        for (int i = 0; i < rest.length; i++) {
            double angle = 2 * StrictMath.PI * days[i];
            rest[i] = values[i] - cosine * StrictMath.cos(angle) - sine * StrictMath.sin(angle);
        }
        return rest;
    }

    /** From the mean to the crest, in the unit of the values. */
    public double amplitude() {
        return Math.sqrt(cosine * cosine + sine * sine);
    }
}

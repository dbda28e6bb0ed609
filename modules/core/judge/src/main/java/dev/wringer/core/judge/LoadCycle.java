package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Window;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/**
 * Does the offered load follow the time of day? Counts the requests begun in each block of 1/96 of the run. A wave of 24 hours
 * counts when it makes up 5 % of the load or more, and explains it ({@link DailyCycle}). In less than a day and a half a wave
 * and a drift look alike; there it must leave at most half of what a straight line leaves.
 */
final class LoadCycle {
    static final String WORDS = "the load follows the time of day";

    private static final double BLOCK = 1.0 / 96;
    private static final double DAYS_MIN = 0.5;
    private static final double DAYS_ENOUGH = 1.5;
    private static final double HOURS_PER_DAY = 24;
    private static final double AMPLITUDE_MIN = 0.05;
    private static final double BETTER_THAN_LINE = 0.5;
    private static final double EXPLAINED_MIN = 0.3;

    private final Timeline timeline;
    private final long blockWindows;
    private final List<Double> days = new ArrayList<>();
    private final List<Double> counts = new ArrayList<>();
    private long block = -1;
    private long started;
    private long windows;
    private boolean known;
    private boolean daily;

    LoadCycle(Timeline timeline) {
        this.timeline = timeline;
        this.blockWindows = timeline.part(BLOCK);
    }

    void add(Window window) {
        if (window.index() / blockWindows != block) {
            close();
            block = window.index() / blockWindows;
        }
        windows++;
        started +=
                window.endpoints().stream().mapToLong(EndpointInterval::started).sum();
    }

    boolean isDaily() {
        if (!known) {
            known = true;
            double[] at = days.stream().mapToDouble(Double::doubleValue).toArray();
            double[] load = counts.stream().mapToDouble(Double::doubleValue).toArray();
            daily = at.length >= DriftTest.LINE_MIN && isDaily(at, load);
        }
        return daily;
    }

    private static boolean isDaily(double[] days, double[] load) {
        double seen = days[days.length - 1] - days[0];
        if (seen < DAYS_MIN) {
            return false;
        }
        double mean = Math.max(1, mean(load));
        return seen >= DAYS_ENOUGH
                ? DailyCycle.of(days, load).amplitude() >= AMPLITUDE_MIN * mean
                : isWave(days, load, AMPLITUDE_MIN * mean);
    }

    private static boolean isWave(double[] days, double[] load, double amplitudeMin) {
        double[][] line = new double[load.length][];
        double[][] wave = new double[load.length][];
        for (int i = 0; i < load.length; i++) {
            double angle = 2 * StrictMath.PI * days[i];
            line[i] = new double[] {days[i]};
            wave[i] = new double[] {StrictMath.cos(angle), StrictMath.sin(angle)};
        }
        OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression();
        fit.newSampleData(load, line);
        double besideLine = fit.calculateResidualSumOfSquares();
        fit.newSampleData(load, wave);
        double besideWave = fit.calculateResidualSumOfSquares();
        double[] parts = fit.estimateRegressionParameters();
        return besideWave <= BETTER_THAN_LINE * besideLine
                && besideWave <= (1 - EXPLAINED_MIN) * fit.calculateTotalSumOfSquares()
                && new DailyCycle(parts[1], parts[2]).amplitude() >= amplitudeMin;
    }

    private void close() {
        if (2 * windows >= blockWindows) {
            days.add(timeline.hours((double) (block * blockWindows)) / HOURS_PER_DAY);
            counts.add((double) started / windows * blockWindows);
            known = false;
        }
        started = 0;
        windows = 0;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }
}

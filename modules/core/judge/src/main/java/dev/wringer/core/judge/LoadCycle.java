package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.statistics.DailyCycle;
import dev.wringer.core.statistics.DriftTest;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/**
 * Does the offered load follow the time of day? Counts the requests begun in each block of 1/96 of the run, and fits a wave of
 * 24 hours to half a day or more of them. The load is daily when the wave makes up more than 5 % of it, explains 30 % of what
 * differs from block to block, and, before two days have shown that it comes back, leaves at most half of what a straight line
 * leaves: a ramp or a step is no day. (Not by
 * {@link DailyCycle}, whose level for each third would let it take a step for half a wave.)
 */
final class LoadCycle {
    static final String WORDS = "the load follows the time of day";

    private static final double DAYS_MIN = 0.5;
    private static final double DAYS_WHOLE = 1.9;
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
        this.blockWindows = timeline.block();
    }

    /** A pause of the load is no part of what is offered. */
    void add(Window window) {
        if (window.phase() == Phase.QUIESCE || window.phase() == Phase.HELD) {
            return;
        }
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
        if (days[days.length - 1] - days[0] < DAYS_MIN) {
            return false;
        }
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
        boolean comesBack = days[days.length - 1] - days[0] >= DAYS_WHOLE;
        return (comesBack || besideWave <= BETTER_THAN_LINE * besideLine)
                && besideWave <= (1 - EXPLAINED_MIN) * fit.calculateTotalSumOfSquares()
                && new DailyCycle(parts[1], parts[2]).amplitude() > AMPLITUDE_MIN * mean(load);
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

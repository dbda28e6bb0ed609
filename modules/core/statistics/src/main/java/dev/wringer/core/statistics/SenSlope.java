package dev.wringer.core.statistics;

import java.util.Arrays;

/** The median of the slopes of all pairs: a slope that outliers do not move (Sen, JASA 1968). */
public final class SenSlope {
    private SenSlope() {}

    /** Of values over times that strictly increase; at least two points. */
    public static double of(double[] times, double[] values) {
        double[] slopes = new double[Kendall.pairs(times.length)];
        int count = 0;
        for (int i = 0; i < times.length; i++) {
            for (int j = i + 1; j < times.length; j++) {
                slopes[count++] = (values[j] - values[i]) / (times[j] - times[i]);
            }
        }
        return median(slopes);
    }

    /** The middle of the values, of which there is at least one; the mean of the two in the middle of an even number. */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

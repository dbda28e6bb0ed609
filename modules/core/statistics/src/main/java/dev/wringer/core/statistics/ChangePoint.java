package dev.wringer.core.statistics;

/**
 * Where a series changes its level most: the split with the largest sum of squares between its two parts. Only dates and
 * explains what a test has shown; it shows nothing itself.
 */
public final class ChangePoint {
    private ChangePoint() {}

    /** The index at which the later part begins, 1 to n - 1; 0 for a series of fewer than two values. */
    public static int of(double[] values) {
        double total = 0;
        for (double v : values) {
            total += v;
        }
        int best = 0;
        double most = -1;
        double before = 0;
        for (int k = 1; k < values.length; k++) {
            before += values[k - 1];
            int after = values.length - k;
            double gap = (total - before) / after - before / k;
            double between = gap * gap * k * after;
            if (between > most) {
                most = between;
                best = k;
            }
        }
        return best;
    }
}

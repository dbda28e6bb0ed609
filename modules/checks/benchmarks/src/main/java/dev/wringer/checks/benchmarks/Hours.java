package dev.wringer.checks.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * When a share of all runs has been found out.
 *
 * @param quantile of all runs; a run that is not found out counts as infinitely late
 * @param hour published; infinite when fewer are ever found out
 * @param rounding half the distance of neighbouring published figures
 */
record Hours(double quantile, double hour, double rounding) implements Claim {
    @Override
    public String what() {
        return quantile == 0.5 ? "median hour" : "99th percentile hour";
    }

    @Override
    public String published() {
        return words(hour);
    }

    @Override
    public Result against(List<Seen> seen, double confidence) {
        double[] sorted = seen.stream().mapToDouble(Seen::hours).sorted().toArray();
        double value = sorted[(int) Math.ceil(quantile * sorted.length) - 1];
        Interval ours = Interval.ofQuantile(sorted, quantile, confidence);
        boolean inside = ours.overlaps(new Interval(hour - rounding, hour + rounding));
        return new Result(
                words(value),
                words(ours.low()) + " to " + words(ours.high()),
                inside ? Agreement.INSIDE : Agreement.OUTSIDE);
    }

    private static String words(double hours) {
        return Double.isInfinite(hours) ? "–" : String.format(Locale.ROOT, "%.1f", hours);
    }
}

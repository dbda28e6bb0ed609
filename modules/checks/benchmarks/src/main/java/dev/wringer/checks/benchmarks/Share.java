package dev.wringer.checks.benchmarks;

import dev.wringer.core.judge.State;
import java.util.List;
import java.util.Locale;

/**
 * The share of runs in which the judge says something.
 *
 * @param published such as {@code 94 %}, as precise as it was printed; 0 and 100 % mean none and all of the runs
 * @param publishedRuns it was measured on
 */
record Share(State state, String published, long publishedRuns) implements Claim {
    private static final double PUBLISHED_CONFIDENCE = 0.95;

    @Override
    public String what() {
        return state.name();
    }

    @Override
    public Result against(List<Seen> seen, double confidence) {
        long n = seen.size();
        long k = seen.stream().filter(s -> s.state() == state).count();
        Interval ours = Interval.ofShare(k, n, confidence);
        String measured = String.format(Locale.ROOT, "%,d of %,d, %s", k, n, percent((double) k / n));
        return new Result(measured, percent(ours.low()) + " to " + percent(ours.high()), agreement(ours, confidence));
    }

    private Agreement agreement(Interval ours, double confidence) {
        if (ours.overlaps(printed())) {
            return Agreement.INSIDE;
        }
        return ours.overlaps(measuredThen(confidence)) ? Agreement.OVERLAPPING : Agreement.OUTSIDE;
    }

    private double share() {
        return Double.parseDouble(digits()) / 100;
    }

    private String digits() {
        return published.replace(" %", "");
    }

    /** All figures that would have been printed the same. */
    private Interval printed() {
        if (share() == 0 || share() == 1) {
            return measuredThen(PUBLISHED_CONFIDENCE);
        }
        int point = digits().indexOf('.');
        int decimals = point < 0 ? 0 : digits().length() - point - 1;
        double half = 0.5 / Math.pow(10, decimals + 2.0);
        return new Interval(share() - half, share() + half);
    }

    private Interval measuredThen(double confidence) {
        return Interval.ofShare(Math.round(share() * publishedRuns), publishedRuns, confidence);
    }

    private static String percent(double share) {
        double percent = 100 * share;
        double rest = Math.min(percent, 100 - percent);
        int digits = rest <= 0 ? 0 : rest < 0.1 ? 3 : rest < 1 ? 2 : 1;
        return String.format(Locale.ROOT, "%." + digits + "f %%", percent);
    }
}

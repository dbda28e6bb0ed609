package dev.wringer.core.judge;

import java.util.List;

/**
 * How fast errors use up what the limit allows for the whole run. The published pairs of windows (Site Reliability Workbook,
 * chapter 5) are for 30 days; here they stretch with the run: 5 % of the budget in 1/192 of it, 10 % in 1/48, 25 % in 1/8,
 * each confirmed by a shorter one, so that a burst that is over no longer warns. Early in the run, when the longer window has
 * not passed yet, what has passed stands for it. Warns only; it fails healthy runs with bursts far too often to do more.
 */
final class BurnRate {
    /** A run of fewer windows is over before a warning helps. */
    private static final long WINDOWS_MIN = 960;

    private static final int BINS_OF_RUN = 960;
    private static final List<Pair> PAIRS =
            List.of(new Pair(0.05, 5, 1), new Pair(0.1, 20, 4), new Pair(0.25, 120, 20));

    /** The bins of the longest pair, and the one that is being filled. */
    private static final int BINS = 121;

    private final double below;
    private final long binWindows;
    private final boolean judged;
    private final long[] finished = new long[BINS];
    private final long[] errors = new long[BINS];
    private long bin;
    private long full;
    private long counted;

    BurnRate(double below, Timeline timeline) {
        this.below = below;
        this.binWindows = timeline.part(1.0 / BINS_OF_RUN);
        this.judged = timeline.windowCount() >= WINDOWS_MIN;
    }

    /** A share of the budget that must not burn within some bins, nor as fast within the last few of them. */
    private record Pair(double budget, int lasting, int confirming) {
        double speed() {
            return BurnRate.speed(budget, (double) lasting / BINS_OF_RUN);
        }
    }

    /** How many times as fast as the limit allows, when a share of the budget burns in a part of the run. */
    static double speed(double budget, double partOfRun) {
        return budget / partOfRun;
    }

    void add(long window, long n, long k) {
        long now = window / binWindows;
        for (long skipped = Math.max(bin + 1, now - BINS + 1); skipped <= now; skipped++) {
            finished[(int) (skipped % BINS)] = 0;
            errors[(int) (skipped % BINS)] = 0;
        }
        bin = Math.max(bin, now);
        finished[(int) (now % BINS)] += n;
        errors[(int) (now % BINS)] += k;
        full = (window + 1) / binWindows;
        counted++;
    }

    /** The speed at which the budget burns beyond a limit of a pair, at the end of the last full bin; 0 when none does. */
    double speed() {
        if (!judged) {
            return 0;
        }
        for (Pair pair : PAIRS) {
            double lasting = speedOver(pair.lasting);
            boolean confirmed = counted >= pair.confirming * binWindows && speedOver(pair.confirming) >= pair.speed();
            if (confirmed && lasting >= pair.speed()) {
                return lasting;
            }
        }
        return 0;
    }

    private double speedOver(int bins) {
        long n = 0;
        long k = 0;
        for (long b = Math.max(0, full - bins); b < full; b++) {
            n += finished[(int) (b % BINS)];
            k += errors[(int) (b % BINS)];
        }
        return n == 0 ? 0 : (double) k / n / below;
    }
}

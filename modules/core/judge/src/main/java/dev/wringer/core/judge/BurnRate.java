package dev.wringer.core.judge;

/**
 * How fast errors use up what the limit allows for the whole run. The published pairs of windows (Site Reliability Workbook,
 * chapter 5) are for 30 days; here they stretch with the run: 5 % of the budget in 1/192 of it, 10 % in 1/48, 25 % in 1/8,
 * each confirmed by a shorter one, so that a burst that is over no longer warns. Until there is as much of the run as the long
 * window, what there is stands for it, from the length of the short one on. Warns only; it fails healthy runs with bursts
 * far too often to do more.
 */
final class BurnRate {
    /** A run of fewer windows is over before a warning helps. */
    private static final long WINDOWS_MIN = 960;

    private static final int BINS = 120;
    private static final double BIN_SHARE = 1.0 / 960;
    private static final int[] LONG_BINS = {5, 20, 120};
    private static final int[] SHORT_BINS = {1, 4, 20};
    private static final double[] SPEEDS = {9.6, 4.8, 2};

    private final double below;
    private final long binWindows;
    private final boolean judged;
    private final long[] finished = new long[BINS];
    private final long[] errors = new long[BINS];
    private long bin;
    private long windows;

    BurnRate(double below, Timeline timeline) {
        this.below = below;
        this.binWindows = timeline.part(BIN_SHARE);
        this.judged = timeline.windowCount() >= WINDOWS_MIN;
    }

    void add(long window, long n, long k) {
        long now = window / binWindows;
        for (long skipped = Math.max(bin + 1, now - BINS + 1); skipped <= now; skipped++) {
            finished[(int) (skipped % BINS)] = 0;
            errors[(int) (skipped % BINS)] = 0;
        }
        bin = Math.max(bin, now);
        windows = window + 1;
        finished[(int) (now % BINS)] += n;
        errors[(int) (now % BINS)] += k;
    }

    /** The largest speed at which the budget burns beyond its limit; 0 when none does. */
    double speed() {
        if (!judged) {
            return 0;
        }
        for (int i = 0; i < SPEEDS.length; i++) {
            double lasting = speedOver(LONG_BINS[i]);
            if (windows >= SHORT_BINS[i] * binWindows
                    && lasting >= SPEEDS[i]
                    && speedOver(SHORT_BINS[i]) >= SPEEDS[i]) {
                return lasting;
            }
        }
        return 0;
    }

    private double speedOver(int bins) {
        long n = 0;
        long k = 0;
        for (long b = Math.max(0, bin - bins + 1); b <= bin; b++) {
            n += finished[(int) (b % BINS)];
            k += errors[(int) (b % BINS)];
        }
        return n == 0 ? 0 : (double) k / n / below;
    }
}

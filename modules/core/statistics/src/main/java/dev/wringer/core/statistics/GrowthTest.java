package dev.wringer.core.statistics;

import java.util.List;

/**
 * Does a series grow faster than a tolerated slope? Kendall's exact test on up to 12 batches of floors, less that slope. FAIL
 * takes three things at once: the rise above the tolerated slope is not chance; it does not flatten (the last half rises at
 * 0.8 or more of the slope of the first, so a cache that fills or a runtime that warms up does not fail); and it is large
 * (the last half rises by half of what is tolerated over the whole run).
 *
 * @param notRising pairs of batches that do not rise above the tolerated slope
 * @param notFalling pairs that do not stay below it
 * @param lastRise over the latter half of the time, at the slope of the last half of the batches
 */
public record GrowthTest(Floors.Batches batches, int notRising, int notFalling, boolean flattening, double lastRise) {
    /** More would need less noise between neighbours than a service has. */
    public static final int BATCHES_MAX = 12;
    /** Fewer cannot show a leak at the alpha of the last look. */
    public static final int BATCHES_MIN = 8;

    private static final double FLATTENING = 0.8;
    private static final double ALPHA_STABLE = 0.01;

    /** Of at least {@value #BATCHES_MIN} floors. */
    public static GrowthTest of(List<Floors.Floor> floors, double tolerated) {
        Floors.Batches batches = Floors.Batches.of(floors, Math.min(BATCHES_MAX, floors.size()));
        double[] less = batches.lessSlope(tolerated);
        Floors.Batches first = batches.first(batches.count() / 2);
        Floors.Batches last = batches.last(batches.count() / 2);
        boolean flattening = last.slope() < FLATTENING * first.slope();
        double half = (floors.getLast().time() - floors.getFirst().time()) / 2;
        return new GrowthTest(
                batches, Kendall.notRising(less), Kendall.notFalling(less), flattening, last.slope() * half);
    }

    /**
     * @param alpha probability of a false alarm, 0 to 1
     * @param riseMin what the last half must rise by at least, in the unit of the floors
     */
    public boolean grows(double alpha, double riseMin) {
        return notRising <= Kendall.inversionsWithin(batches.count(), alpha) && !flattening && lastRise >= riseMin;
    }

    /** It is shown, at 1 %, to grow slower than tolerated. */
    public boolean isStable() {
        return notFalling <= Kendall.inversionsWithin(batches.count(), ALPHA_STABLE);
    }

    /** It jumped once, and grows neither before nor after. */
    public boolean isStep(double tolerated, double riseMin) {
        int split = ChangePoint.of(batches.values());
        int after = batches.count() - split;
        if (split < 3 || after < 3) {
            return false;
        }
        Floors.Batches before = batches.first(split);
        Floors.Batches later = batches.last(after);
        double jump = SenSlope.median(later.values()) - SenSlope.median(before.values());
        return jump >= riseMin && before.slope() < tolerated && later.slope() < tolerated;
    }

    /** How much longer, as a share of the time so far, until the test would decide; at most twice. */
    public double longer() {
        int pairs = Kendall.pairs(batches.count());
        int enough = Kendall.inversionsWithin(batches.count(), ALPHA_STABLE);
        double shown = Math.abs(pairs / 2.0 - Math.min(notRising, notFalling));
        double wanted = pairs / 2.0 - enough;
        return Math.min(2, Math.max(0.25, wanted / Math.max(shown, 1) - 1));
    }
}

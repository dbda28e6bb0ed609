package dev.wringer.core.judge;

/**
 * Is the one of two runs worse than the other by more than a margin? A sequential sign test on pairs of blocks: each pair
 * is worse or not, and while worse ones are not the rule (at most every second, given those before) the capital of a
 * {@link BettingProcess} against that reaches 1/alpha with a probability of at most alpha, however often one looks. Whole
 * blocks, not requests, because requests of one system are never independent: a test per request calls every warm cache a
 * difference.
 */
final class PairedTest {
    private static final double HALF = 0.5;

    private final BettingProcess worse = new BettingProcess(HALF);
    private final BettingProcess notWorse = new BettingProcess(HALF);
    private long pairs;
    private long worsePairs;

    void observe(boolean isWorse) {
        pairs++;
        worsePairs += isWorse ? 1 : 0;
        worse.observe(isWorse ? 1 : 0);
        notWorse.observe(isWorse ? 0 : 1);
    }

    boolean isWorse(double alpha) {
        return worse.evidence() >= 1 / alpha;
    }

    boolean isNotWorse(double alpha) {
        return notWorse.evidence() >= 1 / alpha;
    }

    long pairs() {
        return pairs;
    }

    long worsePairs() {
        return worsePairs;
    }
}

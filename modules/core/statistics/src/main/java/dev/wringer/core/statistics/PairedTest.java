package dev.wringer.core.statistics;

/**
 * Is the one of two runs worse than the other by more than a margin? A sequential sign test on pairs of blocks: each pair
 * is worse or not, and while worse ones are not the rule (at most every second, given those before) the capital of a
 * {@link BettingProcess} against that reaches 1/alpha with a probability of at most alpha, however often one looks. Whole
 * blocks, not requests, because requests of one system are never independent: a test per request calls every warm cache a
 * difference.
 */
public final class PairedTest {
    private static final double HALF = 0.5;

    private final BettingProcess worse = new BettingProcess(HALF);
    private final BettingProcess notWorse = new BettingProcess(HALF);
    private long pairs;
    private long worsePairs;

    /** Takes the next pair. */
    public void observe(boolean isWorse) {
        pairs++;
        worsePairs += isWorse ? 1 : 0;
        worse.observe(isWorse ? 1 : 0);
        notWorse.observe(isWorse ? 0 : 1);
    }

    /** Worse is the rule: wrongly so with a probability of at most alpha. */
    public boolean isWorse(double alpha) {
        return worse.evidence() >= 1 / alpha;
    }

    /** Not worse is the rule: wrongly so with a probability of at most alpha. */
    public boolean isNotWorse(double alpha) {
        return notWorse.evidence() >= 1 / alpha;
    }

    public long pairs() {
        return pairs;
    }

    public long worsePairs() {
        return worsePairs;
    }
}

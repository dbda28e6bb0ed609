package dev.wringer.core.statistics;

import java.util.Arrays;

/**
 * Evidence that the mean of bounded observations exceeds a limit, valid at any time: the capital of a gambler who bets
 * against "the mean is at most the limit". By Ville's inequality it reaches 1/alpha with a probability of at most alpha,
 * whatever the distribution, as long as the mean of each observation, given those before, is within the limit (Waudby-Smith
 * and Ramdas, Estimating means of bounded random variables by betting, arXiv:2010.09686). The mean over a grid of bets
 * makes it strong against small and large excess alike.
 */
public final class BettingProcess {
    /** Shares of the capital at stake; for a limit of 0.5 % these are the bets 0.5, 1, 2, 5, 10, 20, 40, 80, 120, 160, 190. */
    private static final double[] STAKES = {0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95};

    private final double limit;
    private final double[] capital = new double[STAKES.length];

    /** @param limit the mean that must not be exceeded, above 0, at most 1 */
    public BettingProcess(double limit) {
        this.limit = limit;
        Arrays.fill(capital, 1);
    }

    /** Takes one observation from 0 to 1. */
    public void observe(double x) {
        for (int i = 0; i < STAKES.length; i++) {
            capital[i] *= 1 + STAKES[i] / limit * (x - limit);
        }
    }

    /** 1 at the start; at least 1/alpha is proof at alpha. */
    public double evidence() {
        double sum = 0;
        for (double c : capital) {
            sum += c;
        }
        return sum / capital.length;
    }
}

package dev.wringer.core.statistics;

import java.util.Arrays;

/**
 * How much larger the values of one sample are than those of another: the median of all pairwise differences, with a confidence interval
 * from the exact distribution of the Mann-Whitney statistic. It assumes nothing of the shape of the values but that it is the same on
 * both sides. Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd ed., sections 4.2 and 4.3.
 *
 * @param shift in the unit of the values
 * @param lower end of the interval; minus infinity when there are too few values for the confidence asked for
 * @param upper end of the interval
 */
public record HodgesLehmann(double shift, double lower, double upper) {
    /**
     * How much larger the later ones are.
     *
     * @param alpha that the interval misses the true shift, above 0 and below 1
     * @throws IllegalArgumentException when a sample is empty
     */
    public static HodgesLehmann of(double[] earlier, double[] later, double alpha) {
        if (earlier.length == 0 || later.length == 0) {
            throw new IllegalArgumentException("an empty sample");
        }
        double[] differences = new double[earlier.length * later.length];
        for (int i = 0; i < earlier.length; i++) {
            for (int j = 0; j < later.length; j++) {
                differences[i * later.length + j] = later[j] - earlier[i];
            }
        }
        Arrays.sort(differences);
        double shift = SenSlope.median(differences);
        int rank = rank(earlier.length, later.length, alpha);
        return rank == 0
                ? new HodgesLehmann(shift, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : new HodgesLehmann(shift, differences[rank - 1], differences[differences.length - rank]);
    }

    /** Whether the interval is without 0. */
    public boolean isMoreThanNoise() {
        return lower > 0 || upper < 0;
    }

    /** The largest rank of which both ends together miss the shift with no more than alpha; 0 when there is none. */
    private static int rank(int n, int m, double alpha) {
        double[] ways = ways(n, m);
        double all = Arrays.stream(ways).sum();
        double below = 0;
        int rank = 0;
        while (rank < ways.length && (below + ways[rank]) / all <= alpha / 2) {
            below += ways[rank];
            rank++;
        }
        return rank;
    }

    /** In how many orders of n and m values the statistic is 0, 1, 2, …; without a subtraction, which would cost all digits. */
    private static double[] ways(int n, int m) {
        double[][] ways = new double[m + 1][n * m + 1];
        for (double[] each : ways) {
            each[0] = 1;
        }
        for (int i = 1; i <= n; i++) {
            for (int j = 1; j <= m; j++) {
                for (int u = i * j; u >= 0; u--) {
                    ways[j][u] = ways[j - 1][u] + (u >= j ? ways[j][u - j] : 0);
                }
            }
        }
        return ways[m];
    }
}

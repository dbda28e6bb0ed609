package dev.wringer.core.statistics;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The signed-rank test of paired differences, exact for small n: each rank belongs to a positive difference with a
 * probability of 1/2 when nothing differs (Wilcoxon, Individual Comparisons by Ranking Methods, Biometrics 1945).
 */
public final class SignedRank {
    private SignedRank() {}

    /** The sum of the ranks of the positive differences; zeros and ties count against them. */
    public static int ofPositive(double[] differences) {
        double[][] ranked = new double[differences.length][];
        for (int i = 0; i < ranked.length; i++) {
            ranked[i] = new double[] {Math.abs(differences[i]), differences[i]};
        }
        Arrays.sort(
                ranked,
                Comparator.comparingDouble((double[] r) -> r[0]).thenComparing(r -> -r[1], Comparator.naturalOrder()));
        int sum = 0;
        for (int i = 0; i < ranked.length; i++) {
            sum += ranked[i][1] > 0 ? i + 1 : 0;
        }
        return sum;
    }

    /** Probability that the sum of n ranks, each taken with a probability of 1/2, is at least this. */
    public static double probabilityAtLeast(int n, int sum) {
        double[] probability = new double[n * (n + 1) / 2 + 1];
        probability[0] = 1;
        for (int rank = 1; rank <= n; rank++) {
            for (int s = probability.length - 1; s >= 0; s--) {
                probability[s] = (probability[s] + (s >= rank ? probability[s - rank] : 0)) / 2;
            }
        }
        double tail = 0;
        for (int s = Math.max(0, sum); s < probability.length; s++) {
            tail += probability[s];
        }
        return tail;
    }
}

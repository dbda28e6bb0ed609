package dev.wringer.core.judge;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Wilcoxon's signed-rank test, exact and one-sided (Wilcoxon, Individual Comparisons by Ranking Methods, 1945). */
final class SignedRank {
    private SignedRank() {}

    /** The sum of the ranks of the positive differences; ties by size share ranks downwards, zeros count as negative. */
    static long positiveRanks(double[] differences) {
        int[] order = IntStream.range(0, differences.length)
                .boxed()
                .sorted((a, b) -> Double.compare(Math.abs(differences[a]), Math.abs(differences[b])))
                .mapToInt(Integer::intValue)
                .toArray();
        long sum = 0;
        for (int rank = 1; rank <= order.length; rank++) {
            sum += differences[order[rank - 1]] > 0 ? rank : 0;
        }
        return sum;
    }

    /** Probability that n differences, symmetric around zero, have at least this sum of positive ranks. */
    static double probabilityAtLeast(int n, long ranks) {
        double[] probability = new double[n * (n + 1) / 2 + 1];
        probability[0] = 1;
        for (int rank = 1; rank <= n; rank++) {
            for (int sum = probability.length - 1; sum >= 0; sum--) {
                double withRank = sum >= rank ? probability[sum - rank] : 0;
                probability[sum] = (probability[sum] + withRank) / 2;
            }
        }
        int from = (int) Math.max(0, Math.min(ranks, probability.length));
        return Arrays.stream(probability, from, probability.length).sum();
    }
}

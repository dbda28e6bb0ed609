package dev.wringer.adapters.definitions;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that was probably meant. */
final class Nearest {
    private Nearest() {}

    /** The known word with the fewest edits, if that is few for its length. */
    static Optional<String> to(String word, Collection<String> known) {
        String wanted = plain(word);
        if (wanted.length() > 100) {
            return Optional.empty();
        }
        return known.stream()
                .filter(candidate -> edits(wanted, plain(candidate)) <= Math.max(1, Math.min(4, wanted.length() / 3)))
                .min(Comparator.comparingInt((String candidate) -> edits(wanted, plain(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** dependsOn, depends_on and depends-on are one word to a user. */
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
    private static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int i, int j, int[][] cost) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}

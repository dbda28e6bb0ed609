package dev.wringer.checks.benchmarks;

import java.util.List;
import java.util.function.Function;

/**
 * A published figure that does not hold for this judge, for a reason.
 *
 * @param expected what was measured instead
 * @param reason in words
 */
record Differs(Claim claim, Claim expected, String reason) implements Claim {
    private static final String ARROW = " -> ";

    /** The claim that a figure makes; of two with an arrow between them the first is published, the second measured. */
    static Claim where(String figures, Function<String, Claim> claim, String reason) {
        String[] each = figures.split(ARROW, 2);
        Claim published = claim.apply(each[0]);
        return each.length == 1 ? published : new Differs(published, claim.apply(each[1]), reason);
    }

    @Override
    public String what() {
        return claim.what();
    }

    @Override
    public String published() {
        return claim.published();
    }

    @Override
    public Result against(List<Seen> seen, double confidence) {
        return claim.against(seen, confidence);
    }
}

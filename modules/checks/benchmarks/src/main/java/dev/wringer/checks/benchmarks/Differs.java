package dev.wringer.checks.benchmarks;

import java.util.List;

/**
 * A published figure that does not hold for this judge, for a reason.
 *
 * @param expected what was measured instead
 * @param reason in words
 */
record Differs(Claim claim, Claim expected, String reason) implements Claim {
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

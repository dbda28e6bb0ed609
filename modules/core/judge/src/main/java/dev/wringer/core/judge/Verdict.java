package dev.wringer.core.judge;

import java.util.List;

/**
 * All findings together. Any FAIL fails the run; else any INVALID makes it invalid, else any INCONCLUSIVE inconclusive, else
 * it passes, with or without warnings.
 *
 * @param findings worst first, then in the order of the criteria
 * @param reasons the texts of the findings that made the state; for PASS a summary
 */
public record Verdict(State state, List<Finding> findings, List<String> reasons) {
    public Verdict {
        findings = List.copyOf(findings);
        reasons = List.copyOf(reasons);
    }
}

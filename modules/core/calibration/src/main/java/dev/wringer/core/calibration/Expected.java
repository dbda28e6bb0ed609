package dev.wringer.core.calibration;

import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.State;
import java.util.List;

/**
 * The right reason to fail: one of these criteria, for this service or an endpoint of it.
 *
 * @param criteria their keys; none: nothing is planted, and every FAIL is false
 * @param subject the service, or the endpoint as a finding names it
 */
public record Expected(List<String> criteria, String subject) {
    public static final Expected NOTHING = new Expected(List.of(), "");

    public Expected {
        criteria = List.copyOf(criteria);
    }

    public boolean isFailedBy(Finding finding) {
        return finding.state() == State.FAIL
                && criteria.contains(finding.criterion())
                && (finding.subject().equals(subject) || finding.subject().startsWith(subject + "/"));
    }
}

package dev.wringer.core.calibration;

import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.State;
import dev.wringer.core.judge.Verdict;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * How one run was judged.
 *
 * @param reason of a FAIL: criterion and subject of its first finding; else empty
 * @param rightReason the first finding is what was planted
 * @param failed criteria that say FAIL, each once
 * @param undecided criteria that say INCONCLUSIVE or INVALID, each once
 * @param delayHours from the beginning of what was planted to its first finding; absent when it was not found
 */
public record Trial(
        State state,
        String reason,
        boolean rightReason,
        List<String> failed,
        List<String> undecided,
        OptionalDouble delayHours) {

    public Trial {
        failed = List.copyOf(failed);
        undecided = List.copyOf(undecided);
    }

    /** @param delayHours ignored when the verdict was not reached for the right reason */
    public static Trial of(Verdict verdict, Expected expected, OptionalDouble delayHours) {
        boolean fails = verdict.state() == State.FAIL;
        Finding first = verdict.findings().getFirst();
        boolean right = fails && expected.isFailedBy(first);
        return new Trial(
                verdict.state(),
                fails ? first.criterion() + " of " + first.subject() : "",
                right,
                criteria(verdict, finding -> finding.state() == State.FAIL),
                criteria(verdict, f -> f.state() == State.INCONCLUSIVE || f.state() == State.INVALID),
                right ? delayHours : OptionalDouble.empty());
    }

    private static List<String> criteria(Verdict verdict, Predicate<Finding> which) {
        return verdict.findings().stream()
                .filter(which)
                .map(Finding::criterion)
                .distinct()
                .sorted()
                .toList();
    }
}

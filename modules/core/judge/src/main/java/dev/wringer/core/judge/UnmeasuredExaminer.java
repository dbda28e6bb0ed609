package dev.wringer.core.judge;

import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import java.util.List;

/** A criterion that the evidence holds no data for: it neither passes nor fails, and says what is missing. */
final class UnmeasuredExaminer implements Examiner {
    private final List<Finding> findings;

    UnmeasuredExaminer(Criterion criterion, String missing) {
        findings = List.of(Finding.of(criterion.key(), Finding.RUN, State.INCONCLUSIVE, missing));
    }

    @Override
    public void observe(Window window) {
        // No window can show it.
    }

    @Override
    public List<Finding> soFar() {
        return findings;
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        return findings;
    }
}

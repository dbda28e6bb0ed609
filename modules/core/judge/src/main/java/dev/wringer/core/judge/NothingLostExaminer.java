package dev.wringer.core.judge;

import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import java.util.ArrayList;
import java.util.List;

/** Every accepted write can be read after the faults: an exact count, known at the end. */
final class NothingLostExaminer implements Examiner {
    private final Criterion.NothingLost criterion;

    NothingLostExaminer(Criterion.NothingLost criterion) {
        this.criterion = criterion;
    }

    @Override
    public void observe(Window window) {
        // What was accepted is read back after the last window.
    }

    @Override
    public List<Finding> soFar() {
        return List.of(finding(Finding.RUN, State.INCONCLUSIVE, "known at the end: writes are read back then"));
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        List<Finding> findings = new ArrayList<>();
        ending.remainder().readBacks().forEach((flow, result) -> findings.add(finding(flow, result)));
        return findings.isEmpty()
                ? List.of(finding(Finding.RUN, State.INCONCLUSIVE, "no flow says how its writes are read back"))
                : findings;
    }

    private Finding finding(String flow, Remainder.ReadBack result) {
        String counted = "%s accepted, %s found, %s lost, %s unknown; at most %s may be lost"
                .formatted(
                        Figures.count(result.accepted(), "write"),
                        Figures.count(result.found()),
                        Figures.count(result.lost()),
                        Figures.count(result.unknown()),
                        Figures.count(criterion.atMost()));
        if (result.lost() > criterion.atMost()) {
            return finding(flow, State.FAIL, counted + "; the first lost is number " + result.firstLost())
                    .proven();
        }
        boolean shown = result.accepted() > 0 && result.unknown() == 0;
        return shown
                ? finding(flow, State.PASS, counted + "; " + new Strength(result.lost(), result.accepted()))
                : finding(flow, State.INCONCLUSIVE, counted);
    }

    private Finding finding(String subject, State state, String text) {
        return Finding.of(criterion.key(), subject, state, text);
    }
}

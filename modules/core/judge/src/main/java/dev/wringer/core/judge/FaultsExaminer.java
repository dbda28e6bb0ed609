package dev.wringer.core.judge;

import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.PlannedFault;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Did the faults of the plan come about? A fault that was not applied, or whose effect nobody saw, proves nothing: INCONCLUSIVE. One
 * that was applied and is not known to be gone falsifies what follows: INVALID.
 */
final class FaultsExaminer implements Examiner {
    static final String KEY = "faults";

    private final JudgePlan plan;
    private final FaultRecords records;
    private final TreeMap<String, Finding> wrong = new TreeMap<>();
    private final List<Gap> gaps = new ArrayList<>();

    FaultsExaminer(JudgePlan plan) {
        this.plan = plan;
        this.records = new FaultRecords(plan);
    }

    @Override
    public void observe(Window window) {
        // Windows say when a fault was there, not whether it took effect.
    }

    @Override
    public void observe(FaultRecord fault) {
        records.add(fault);
        if (fault.confirmed().isEmpty() || fault.gone().isEmpty()) {
            wrong.put(fault.planned().id(), wrong(fault));
        }
    }

    @Override
    public void observe(Gap gap) {
        gaps.add(gap);
    }

    @Override
    public List<Finding> soFar() {
        return wrong.isEmpty() ? List.of(allWell()) : List.copyOf(wrong.values());
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        List<Finding> findings = new ArrayList<>(wrong.values());
        for (PlannedFault planned : plan.chaos().schedule()) {
            if (!records.has(planned) && !isLost(planned)) {
                findings.add(finding(planned.id(), State.INCONCLUSIVE, planned.words() + ": the run ended before it"));
            }
        }
        return findings.isEmpty() ? List.of(allWell()) : findings;
    }

    /** It, or its recovery, was cut off when Wringer was killed, or it was due while Wringer was not running. */
    private boolean isLost(PlannedFault planned) {
        long end = planned.until().plus(plan.chaos().recovery().within()).toNanos();
        return gaps.stream()
                .anyMatch(gap ->
                        gap.touches(planned.at().toNanos(), end, plan.window().toNanos()));
    }

    private static Finding wrong(FaultRecord fault) {
        boolean left = fault.applied().isPresent() && fault.gone().isEmpty();
        String text = FaultRecords.words(fault) + ": " + fault.problem();
        return finding(fault.planned().id(), left ? State.INVALID : State.INCONCLUSIVE, text);
    }

    private Finding allWell() {
        long lost = gaps.isEmpty()
                ? 0
                : plan.chaos().schedule().stream()
                        .filter(planned -> !records.has(planned) && isLost(planned))
                        .count();
        String text = "%s of %s confirmed and confirmed gone%s"
                .formatted(
                        Figures.count(records.all().size()),
                        Figures.count(plan.chaos().schedule().size(), "fault"),
                        lost == 0 ? "" : ", " + Figures.count(lost) + " lost while Wringer was not running");
        return finding(Finding.RUN, State.PASS, text);
    }

    private static Finding finding(String subject, State state, String text) {
        return Finding.of(KEY, subject, state, text);
    }
}

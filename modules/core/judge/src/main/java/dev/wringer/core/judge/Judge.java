package dev.wringer.core.judge;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a run, window by window. Starts as not judged: only data moves it to PASS. Keeps block summaries, never windows; no
 * randomness, no clock, so the same windows give the same verdict. Not safe for use by several threads.
 */
public final class Judge {
    private final JudgePlan plan;
    private final List<Examiner> examiners = new ArrayList<>();
    private long lastWindow = -1;

    public Judge(JudgePlan plan) {
        this.plan = plan;
        examiners.add(new CompletenessExaminer(plan));
        examiners.add(new FitnessExaminer(plan));
        if (!plan.pauses().isEmpty()) {
            examiners.add(new QuiesceExaminer(plan));
        }
        plan.observerCheck().ifPresent(check -> examiners.add(new ObserverExaminer(check, plan)));
        plan.criteria().forEach(criterion -> examiners.add(examiner(criterion, plan)));
    }

    /** Takes one more window, in order, and says what each criterion thinks now: its worst subject, and all that is proven. */
    public List<Finding> observe(Window window) {
        if (window.index() <= lastWindow) {
            throw new IllegalArgumentException("window " + window.index() + " after window " + lastWindow);
        }
        lastWindow = window.index();
        examiners.forEach(examiner -> examiner.observe(window));
        return soFar();
    }

    /** Takes what was left in a pause of the load; in order, but whether before or after its window does not matter. */
    public List<Finding> checkpoint(Checkpoint checkpoint) {
        examiners.forEach(examiner -> examiner.observe(checkpoint));
        return soFar();
    }

    private List<Finding> soFar() {
        return examiners.stream().flatMap(examiner -> examiner.soFar().stream()).toList();
    }

    /**
     * The verdict, after the last window and the drain.
     *
     * @param stoppedEarly true when the run was ended from outside or by a certain FAIL, so that windows are missing by intent
     */
    public Verdict conclude(Remainder remainder, boolean stoppedEarly) {
        Examiner.Ending ending = new Examiner.Ending(remainder, stoppedEarly, lastWindow);
        List<Finding> findings = new ArrayList<>();
        examiners.forEach(examiner -> findings.addAll(examiner.conclude(ending)));
        if (plan.criteria().isEmpty()) {
            findings.add(Finding.of(
                    CompletenessExaminer.KEY, Finding.RUN, State.INCONCLUSIVE, "no criterion to hold the run against"));
        }
        return Ranking.verdict(findings, plan.windowCount());
    }

    private static Examiner examiner(Criterion criterion, JudgePlan plan) {
        String missing = plan.unmeasured().get(criterion.key());
        if (missing != null) {
            return new UnmeasuredExaminer(criterion, missing);
        }
        return switch (criterion) {
            case Criterion.ErrorRate c -> new ErrorRateExaminer(c, plan);
            case Criterion.ResponseTime c -> new ResponseTimeExaminer(c, plan);
            case Criterion.ResponseTimeStable c -> new ResponseTimeStableExaminer(c, plan);
            case Criterion.MemoryStable c -> new MemoryExaminer(c, plan);
            case Criterion.UnfinishedRequests c -> new UnfinishedExaminer(c, plan);
            case Criterion.StuckSessions c -> new StuckSessionsExaminer(c, plan);
            case Criterion.Restarts c -> new RestartsExaminer(c, plan);
            case Criterion.HealthChecks c -> new HealthChecksExaminer(c, plan);
        };
    }
}

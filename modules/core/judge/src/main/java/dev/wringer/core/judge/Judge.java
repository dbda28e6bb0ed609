package dev.wringer.core.judge;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.MetricTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Judges a run, window by window. Starts as not judged: only data moves it to PASS. Keeps block summaries, never windows; no
 * randomness, no clock, so the same windows give the same verdict. Not safe for use by several threads.
 */
public final class Judge {
    private final JudgePlan plan;
    private final List<Examiner> examiners = new ArrayList<>();
    private final Chronicle chronicle;
    private final LoadCycle load;
    private final Map<String, Long> certainAfter = new TreeMap<>();
    private long lastWindow = -1;
    private long lastEndNanos;

    public Judge(JudgePlan plan) {
        this(plan, Optional.empty());
    }

    /** @param baseline the earlier run that this one is held against, by the usual criterion if the plan has none for it */
    public Judge(JudgePlan plan, Optional<Baseline> baseline) {
        this.plan = plan;
        this.chronicle = new Chronicle(plan);
        this.load = new LoadCycle(Timeline.of(plan));
        examiners.add(new CompletenessExaminer(plan));
        examiners.add(new FitnessExaminer(plan));
        if (!plan.pauses().isEmpty()) {
            examiners.add(new QuiesceExaminer(plan));
        }
        plan.observerCheck().ifPresent(check -> examiners.add(new ObserverExaminer(check, plan)));
        if (!plan.chaos().schedule().isEmpty()) {
            examiners.add(new FaultsExaminer(plan));
        }
        plan.criteria().forEach(criterion -> examiners.add(examiner(criterion, baseline)));
        if (baseline.isPresent() && Baseline.asked(plan).isEmpty()) {
            examiners.add(new NoWorseExaminer(Criterion.NoWorse.USUAL, plan, baseline));
        }
    }

    /** Takes one more window, in order, and says what each criterion thinks now: its worst subject, and all that is proven. */
    public List<Finding> observe(Window window) {
        take(window);
        chronicle.observe(window);
        return soFar();
    }

    /**
     * Takes one more window, in order, says nothing of it, and does not look for what else changed: much faster, where only the
     * state of the verdict is asked for.
     */
    public void take(Window window) {
        if (window.index() <= lastWindow) {
            throw new IllegalArgumentException("window " + window.index() + " after window " + lastWindow);
        }
        lastWindow = window.index();
        lastEndNanos = window.endNanos();
        load.add(window);
        examiners.forEach(examiner -> examiner.observe(window));
    }

    /** What each criterion thinks now: its worst subject, and all that is proven. */
    public List<Finding> soFar() {
        return soFar(lastWindow);
    }

    /** Takes what was left in a pause of the load; in order, but whether before or after its window does not matter. */
    public List<Finding> checkpoint(Checkpoint checkpoint) {
        examiners.forEach(examiner -> examiner.observe(checkpoint));
        long end = plan.pauses().end(checkpoint.number());
        return soFar((end - 1) / plan.window().toNanos());
    }

    /** Takes what became of a fault; in any order, also relative to windows. */
    public List<Finding> fault(FaultRecord fault) {
        examiners.forEach(examiner -> examiner.observe(fault));
        return soFar();
    }

    /** Takes that Wringer was not there for some windows; after the windows before and before those after. */
    public void gap(Gap gap) {
        if (gap.fromWindow() <= lastWindow) {
            throw new IllegalArgumentException(gap + " after window " + lastWindow);
        }
        examiners.forEach(examiner -> examiner.observe(gap));
    }

    private List<Finding> soFar(long window) {
        List<Finding> findings = examiners.stream()
                .flatMap(examiner -> examiner.soFar().stream())
                .toList();
        findings.stream().filter(Judge::isProof).forEach(f -> certainAfter.putIfAbsent(id(f), window));
        return findings;
    }

    /** The verdict on a run whose load lasted until the end of its last window. */
    public Verdict conclude(Remainder remainder, boolean stoppedEarly) {
        return conclude(remainder, stoppedEarly, lastEndNanos);
    }

    /**
     * The verdict, after the last window and the drain.
     *
     * @param stoppedEarly true when the run was ended from outside or by a certain FAIL, so that windows are missing by intent
     * @param drivenNanos how long the load was really driven
     */
    public Verdict conclude(Remainder remainder, boolean stoppedEarly, long drivenNanos) {
        Examiner.Ending ending = new Examiner.Ending(remainder, stoppedEarly, lastWindow, drivenNanos);
        List<Finding> findings = new ArrayList<>();
        examiners.forEach(examiner -> findings.addAll(examiner.conclude(ending)));
        if (plan.criteria().isEmpty()) {
            findings.add(Finding.of(
                    CompletenessExaminer.KEY, Finding.RUN, State.INCONCLUSIVE, "no criterion to hold the run against"));
        }
        findings.replaceAll(this::explained);
        return Ranking.verdict(findings, plan);
    }

    private static boolean isProof(Finding finding) {
        return finding.state() == State.FAIL && finding.certain();
    }

    private static String id(Finding finding) {
        return finding.criterion() + " of " + finding.subject();
    }

    private Finding explained(Finding finding) {
        if (finding.state() != State.FAIL) {
            return finding;
        }
        return finding.with(new Explanation(knownAfter(finding), chronicle.around(finding)));
    }

    /** What a record of a fault proves is known when the fault is over, whenever the record comes. */
    private OptionalLong knownAfter(Finding finding) {
        OptionalLong ofRecord = finding.explanation().knownAfter();
        if (ofRecord.isPresent()) {
            return OptionalLong.of(Math.min(ofRecord.getAsLong(), Math.max(0, lastWindow)));
        }
        Long known = certainAfter.get(id(finding));
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }

    private Examiner examiner(Criterion criterion, Optional<Baseline> baseline) {
        String missing = plan.unmeasured().get(criterion.key());
        if (missing != null) {
            return new UnmeasuredExaminer(criterion, missing);
        }
        return switch (criterion) {
            case Criterion.ErrorRate c -> new ErrorRateExaminer(c, plan);
            case Criterion.ResponseTime c -> new ResponseTimeExaminer(c, plan);
            case Criterion.ResponseTimeStable c -> new ResponseTimeStableExaminer(c, plan);
            case Criterion.MemoryStable c -> GrowthExaminer.of(c, plan, load);
            case Criterion.ResourceStable c -> GrowthExaminer.of(c, plan, load);
            case Criterion.UnfinishedRequests c -> new UnfinishedExaminer(c, plan);
            case Criterion.StuckSessions c -> new StuckSessionsExaminer(c, plan);
            case Criterion.Restarts c -> new RestartsExaminer(c, plan);
            case Criterion.HealthChecks c -> new HealthChecksExaminer(c, plan);
            case Criterion.NoWorse c -> new NoWorseExaminer(c, plan, baseline);
            case Criterion.Metric c -> examiner(c);
            case Criterion.Recovery c -> new RecoveryExaminer(c, plan);
            case Criterion.Availability c -> new AvailabilityExaminer(c, plan);
            case Criterion.OutsideBlastRadius c -> new BlastRadiusExaminer(c, plan);
            case Criterion.NothingLost c -> new NothingLostExaminer(c);
            case Criterion.InPhase c -> new PhaseExaminer(c, examiner(c.criterion(), baseline));
        };
    }

    private Examiner examiner(Criterion.Metric metric) {
        return switch (metric.test()) {
            case MetricTest.Levels test -> new LevelsExaminer(metric, test, plan);
            case MetricTest.Overall test -> new OverallExaminer(metric, test, plan);
            case MetricTest.Never test -> new CeilingExaminer(metric, test, plan);
            case MetricTest.Stable test -> GrowthExaminer.of(metric, test, plan, load);
            case MetricTest.Shift test -> new ShiftExaminer(metric, test, plan);
        };
    }
}

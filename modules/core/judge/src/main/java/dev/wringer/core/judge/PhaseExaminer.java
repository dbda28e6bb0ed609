package dev.wringer.core.judge;

import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.ChaosPhase;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Figure;
import java.util.List;

/** Shows a criterion the windows of its phase alone, as if no fault had touched them. */
final class PhaseExaminer implements Examiner {
    private final Criterion.InPhase criterion;
    private final Examiner inner;
    private final PhaseCounters counters;
    private boolean disturbedBefore;
    private boolean seen;

    PhaseExaminer(Criterion.InPhase criterion, Examiner inner) {
        this.criterion = criterion;
        this.inner = inner;
        this.counters = new PhaseCounters(gauges(criterion.criterion()));
    }

    @Override
    public void observe(Window window) {
        if (isOfPhase(window)) {
            seen = true;
            inner.observe(window.unmasked().with(counters.take(window)));
        } else {
            counters.skip(window);
        }
        disturbedBefore |= !window.isUndisturbed();
    }

    private static List<String> gauges(Criterion criterion) {
        return criterion instanceof Criterion.Metric metric
                        && metric.series().figure() instanceof Figure.CounterRate rate
                ? List.of(rate.counter())
                : List.of();
    }

    private boolean isOfPhase(Window window) {
        boolean active = !window.faults().isEmpty();
        return switch (criterion.phase()) {
            case BEFORE -> window.isUndisturbed() && !disturbedBefore;
            case DURING -> active;
            case RECOVERY -> !active && !window.recovering().isEmpty();
            case AFTER -> window.isUndisturbed() && disturbedBefore;
            case ALWAYS -> true;
        };
    }

    @Override
    public void observe(FaultRecord fault) {
        inner.observe(fault);
    }

    @Override
    public void observe(Gap gap) {
        inner.observe(gap);
    }

    @Override
    public List<Finding> soFar() {
        return seen ? named(inner.soFar()) : none();
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        return seen ? named(inner.conclude(ending)) : none();
    }

    private List<Finding> none() {
        ChaosPhase phase = criterion.phase();
        return List.of(
                Finding.of(criterion.key(), Finding.RUN, State.INCONCLUSIVE, "no window in the phase " + phase.word()));
    }

    private List<Finding> named(List<Finding> findings) {
        return findings.stream().map(finding -> finding.by(criterion.key())).toList();
    }
}

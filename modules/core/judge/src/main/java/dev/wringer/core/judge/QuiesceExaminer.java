package dev.wringer.core.judge;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Pauses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.LongStream;

/**
 * What is left in the pauses of the load. Sessions and requests are counts: something left at two checkpoints of a service in
 * a row is a FAIL, at one a warning. What a service holds besides (sockets, open files, threads, live memory) may not grow
 * from checkpoint to checkpoint, which is tested at the end ({@link ResidueSeries}).
 */
final class QuiesceExaminer implements Examiner {
    static final String KEY = "quiesce";

    /** Of a false FAIL for growth, over all services and figures. */
    private static final double ALPHA = 0.001;

    private final JudgePlan plan;
    private final Pauses pauses;
    private final Timeline timeline;
    private final SequencedMap<String, ResidueSeries> services = new LinkedHashMap<>();
    private long taken;

    QuiesceExaminer(JudgePlan plan) {
        this.plan = plan;
        this.pauses = plan.pauses();
        this.timeline = Timeline.of(plan);
    }

    @Override
    public void observe(Window window) {
        // What was counted in it comes as a checkpoint.
    }

    @Override
    public void observe(Checkpoint checkpoint) {
        taken++;
        checkpoint
                .services()
                .forEach(residue -> services.computeIfAbsent(residue.service(), name -> new ResidueSeries(name, plan))
                        .add(checkpoint.number(), residue));
    }

    @Override
    public List<Finding> soFar() {
        if (taken == 0) {
            String text = "no checkpoint yet; the first of %s comes at %s"
                    .formatted(Figures.count(pauses.count()), timeline.at(windowOf(0)));
            return List.of(Finding.of(KEY, Finding.RUN, State.INCONCLUSIVE, text));
        }
        List<Finding> left = new ArrayList<>();
        services.values().forEach(series -> series.left().ifPresent(left::add));
        List<Finding> proven = left.stream().filter(Finding::certain).toList();
        if (!proven.isEmpty()) {
            return proven;
        }
        String text = "nothing is left at %s of %s".formatted(Figures.count(taken), planned());
        return left.isEmpty() ? List.of(Finding.of(KEY, Finding.RUN, State.PASS, text)) : List.of(left.getFirst());
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        List<Finding> findings = new ArrayList<>();
        long due = ending.stoppedEarly() ? overBefore(ending.lastWindow()) : pauses.count();
        if (taken < due || taken == 0) {
            String text = "%s of %s came%s"
                    .formatted(
                            taken == 0 ? "none" : "only " + Figures.count(taken),
                            planned(),
                            ending.stoppedEarly() ? ", " + Figures.count(due) + " until the run was stopped" : "");
            findings.add(Finding.of(KEY, Finding.RUN, State.INCONCLUSIVE, text));
        }
        double alpha = ALPHA / Math.max(1, services.size() * ResidueSeries.FIGURES);
        services.values().forEach(series -> findings.addAll(series.last(alpha)));
        return findings;
    }

    /** Pauses that are over when a window begins; the last window of a run that is stopped may have been cut. */
    private long overBefore(long window) {
        long nanos = window * plan.window().toNanos();
        return LongStream.range(0, pauses.count())
                .filter(number -> pauses.end(number) <= nanos)
                .count();
    }

    private long windowOf(long number) {
        return pauses.begin(number) / plan.window().toNanos();
    }

    private String planned() {
        return Figures.count(pauses.count(), "planned checkpoint");
    }
}

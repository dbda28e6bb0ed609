package dev.wringer.core.judge;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Pauses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * What is left in the pauses of the load. Sessions and requests are counts: something left at two checkpoints of a service in
 * a row is a FAIL, at one a warning. What a service holds besides (sockets, open files, threads, live memory) may not grow
 * from checkpoint to checkpoint, which is tested at the end ({@link ResidueSeries}). A checkpoint whose pause a fault touched is left
 * out.
 */
final class QuiesceExaminer implements Examiner {
    static final String KEY = "quiesce";

    /** Of a false FAIL for growth, over all services and figures. */
    private static final double ALPHA = 0.001;

    private final JudgePlan plan;
    private final Pauses pauses;
    private final Timeline timeline;
    private final SequencedMap<String, ResidueSeries> services = new LinkedHashMap<>();
    private final SequencedMap<Long, Checkpoint> waiting = new LinkedHashMap<>();
    private final Set<Long> disturbed = new TreeSet<>();
    private final Set<Long> taken = new TreeSet<>();
    private final List<Gap> gaps = new ArrayList<>();
    private long leftOut;
    private long seenNanos;

    QuiesceExaminer(JudgePlan plan) {
        this.plan = plan;
        this.pauses = plan.pauses();
        this.timeline = Timeline.of(plan);
    }

    @Override
    public void observe(Window window) {
        long from = window.index() * plan.window().toNanos();
        seenNanos = from + plan.window().toNanos();
        long number = numberBefore(seenNanos);
        if (!window.isUndisturbed() && number >= 0 && from < pauses.end(number)) {
            disturbed.add(number);
        }
        waiting.values().stream().filter(this::isDue).toList().forEach(this::count);
    }

    @Override
    public void observe(Checkpoint checkpoint) {
        taken.add(checkpoint.number());
        waiting.put(checkpoint.number(), checkpoint);
        if (plan.chaos().schedule().isEmpty() || isDue(checkpoint)) {
            count(checkpoint);
        }
    }

    @Override
    public void observe(Gap gap) {
        gaps.add(gap);
    }

    /** Checkpoints that were not taken because Wringer was not running. */
    private long lost() {
        return LongStream.range(0, pauses.count())
                .filter(number -> !taken.contains(number))
                .filter(number -> gaps.stream()
                        .anyMatch(gap -> gap.touches(
                                pauses.begin(number),
                                pauses.end(number),
                                plan.window().toNanos())))
                .count();
    }

    /** All windows of the pause have come, so that it is known whether a fault was there. */
    private boolean isDue(Checkpoint checkpoint) {
        return pauses.end(checkpoint.number()) <= seenNanos;
    }

    private void count(Checkpoint checkpoint) {
        waiting.remove(checkpoint.number());
        if (disturbed.contains(checkpoint.number())) {
            leftOut++;
            return;
        }
        checkpoint
                .services()
                .forEach(residue -> services.computeIfAbsent(residue.service(), name -> new ResidueSeries(name, plan))
                        .add(checkpoint.number(), residue));
    }

    @Override
    public List<Finding> soFar() {
        if (taken.isEmpty()) {
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
        long counted = taken.size() - leftOut - waiting.size();
        if (counted == 0) {
            String text = "no checkpoint yet that no fault touched, of %s".formatted(planned());
            return List.of(Finding.of(KEY, Finding.RUN, State.INCONCLUSIVE, text));
        }
        String text = "nothing is left at %s of %s%s"
                .formatted(
                        Figures.count(counted),
                        planned(),
                        leftOut == 0 ? "" : ", " + Figures.count(leftOut) + " within faults left out");
        return left.isEmpty() ? List.of(Finding.of(KEY, Finding.RUN, State.PASS, text)) : List.of(left.getFirst());
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        List.copyOf(waiting.values()).forEach(this::count);
        List<Finding> findings = new ArrayList<>();
        long due = ending.stoppedEarly() ? overBefore(ending.lastWindow()) : pauses.count();
        if (taken.size() + lost() < due || taken.isEmpty()) {
            String text = "%s of %s came%s"
                    .formatted(
                            taken.isEmpty() ? "none" : "only " + Figures.count(taken.size()),
                            planned(),
                            ending.stoppedEarly() ? ", " + Figures.count(due) + " until the run was stopped" : "");
            findings.add(Finding.of(KEY, Finding.RUN, State.INCONCLUSIVE, text));
        }
        if (!taken.isEmpty() && taken.size() == leftOut) {
            String text = "a fault was there at each of %s, so none counts"
                    .formatted(Figures.count(taken.size(), "checkpoint"));
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

    /** The last pause that begins before an offset; negative without any. */
    private long numberBefore(long nanos) {
        return LongStream.range(0, pauses.count())
                        .filter(number -> pauses.begin(number) < nanos)
                        .count()
                - 1;
    }

    private long windowOf(long number) {
        return pauses.begin(number) / plan.window().toNanos();
    }

    private String planned() {
        return Figures.count(pauses.count(), "planned checkpoint");
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.FaultPlan;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The time to recover of each fault: from its removal to the first of enough good seconds. FAIL for a fault whose recovery took
 * longer, or never came although the load went on for long enough; INCONCLUSIVE where the load ended before that; WARN where
 * another fault was there in that time, or no requests came to show it, so that it could not be measured. INCONCLUSIVE as well
 * when that is so of every fault.
 */
final class RecoveryExaminer implements Examiner {
    private static final double MICROS_PER_NANO = 1e-3;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Criterion.Recovery criterion;
    private final JudgePlan plan;
    private final Timeline timeline;
    private final FaultRecords records;
    private final Requested requested = new Requested();
    private final TreeMap<String, Finding> findings = new TreeMap<>();
    private final TreeMap<String, FaultRecord> unsettled = new TreeMap<>();
    private Finding allWell;
    private long lastWindow;
    private long drivenNanos;

    RecoveryExaminer(Criterion.Recovery criterion, JudgePlan plan) {
        this.criterion = criterion;
        this.plan = plan;
        this.timeline = Timeline.of(plan);
        this.records = new FaultRecords(plan);
        this.allWell = allWell();
    }

    /** Where load that is offered by plan begins requests, it has lasted until this window at least. */
    @Override
    public void observe(Window window) {
        lastWindow = window.index();
        requested.observe(window);
        boolean driven = window.endpoints().stream().anyMatch(this::isDriven);
        if (driven) {
            drivenNanos = window.index() * timeline.window().toNanos();
        }
    }

    private boolean isDriven(EndpointInterval endpoint) {
        return endpoint.started() > 0 && plan.offered().containsKey(endpoint.id());
    }

    @Override
    public void observe(FaultRecord fault) {
        records.add(fault);
        if (isOver(fault)) {
            unsettled.put(fault.planned().id(), fault);
        }
        allWell = allWell();
    }

    private static boolean isOver(FaultRecord fault) {
        return fault.applied().isPresent() && fault.removed().isPresent();
    }

    @Override
    public List<Finding> soFar() {
        return findings("so far");
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        drivenNanos = ending.drivenNanos();
        return findings("when the load ended");
    }

    private List<Finding> findings(String asOf) {
        unsettled.forEach((id, fault) -> findings.put(id, finding(fault, asOf)));
        unsettled.values().removeIf(this::isSettled);
        List<Finding> wrong = findings.values().stream()
                .filter(finding -> finding.state() != State.PASS)
                .toList();
        if (wrong.isEmpty()) {
            return List.of(allWell);
        }
        boolean none = findings.values().stream().allMatch(finding -> finding.state() == State.WARN);
        return none ? Stream.concat(Stream.of(noneJudged()), wrong.stream()).toList() : wrong;
    }

    private Finding noneJudged() {
        return Finding.of(criterion.key(), Finding.RUN, State.INCONCLUSIVE, "of no fault the recovery could be judged");
    }

    /** Neither the windows nor the records to come change what is said of it. */
    private boolean isSettled(FaultRecord fault) {
        boolean othersKnown =
                fault.overlapping().stream().allMatch(id -> records.of(id).isPresent());
        long longest = Math.max(neededNanos(), plan.chaos().recovery().within().toNanos());
        return othersKnown && (fault.recovered().isPresent() || seenNanos(fault) >= longest);
    }

    private long seenNanos(FaultRecord fault) {
        return Math.max(0, drivenNanos - fault.removed().orElseThrow());
    }

    private Finding finding(FaultRecord fault, String asOf) {
        OptionalLong time = fault.timeToRecoverNanos();
        long limit = criterion.within().toNanos();
        String allowed = ", at most " + seconds(limit) + " allowed";
        if (time.isPresent() && time.getAsLong() <= limit) {
            String text = FaultRecords.words(fault) + ": recovered after " + seconds(time.getAsLong()) + allowed;
            return of(fault, State.PASS, text);
        }
        Optional<String> inTheWay = inTheWay(fault);
        String measured = FaultRecords.words(fault) + ": "
                + (time.isPresent() ? "recovered after " + seconds(time.getAsLong()) : "not recovered");
        if (inTheWay.isPresent()) {
            return of(fault, State.WARN, measured + allowed + "; not judged, for then " + inTheWay.get() + " was there")
                    .at(removedIn(fault));
        }
        if (time.isPresent()) {
            return failed(fault, measured + allowed);
        }
        long seen = seenNanos(fault);
        if (seen < neededNanos()) {
            return of(fault, State.INCONCLUSIVE, measured + " " + seconds(seen) + " after its end, " + asOf);
        }
        if (!isRequested(fault)) {
            String reached = String.join(", ", fault.reached());
            return of(fault, State.WARN, measured + allowed + "; not judged, for then no requests went to " + reached)
                    .at(removedIn(fault));
        }
        long waited = Math.min(seen, plan.chaos().recovery().within().toNanos());
        return failed(fault, measured + " " + seconds(waited) + " after its end" + allowed);
    }

    /** After so long without a recovery it came too late, or the time that a system has is over. */
    private long neededNanos() {
        FaultPlan.Recovery recovery = plan.chaos().recovery();
        return Math.min(criterion.within().toNanos(), recovery.within().toNanos())
                + recovery.goodSeconds() * NANOS_PER_SECOND;
    }

    /**
     * Requests went on to the services that it reaches, in the latter half of the time within which its recovery is judged. The window
     * of its removal shows also what came before, so it counts only as the last one.
     */
    private boolean isRequested(FaultRecord fault) {
        long from = fault.removed().orElseThrow();
        long first = Math.max(timeline.windowOf(from) + 1, timeline.windowOf(from + neededNanos() / 2));
        long last = Math.max(first, timeline.windowOf(from + neededNanos()));
        return requested.any(fault.reached(), Math.min(first, lastWindow), last);
    }

    /** Another fault of the same services that was there in the time within which this one's recovery is judged. */
    private Optional<String> inTheWay(FaultRecord fault) {
        long from = fault.removed().orElseThrow();
        long until = from + neededNanos();
        return fault.overlapping().stream()
                .filter(id ->
                        records.of(id).map(other -> isThere(other, from, until)).orElse(true))
                .findFirst();
    }

    private static boolean isThere(FaultRecord other, long from, long until) {
        return other.applied().isPresent()
                && other.applied().getAsLong() < until
                && other.gone().orElse(Long.MAX_VALUE) > from;
    }

    private Finding failed(FaultRecord fault, String text) {
        long known = fault.overlapping().stream()
                .flatMap(id -> records.of(id).stream())
                .mapToLong(records::overAfter)
                .reduce(records.overAfter(fault), Math::max);
        return of(fault, State.FAIL, text).at(removedIn(fault)).provenAfter(known);
    }

    private Finding of(FaultRecord fault, State state, String text) {
        return Finding.of(criterion.key(), fault.planned().id(), state, text);
    }

    private long removedIn(FaultRecord fault) {
        return timeline.windowOf(fault.removed().orElseThrow());
    }

    private Finding allWell() {
        List<FaultRecord> over =
                records.all().stream().filter(RecoveryExaminer::isOver).toList();
        return over.stream()
                .min(Comparator.comparingLong(
                        fault -> -fault.timeToRecoverNanos().orElse(0)))
                .map(slowest -> allWell(over.size(), slowest))
                .orElseGet(() -> Finding.of(criterion.key(), Finding.RUN, State.INCONCLUSIVE, "no fault came about"));
    }

    private Finding allWell(int count, FaultRecord slowest) {
        String text = "recovered from %s within %s; the slowest was %s with %s"
                .formatted(
                        Figures.count(count, "fault"),
                        seconds(criterion.within().toNanos()),
                        slowest.planned().id(),
                        seconds(slowest.timeToRecoverNanos().orElse(0)));
        return Finding.of(criterion.key(), Finding.RUN, State.PASS, text);
    }

    private static String seconds(long nanos) {
        return Figures.millis(nanos * MICROS_PER_NANO);
    }
}

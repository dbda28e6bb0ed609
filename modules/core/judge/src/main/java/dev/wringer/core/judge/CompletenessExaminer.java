package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.PlannedFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Criterion 0: is there enough data to judge at all? At least 99 % of the windows, no gap of more than 3, at most 20 % more of
 * them within faults than planned, each endpoint of the plan with answers, and counts that add up: what was started and was in flight before
 * has come to its end or is still in flight. Counts that do not add up are Wringer's own fault; so is a clock that does not
 * run evenly, because the host slept, and a judge that takes more than a second for a window. Windows that are lost because Wringer was
 * killed and the run was resumed count apart: up to 5 % of the run may be, and as many in which a person held the traffic.
 */
final class CompletenessExaminer implements Examiner {
    static final String KEY = "completeness";

    private static final double WINDOWS_MIN = 0.99;
    private static final double MASKED_MAX = 0.2;
    private static final long GAP_MAX = 3;
    private static final double LOST_MAX = 0.05;
    private static final double HELD_MAX = 0.05;
    private static final double JUDGE_STALL_MAX_MS = 1_000;
    private static final double MILLIS_PER_HOUR = 3.6e6;

    private final JudgePlan plan;
    private final Timeline timeline;
    private final TreeMap<EndpointId, Answers> endpoints = new TreeMap<>();
    private final List<Finding> broken = new ArrayList<>();
    private long next;
    private long seen;
    private long masked;
    private long steady;
    private long paused;
    private long held;
    private long lost;
    private long gapMost;
    private long gapAt;
    private long unbalancedSince = -1;
    private boolean drifted;
    private boolean stalled;

    CompletenessExaminer(JudgePlan plan) {
        this.plan = plan;
        this.timeline = Timeline.of(plan);
        plan.timeouts().keySet().stream()
                .filter(id -> plan.offered().getOrDefault(id, 1L) > 0)
                .forEach(id -> endpoints.put(id, new Answers()));
    }

    /** What one endpoint answered in the counted windows, and its requests in flight at the end of the last window. */
    private static final class Answers {
        private long finished;
        private long ok;
        private long inFlight;
    }

    @Override
    public void observe(Window window) {
        boolean follows = window.index() == next;
        noteGap(window.index() - next, next);
        next = window.index() + 1;
        seen++;
        masked += window.isUndisturbed() ? 0 : 1;
        steady += Masking.isSteady(window) ? 1 : 0;
        paused += window.phase() == Phase.QUIESCE ? 1 : 0;
        held += window.phase() == Phase.HELD ? 1 : 0;
        lookAtTime(window);
        for (EndpointInterval interval : window.endpoints()) {
            Answers answers = endpoints.computeIfAbsent(interval.id(), ignored -> new Answers());
            if (Masking.isSteady(window)) {
                answers.finished += interval.finished();
                answers.ok += interval.count(Outcome.OK);
            }
            long open = answers.inFlight + interval.started() - interval.finished();
            if (follows && open != interval.inFlight() && unbalancedSince < 0) {
                unbalancedSince = window.index();
                broken.add(unbalanced(interval, open, window.index()));
            }
            answers.inFlight = interval.inFlight();
        }
    }

    /** What was in flight is lost with it. */
    @Override
    public void observe(Gap gap) {
        noteGap(gap.fromWindow() - next, next);
        next = gap.untilWindow();
        lost += gap.windows();
        endpoints.values().forEach(answers -> answers.inFlight = 0);
    }

    @Override
    public List<Finding> soFar() {
        return broken.isEmpty() ? List.of(finding(State.PASS, counted(next))) : List.copyOf(broken);
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        long expected = ending.stoppedEarly() ? next : plan.windowCount();
        noteGap(expected - next, next);
        List<Finding> findings = new ArrayList<>(broken);
        if (seen == 0 || steady == 0) {
            findings.add(finding(State.INCONCLUSIVE, counted(expected) + ", none of them counts"));
        } else if (seen < WINDOWS_MIN * (expected - lost) || gapMost > GAP_MAX) {
            String text = "%s, the largest gap is %s at %s; %s and no gap above %d are needed"
                    .formatted(
                            counted(expected),
                            Figures.count(gapMost, "window"),
                            timeline.at(gapAt),
                            Figures.percent(WINDOWS_MIN),
                            GAP_MAX);
            findings.add(finding(State.INVALID, text).at(gapAt));
        }
        findings.addAll(uncounted(expected));
        if (ending.stoppedEarly() && next < plan.windowCount()) {
            String text = "stopped after %s of %s".formatted(timeline.span(next), timeline.span(plan.windowCount()));
            findings.add(finding(State.INCONCLUSIVE, text));
        }
        endpoints.forEach((id, answers) -> silence(id, answers).ifPresent(findings::add));
        return findings.isEmpty() ? List.of(finding(State.PASS, counted(expected))) : findings;
    }

    /** Windows that are left out for a reason that is no fault of Wringer: too many of them decide nothing. */
    private List<Finding> uncounted(long expected) {
        List<Finding> findings = new ArrayList<>();
        if (lost > LOST_MAX * expected) {
            String text = "%s lost while Wringer was not running (%s), at most %s may be"
                    .formatted(
                            Figures.count(lost, "window"),
                            Figures.percent((double) lost / expected),
                            Figures.percent(LOST_MAX));
            findings.add(finding(State.INCONCLUSIVE, text));
        }
        if (held > HELD_MAX * expected) {
            String text = "the traffic was held by hand in %s (%s), at most %s may be"
                    .formatted(
                            Figures.count(held, "window"),
                            Figures.percent((double) held / expected),
                            Figures.percent(HELD_MAX));
            findings.add(finding(State.INCONCLUSIVE, text));
        }
        double maskedMost = MASKED_MAX * seen + plannedWindows(expected);
        if (masked > maskedMost) {
            String text = "%s of %s lie within faults, at most %s may, as planned and %s more"
                    .formatted(
                            Figures.count(masked),
                            Figures.count(seen, "window"),
                            Figures.count((long) maskedMost),
                            Figures.percent(MASKED_MAX));
            findings.add(finding(State.INCONCLUSIVE, text));
        }
        return findings;
    }

    /** Windows before this one that the planned faults and the recoveries allowed for touch at most. */
    private long plannedWindows(long until) {
        long window = plan.window().toNanos();
        long windows = 0;
        long covered = 0;
        for (PlannedFault fault : plan.chaos().schedule()) {
            long first = Math.max(covered, fault.at().toNanos() / window);
            long end = fault.until().plus(plan.chaos().recovery().within()).toNanos();
            long after = Math.min(until, Math.ceilDiv(end, window));
            windows += Math.max(0, after - first);
            covered = Math.max(covered, after);
        }
        return windows;
    }

    private void lookAtTime(Window window) {
        double drift = window.generator().clockDriftMs().orElse(0);
        if (!drifted && Math.abs(drift) >= plan.window().toMillis()) {
            drifted = true;
            String text = "the time of day is %s %s the monotonic clock at %s; a host that sleeps measures nothing"
                    .formatted(
                            Figures.hours(Math.abs(drift) / MILLIS_PER_HOUR),
                            drift > 0 ? "ahead of" : "behind",
                            timeline.at(window.index()));
            broken.add(finding(State.INVALID, text).at(window.index()).proven());
        }
        double stall = window.generator().judgeStallMs().orElse(0);
        if (!stalled && stall >= JUDGE_STALL_MAX_MS) {
            stalled = true;
            String text =
                    "the judge took %s for a window, at %s; less than %s is needed to judge a run while it goes on"
                            .formatted(
                                    Figures.millis(stall * 1e3),
                                    timeline.at(window.index()),
                                    Figures.millis(JUDGE_STALL_MAX_MS * 1e3));
            broken.add(finding(State.INVALID, text).at(window.index()).proven());
        }
    }

    private Optional<Finding> silence(EndpointId id, Answers answers) {
        if (answers.ok > 0) {
            return Optional.empty();
        }
        String text = answers.finished == 0
                ? "a silent target: no request came to its end in a counted window"
                : "none of " + Figures.count(answers.finished, "request") + " was answered well";
        return Optional.of(Finding.of(KEY, id.toString(), State.INCONCLUSIVE, text));
    }

    private Finding unbalanced(EndpointInterval interval, long open, long window) {
        String text = "requests do not add up at %s: %s should be in flight, %s are"
                .formatted(timeline.at(window), Figures.count(open), Figures.count(interval.inFlight()));
        return new Finding(KEY, interval.id().toString(), State.INVALID, text, OptionalLong.of(window), true);
    }

    private void noteGap(long windows, long at) {
        if (windows > gapMost) {
            gapMost = windows;
            gapAt = at;
        }
    }

    private String counted(long expected) {
        String share = expected == 0 ? "" : " (" + Figures.percent((double) seen / expected) + ")";
        String pauses = paused == 0 ? "" : ", " + Figures.count(paused) + " in pauses of the load";
        String byHand = held == 0 ? "" : ", " + Figures.count(held) + " with the traffic held by hand";
        String resumed = lost == 0 ? "" : ", " + Figures.count(lost) + " lost while Wringer was not running";
        return "%s of %s%s, %s counted%s%s%s"
                .formatted(
                        Figures.count(seen),
                        Figures.count(expected, "window"),
                        share,
                        Figures.count(steady),
                        pauses,
                        byHand,
                        resumed);
    }

    private static Finding finding(State state, String text) {
        return Finding.of(KEY, Finding.RUN, state, text);
    }
}

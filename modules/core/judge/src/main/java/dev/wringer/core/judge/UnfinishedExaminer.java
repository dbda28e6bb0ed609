package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * No deadlock: every request comes to its end. FAIL at once for a request older than its timeout and two windows, and for an
 * endpoint that answers nothing while load is offered for 60 seconds ("no progress"): with {@value #GIVEN_UP_MIN} requests given
 * up meanwhile, which chance makes of one in two hundred in 3 of 10^12 windows, or over three windows. A request that Wringer
 * itself gave up at its timeout, or could not send, is no answer: a deadlocked service would else look alive.
 * Windows without load neither add to a standstill nor end it; nor do windows in warm-up or within a fault, where no age is looked
 * at either: what is still in flight is found in the first window after. WARN for requests
 * in flight that completions do not explain ({@link LittlesLaw}), over half an hour.
 */
final class UnfinishedExaminer implements Examiner {
    private static final int STANDSTILL_WINDOWS = 3;
    private static final Duration STANDSTILL = Duration.ofSeconds(60);
    private static final int GIVEN_UP_MIN = 5;
    private static final int AGE_WINDOWS = 2;
    private static final Duration GAP = Duration.ofMinutes(30);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Criterion.UnfinishedRequests criterion;
    private final JudgePlan plan;
    private final Timeline timeline;
    private final long standstillMin;
    private final long standstillWindows;
    private final TreeMap<EndpointId, Standstill> standstills = new TreeMap<>();
    private final TreeMap<EndpointId, LittlesLaw> laws = new TreeMap<>();
    private long finished;
    private boolean measured;
    private Optional<Finding> gap = Optional.empty();
    private Optional<Finding> proof = Optional.empty();

    UnfinishedExaminer(Criterion.UnfinishedRequests criterion, JudgePlan plan) {
        this.criterion = criterion;
        this.plan = plan;
        this.timeline = Timeline.of(plan);
        this.standstillMin = timeline.lasting(STANDSTILL);
        this.standstillWindows = Math.max(STANDSTILL_WINDOWS, standstillMin);
    }

    /** Loaded windows in a row without an answer. */
    private record Standstill(long from, long windows, long givenUp) {}

    @Override
    public void observe(Window window) {
        for (EndpointInterval interval : window.endpoints()) {
            measured = true;
            finished += interval.finished();
            if (window.isUndisturbed()) {
                lookAtAge(window, interval);
            }
            if (Masking.isSteady(window)) {
                lookAtProgress(window, interval);
                lookAtFlow(window, interval);
            }
        }
    }

    @Override
    public List<Finding> soFar() {
        return List.of(proof.or(() -> gap)
                .orElseGet(() -> finding(
                        State.PASS,
                        Finding.RUN,
                        Figures.count(finished, "request") + " came to an end, none is stuck")));
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        long left = ending.remainder().unfinishedTotal();
        if (proof.isPresent()) {
            return List.of(proof.get());
        }
        String counted = "%s came to an end, %s did not within the drain, at most %s allowed"
                .formatted(Figures.count(finished, "request"), Figures.count(left), Figures.count(criterion.atMost()));
        if (left > criterion.atMost()) {
            EndpointId first = ending.remainder().unfinished().firstKey();
            return List.of(finding(State.FAIL, first.toString(), counted)
                    .at(Math.max(0, ending.lastWindow()))
                    .proven());
        }
        if (gap.isPresent()) {
            return List.of(gap.get());
        }
        return List.of(finding(measured && finished > 0 ? State.PASS : State.INCONCLUSIVE, Finding.RUN, counted));
    }

    private void lookAtAge(Window window, EndpointInterval interval) {
        Duration timeout = plan.timeouts().get(interval.id());
        if (timeout == null || proof.isPresent() || interval.inFlight() == 0) {
            return;
        }
        Duration allowed = timeout.plus(plan.window().multipliedBy(AGE_WINDOWS));
        if (interval.oldestInFlightNanos() > allowed.toNanos()) {
            String text = "a request is in flight for %s at %s; its timeout is %s, two windows more are allowed"
                    .formatted(
                            Figures.millis(interval.oldestInFlightNanos() / 1e3),
                            timeline.at(window.index()),
                            Figures.millis(timeout.toNanos() / 1e3));
            prove(interval.id(), text, window.index());
        }
    }

    private void lookAtProgress(Window window, EndpointInterval interval) {
        long givenUp = interval.count(Outcome.TIMEOUT) + interval.count(Outcome.NOT_SENT);
        if (interval.finished() > givenUp) {
            standstills.remove(interval.id());
        } else if (interval.started() > 0 || interval.inFlight() > 0) {
            Standstill before = standstills.getOrDefault(interval.id(), new Standstill(window.index(), 0, 0));
            Standstill now = new Standstill(before.from(), before.windows() + 1, before.givenUp() + givenUp);
            standstills.put(interval.id(), now);
            boolean manyGivenUp = now.windows() >= standstillMin && now.givenUp() >= GIVEN_UP_MIN;
            if ((manyGivenUp || now.windows() >= standstillWindows) && proof.isEmpty()) {
                String text = "no progress: no answer in %s with load (%s) from %s on; %s given up, %s in flight"
                        .formatted(
                                Figures.count(now.windows(), "window"),
                                timeline.span(now.windows()),
                                timeline.at(now.from()),
                                Figures.count(now.givenUp(), "request"),
                                Figures.count(interval.inFlight()));
                prove(interval.id(), text, now.from());
            }
        }
    }

    private void lookAtFlow(Window window, EndpointInterval interval) {
        LittlesLaw law = laws.computeIfAbsent(
                interval.id(),
                ignored -> new LittlesLaw(timeline.lasting(GAP), plan.window().toNanos() / NANOS_PER_SECOND));
        Optional<LittlesLaw.Gap> found = law.add(window.index(), interval);
        if (found.isPresent() && gap.isEmpty()) {
            String text = "%s requests are in flight on average, %s is what those that come to an end explain"
                            .formatted(
                                    Figures.significant(found.get().inFlight()),
                                    Figures.significant(found.get().explained()))
                    + " (completions per second times response time), over %s from %s on: requests are lost, or counted twice"
                            .formatted(
                                    timeline.span(timeline.lasting(GAP)),
                                    timeline.at(found.get().fromWindow()));
            gap = Optional.of(finding(State.WARN, interval.id().toString(), text)
                    .at(found.get().fromWindow()));
        }
    }

    private void prove(EndpointId id, String text, long window) {
        proof = Optional.of(finding(State.FAIL, id.toString(), text).at(window).proven());
    }

    private Finding finding(State state, String subject, String text) {
        return Finding.of(criterion.key(), subject, state, text);
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.statistics.BinomialTail;
import dev.wringer.core.statistics.ClopperPearson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The error rate of each endpoint. At the end it is a fact, not an estimate: FAIL when errors / requests reach the limit over
 * the counted windows. Before the end it fails only by proof: by curtailment, when no number of good requests still to come
 * can save the run, or by the betting process over blocks of 30 minutes, which bursts within a block cannot mislead.
 *
 * <p>An endpoint with too few requests to show its limit alone is judged with the requests of all endpoints together.
 */
final class ErrorRateExaminer implements Examiner {
    /** Of the confidence bounds shown, and of "enough requests". */
    private static final double ALPHA = 0.01;

    /** Of a false FAIL by the betting process, over all endpoints. */
    private static final double ALPHA_EARLY = 0.0005;

    /** Three times the longest outage that an error rate should forgive. */
    private static final Duration BLOCK = Duration.ofMinutes(30);

    /** Poisson arrivals exceed their plan by more than this many standard deviations once in 10^9 runs. */
    private static final double ARRIVALS_SIGMA = 6;

    private final Criterion.ErrorRate criterion;
    private final JudgePlan plan;
    private final Timeline timeline;
    private final long blockWindows;
    private final long needed;
    private final TreeMap<EndpointId, ErrorTally> tallies = new TreeMap<>();

    ErrorRateExaminer(Criterion.ErrorRate criterion, JudgePlan plan) {
        this.criterion = criterion;
        this.plan = plan;
        this.timeline = Timeline.of(plan);
        this.blockWindows = timeline.lasting(BLOCK);
        this.needed = ClopperPearson.neededFor(criterion.below(), ALPHA);
        plan.timeouts().keySet().forEach(this::tally);
    }

    @Override
    public void observe(Window window) {
        for (EndpointInterval interval : window.endpoints()) {
            ErrorTally tally = tally(interval.id());
            if (Masking.isSteady(window)) {
                tally.count(window.index(), window.index() / blockWindows, interval);
                lookAtWindow(tally, window.index(), interval);
                lookEarly(tally, interval.id());
            } else {
                tally.skip(interval);
            }
        }
    }

    @Override
    public List<Finding> soFar() {
        List<Finding> findings = new ArrayList<>();
        Map.Entry<EndpointId, ErrorTally> worst = null;
        for (Map.Entry<EndpointId, ErrorTally> entry : tallies.entrySet()) {
            entry.getValue().proof().ifPresent(findings::add);
            if (worst == null || entry.getValue().rate() > worst.getValue().rate()) {
                worst = entry;
            }
        }
        if (findings.isEmpty() && worst != null) {
            findings.add(running(worst.getKey(), worst.getValue()));
        }
        return findings;
    }

    @Override
    public List<Finding> conclude(Ending ending) {
        List<Finding> findings = new ArrayList<>();
        tallies.forEach((id, tally) -> findings.add(tally.proof().orElseGet(() -> last(id, tally))));
        if (findings.isEmpty()) {
            findings.add(finding(Finding.RUN, State.INCONCLUSIVE, "no endpoint was measured"));
        }
        return findings;
    }

    private ErrorTally tally(EndpointId id) {
        return tallies.computeIfAbsent(id, ignored -> new ErrorTally(criterion.below(), timeline));
    }

    private void lookAtWindow(ErrorTally tally, long window, EndpointInterval interval) {
        long n = interval.finished();
        long k = interval.errors();
        if (criterion.windowBelow().isEmpty() || k == 0 || tally.proof().isPresent()) {
            return;
        }
        double limit = criterion.windowBelow().get();
        double chance = ALPHA / Math.max(1, plan.windowCount());
        if ((double) k / n >= limit && BinomialTail.atLeast(k, n, criterion.below()) <= chance) {
            String text = "%s of %s failed in one window (%s); no window may reach %s, and chance does not explain it"
                    .formatted(
                            Figures.count(k),
                            Figures.count(n, "request"),
                            Figures.percent((double) k / n),
                            Figures.percent(limit));
            tally.prove(finding(interval.id().toString(), State.FAIL, text)
                    .at(window)
                    .proven());
        }
    }

    private void lookEarly(ErrorTally tally, EndpointId id) {
        if (tally.proof().isPresent() || tally.rate() < criterion.below()) {
            return;
        }
        double most = mostRequests(tally, id);
        double alpha = ALPHA_EARLY / tallies.size();
        if (tally.errors() >= criterion.below() * most && most >= needed) {
            String text =
                    "%s; even if every request still to come is answered, the run of at most %s ends at %s or more"
                            .formatted(
                                    counted(tally),
                                    Figures.count((long) most, "request"),
                                    Figures.percent(tally.errors() / most));
            tally.prove(located(finding(id.toString(), State.FAIL, text), tally).proven());
        } else if (tally.evidence() >= 1 / alpha) {
            String text =
                    "%s; whole blocks of %s show a rate above the limit of %s, wrongly in at most %s of healthy runs"
                            .formatted(
                                    counted(tally),
                                    timeline.span(blockWindows),
                                    Figures.percent(criterion.below()),
                                    Figures.percent(alpha));
            tally.prove(located(finding(id.toString(), State.FAIL, text), tally).proven());
        }
    }

    private double mostRequests(ErrorTally tally, EndpointId id) {
        Long offered = plan.offered().get(id);
        if (offered == null) {
            return Double.POSITIVE_INFINITY;
        }
        double most = offered + ARRIVALS_SIGMA * Math.sqrt((double) offered) - tally.startedUncounted();
        return Math.max(most, (double) tally.finished());
    }

    private Finding running(EndpointId id, ErrorTally tally) {
        String subject = id.toString();
        double burning = tally.burn().speed();
        if (burning > 0) {
            String text = counted(tally) + " so far, and errors now come " + Figures.significant(burning)
                    + " times as fast as the limit of " + Figures.percent(criterion.below()) + " allows";
            return located(finding(subject, State.WARN, text), tally);
        }
        if (tally.rate() >= criterion.below() && tally.finished() > 0) {
            String text = counted(tally) + " so far; the limit is " + Figures.percent(criterion.below());
            return located(finding(subject, State.WARN, text), tally);
        }
        State state = tally.finished() >= needed ? State.PASS : State.INCONCLUSIVE;
        return finding(subject, state, counted(tally) + " so far");
    }

    private Finding last(EndpointId id, ErrorTally tally) {
        String subject = id.toString();
        long n = tally.finished();
        String limit = "the limit is " + Figures.percent(criterion.below());
        if (n == 0) {
            return finding(subject, State.INCONCLUSIVE, "no request finished in a counted window, " + limit);
        }
        if (tally.rate() >= criterion.below()) {
            boolean shown = n >= needed || ClopperPearson.lower(tally.errors(), n, ALPHA) > criterion.below();
            String text = counted(tally) + "; " + limit + (shown ? "" : ", and so few requests do not decide");
            return located(finding(subject, shown ? State.FAIL : State.INCONCLUSIVE, text), tally);
        }
        String strength = "with 99 % confidence below " + Figures.bound(ClopperPearson.upper(tally.errors(), n, ALPHA));
        if (n >= needed) {
            return burnt(finding(subject, State.PASS, counted(tally) + ", " + strength + "; " + limit), tally);
        }
        return withTheOthers(subject, tally, counted(tally) + ", " + strength + "; " + limit);
    }

    /** A rate that is legal over the whole run may still hide an outage. */
    private Finding burnt(Finding passed, ErrorTally tally) {
        if (tally.fastestBurn() == 0) {
            return passed;
        }
        String burst = "; but about %s errors came %s times as fast as the limit allows for the run as a whole"
                .formatted(timeline.at(tally.fastestAt()), Figures.significant(tally.fastestBurn()));
        return finding(passed.subject(), State.WARN, passed.text() + burst)
                .at(tally.worst().from());
    }

    private Finding withTheOthers(String subject, ErrorTally tally, String own) {
        long n = 0;
        long k = 0;
        for (ErrorTally each : tallies.values()) {
            n += each.finished();
            k += each.errors();
        }
        if (n >= needed && k < criterion.below() * n) {
            String together = "; too few to show it alone, but all endpoints together have %s of %s"
                    .formatted(Figures.count(k, "error"), Figures.count(n, "request"));
            return finding(subject, State.PASS, own + together);
        }
        String missing = "; " + Figures.count(needed - tally.finished(), "more request") + " would decide";
        return finding(subject, State.INCONCLUSIVE, own + missing);
    }

    private String counted(ErrorTally tally) {
        return "%s, %s (%s)"
                .formatted(
                        Figures.count(tally.finished(), "request"),
                        Figures.count(tally.errors(), "error"),
                        Figures.percent(tally.rate()));
    }

    private Finding located(Finding finding, ErrorTally tally) {
        return tally.worst().isPresent()
                ? new Finding(
                                finding.criterion(),
                                finding.subject(),
                                finding.state(),
                                finding.text() + "; most of them from "
                                        + timeline.at(tally.worst().from()),
                                finding.window(),
                                finding.certain())
                        .at(tally.worst().from())
                : finding;
    }

    private Finding finding(String subject, State state, String text) {
        return Finding.of(criterion.key(), subject, state, text);
    }
}

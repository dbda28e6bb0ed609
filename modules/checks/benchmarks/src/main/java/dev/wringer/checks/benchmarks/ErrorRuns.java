package dev.wringer.checks.benchmarks;

import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.Judge;
import dev.wringer.core.judge.State;
import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One endpoint with the same number of requests in each of 2,880 minutes, some of which fail.
 *
 * @param stream names the random numbers, so that no two kinds of run share theirs
 */
record ErrorRuns(String stream, Rule rule, Errors errors, int requests) implements Experiment {
    static final double LIMIT = 0.005;

    private static final EndpointId ENDPOINT = new EndpointId("gateway", "/v1/chat");
    private static final double MINUTES_PER_HOUR = 60;

    /** Which of the rules is measured: the first finding it makes ends the run. */
    enum Rule {
        /** How many requests will come is not known, so that only blocks can prove anything early. */
        BLOCKS(Duration.ofMinutes(1), false),
        /** Windows of a second: one block of 30 minutes ends within the run, and one is too few to prove anything. */
        CURTAILMENT(Duration.ofSeconds(1), true),
        BURN(Duration.ofMinutes(1), false);

        private final Duration window;
        private final boolean planned;

        Rule(Duration window, boolean planned) {
            this.window = window;
            this.planned = planned;
        }

        boolean found(Finding finding) {
            return this == BURN ? finding.text().contains("times as fast") : finding.certain();
        }
    }

    /**
     * How often requests fail.
     *
     * @param steadily outside of outages
     * @param outages expected, anywhere in the run
     * @param outageMinutes their mean length
     * @param startUpMinutes how long it fails like an outage at the start
     */
    record Errors(double steadily, double outages, double outageMinutes, double startUpMinutes, double inOutages) {
        static Errors steady(double rate) {
            return new Errors(rate, 0, 1, 0, 0);
        }

        /** Errors of each minute. */
        int[] draw(RandomStream random, int requests) {
            double[] rates = new double[(int) MadeUp.SOAK.windowCount()];
            for (int t = 0; t < rates.length; t++) {
                rates[t] = t < startUpMinutes ? inOutages : steadily;
            }
            for (double at = random.nextExponential(); at < outages; at += random.nextExponential()) {
                int begin = (int) random.nextLong(rates.length);
                for (int t = begin; t < rates.length; t++) {
                    rates[t] = inOutages;
                    if (random.nextBoolean(1 / outageMinutes)) {
                        break;
                    }
                }
            }
            int[] errors = new int[rates.length];
            for (int t = 0; t < errors.length; t++) {
                for (int i = 0; i < requests; i++) {
                    errors[t] += random.nextBoolean(rates[t]) ? 1 : 0;
                }
            }
            return errors;
        }
    }

    @Override
    public int together() {
        return 1;
    }

    /** A run whose final rate is within the limit must not be failed; of others it is noted when they were stopped. */
    @Override
    public List<Seen> judged(List<Seed> seeds) {
        int[] failed = errors.draw(seeds.getFirst().stream(stream), requests);
        boolean legal = IntStream.of(failed).sum() < LIMIT * requests * failed.length;
        MadeUp run = new MadeUp(rule.window, failed.length);
        SortedMap<EndpointId, Long> offered =
                rule.planned ? new TreeMap<>(Map.of(ENDPOINT, (long) requests * failed.length)) : new TreeMap<>();
        Criterion criterion = new Criterion.ErrorRate(LIMIT, Optional.empty());
        Judge judge = new Judge(run.plan(List.of(criterion), List.of(ENDPOINT), Map.of(), offered));
        EndpointInterval[] byErrors = new EndpointInterval[requests + 1];
        for (int t = 0; t < failed.length; t++) {
            int k = failed[t];
            if (byErrors[k] == null) {
                byErrors[k] = interval(k);
            }
            List<Finding> findings = judge.observe(run.window(t, List.of(byErrors[k]), List.of()));
            Optional<Finding> found = findings.stream()
                    .filter(f -> f.criterion().equals(criterion.key()))
                    .filter(rule::found)
                    .findFirst();
            if (found.isPresent()) {
                State state = found.get().state() == State.FAIL && !legal
                        ? State.PASS
                        : found.get().state();
                return List.of(new Seen(state, (t + 1) / MINUTES_PER_HOUR));
            }
        }
        return List.of(new Seen(State.PASS, Double.POSITIVE_INFINITY));
    }

    private EndpointInterval interval(int failed) {
        EndpointInterval interval = new EndpointInterval(ENDPOINT);
        for (int i = 0; i < requests; i++) {
            interval.recordStart();
            interval.recordEnd(i < failed ? Outcome.UNEXPECTED_STATUS : Outcome.OK, 0, 0, 0);
        }
        return interval;
    }
}

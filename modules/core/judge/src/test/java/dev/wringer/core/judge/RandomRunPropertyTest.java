package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** What holds for runs of any kind; each property sees runs that pass, that fail and that decide nothing. */
class RandomRunPropertyTest {
    private static final int WINDOWS = 12;
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final List<Criterion> CRITERIA = List.of(
            new Criterion.ErrorRate(0.05, Optional.of(0.6)),
            new Criterion.ResponseTime(95, Optional.empty(), Duration.ofMillis(100), Optional.empty()),
            new Criterion.ResponseTimeStable(95),
            new Criterion.MemoryStable(0.1),
            new Criterion.UnfinishedRequests(0),
            new Criterion.Restarts(0),
            new Criterion.HealthChecks(0));

    /**
     * Two services for a minute.
     *
     * @param requests of each service in a window, of which {@code errors} fail in one window after the other
     * @param leak of the second service, in MiB a window
     * @param millis how long a request takes in the first half, and {@code millisLater} in the second
     */
    record Run(int requests, List<Integer> errors, double leak, double millis, double millisLater) {
        Window window(Given given, long index, List<Integer> order, String... faults) {
            Given.WindowOf window = given.window(index).faults(faults);
            double took = index < WINDOWS / 2 ? millis : millisLater;
            int failed = Math.min(requests, errors.get((int) index));
            for (int s : order) {
                EndpointId id = s == 0 ? Given.CHAT : new EndpointId("store", "/items");
                window.endpoint(Given.interval(id, requests - failed, failed, Outcome.RESET, took));
                double mib = 100 + (s == 0 ? index % 2 : leak * index);
                window.service(Given.serviceWith(id.service(), OptionalDouble.of(mib), 0, 0, 0));
            }
            return window.done();
        }

        Verdict judged(Duration window) {
            Given given = Given.of(window, WINDOWS, CRITERIA);
            return given.judged(i -> window(given, i, List.of(0, 1)));
        }

        Run withErrorAt(int window) {
            List<Integer> more = new ArrayList<>(errors);
            more.set(window, more.get(window) + 1);
            return new Run(requests, more, leak, millis, millisLater);
        }
    }

    @Provide
    Arbitrary<Run> runs() {
        Arbitrary<Integer> errors = Arbitraries.frequencyOf(
                Tuple.of(12, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(1, 60)));
        return Combinators.combine(
                        Arbitraries.of(2, 60, 60),
                        errors.list().ofSize(WINDOWS),
                        Arbitraries.of(0.0, 0.0, 0.0, 1.0, 6.0),
                        Arbitraries.of(20.0, 20.0, 95.0),
                        Arbitraries.of(20.0, 20.0, 110.0))
                .as(Run::new);
    }

    private static void allKindsOccur(State state) {
        Statistics.label("verdict").collect(state).coverage(seen -> {
            seen.check(State.PASS).count(count -> count > 0);
            seen.check(State.FAIL).count(count -> count > 0);
            seen.check(State.INCONCLUSIVE).count(count -> count > 0);
        });
    }

    @Property(tries = 100)
    void oneMoreErrorNeverMakesAPass(@ForAll("runs") Run run, @ForAll @IntRange(max = WINDOWS - 1) int window) {
        State before = run.judged(WINDOW).state();
        State after = run.withErrorAt(window).judged(WINDOW).state();
        allKindsOccur(before);
        assertThat(before != State.PASS && after == State.PASS).isFalse();
        assertThat(before == State.FAIL && after != State.FAIL).isFalse();
    }

    @Property(tries = 100)
    void aRunTwiceAsSlowWithTheSameCountsIsJudgedTheSame(@ForAll("runs") Run run) {
        Verdict verdict = run.judged(WINDOW);
        allKindsOccur(verdict.state());
        assertThat(states(run.judged(WINDOW.multipliedBy(2)))).isEqualTo(states(verdict));
    }

    @Property(tries = 100)
    void theOrderOfServicesAndEndpointsChangesNothing(@ForAll("runs") Run run) {
        Given given = Given.of(WINDOW, WINDOWS, CRITERIA);
        Verdict verdict = given.judged(i -> run.window(given, i, List.of(0, 1)));
        allKindsOccur(verdict.state());
        assertThat(given.judged(i -> run.window(given, i, List.of(1, 0)))).isEqualTo(verdict);
    }

    @Property(tries = 100)
    void windowsMergedInPairsHaveTheSameErrorRate(@ForAll("runs") Run run) {
        List<Criterion> rate = List.of(new Criterion.ErrorRate(0.05, Optional.empty()));
        Given fine = Given.of(WINDOW, WINDOWS, rate);
        Given coarse = Given.of(WINDOW.multipliedBy(2), WINDOWS / 2, rate);
        Verdict verdict = fine.judged(i -> run.window(fine, i, List.of(0, 1)));
        allKindsOccur(verdict.state());
        Verdict merged = coarse.judged(i -> {
            Given.WindowOf window = coarse.window(i);
            Window first = run.window(fine, 2 * i, List.of(0, 1));
            Window second = run.window(fine, 2 * i + 1, List.of(0, 1));
            for (int e = 0; e < 2; e++) {
                EndpointInterval both =
                        new EndpointInterval(first.endpoints().get(e).id());
                both.merge(first.endpoints().get(e), false);
                both.merge(second.endpoints().get(e), false);
                window.endpoint(both);
            }
            return window.done();
        });
        assertThat(counts(merged)).isEqualTo(counts(verdict));
        assertThat(states(merged)).isEqualTo(states(verdict));
    }

    @Property(tries = 100)
    void aRunThatIsAllFaultsNeverPasses(@ForAll("runs") Run run) {
        allKindsOccur(run.judged(WINDOW).state());
        Given given = Given.of(WINDOW, WINDOWS, CRITERIA);
        Verdict masked = given.judged(i -> run.window(given, i, List.of(0, 1), "kill"));
        assertThat(masked.state()).isNotEqualTo(State.PASS);
    }

    private static List<String> states(Verdict verdict) {
        return verdict.findings().stream()
                .map(f -> f.criterion() + " of " + f.subject() + ": " + f.state())
                .sorted()
                .toList();
    }

    /** The requests and errors that the findings of error rates name. */
    private static List<String> counts(Verdict verdict) {
        return verdict.findings().stream()
                .filter(f -> f.criterion().equals("error-rate"))
                .map(f -> f.subject() + ": " + f.text().substring(0, f.text().indexOf(')')))
                .sorted()
                .toList();
    }
}

package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A run held against an earlier one, and a service against its control. */
final class NoWorseTest {
    private static final long WINDOWS = 2_880;
    private static final EndpointId BLUE = new EndpointId("blue", "/v1/chat");
    private static final EndpointId GREEN = new EndpointId("green", "/v1/chat");

    private final Given soak = Given.soak(new Criterion.Restarts(0));

    /** 60 requests a minute around a level that wanders by 8 %, as the noise of one system does. */
    private Given.Windows wandering(long seed, double millis, double errorRate) {
        RandomStream random = new Seed(seed).stream("latency");
        double[] level = {0};
        return index -> {
            level[0] = 0.95 * level[0] + 0.025 * random.nextGaussian();
            int errors = 0;
            for (int i = 0; i < 60; i++) {
                errors += random.nextDouble() < errorRate ? 1 : 0;
            }
            double now = millis * StrictMath.exp(level[0]);
            return soak.window(index)
                    .requests(60 - errors, errors, Outcome.UNEXPECTED_STATUS, now)
                    .done();
        };
    }

    private static Stream<Window> windows(Given.Windows windows) {
        return LongStream.range(0, WINDOWS).mapToObj(windows::at);
    }

    private Verdict against(Given.Windows earlier, Given.Windows later) {
        Judge judge = new Judge(soak.plan(), Optional.of(Baseline.of(soak.plan(), windows(earlier))));
        windows(later).forEach(judge::observe);
        return judge.conclude(Remainder.NOTHING, false);
    }

    private static Finding baseline(Verdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> finding.criterion().equals("baseline"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSameSystemOnAnotherDayIsNoWorse() {
        for (long seed = 0; seed < 10; seed++) {
            Verdict verdict = against(wandering(seed, 20, 0.001), wandering(100 + seed, 20, 0.001));
            assertThat(baseline(verdict).state()).as("seed %d", seed).isEqualTo(State.PASS);
        }
    }

    @Test
    void aQuarterSlowerWarnsWithinADayAndDoesNotFailTheRun() {
        Verdict verdict = against(wandering(1, 20, 0), wandering(2, 25, 0));
        Finding worse = baseline(verdict);
        assertThat(worse.state()).isEqualTo(State.WARN);
        assertThat(worse.text()).contains("against the earlier run, p95 is 2").contains("higher in the middle");
        assertThat(worse.window().orElseThrow()).isLessThan(1_440);
        assertThat(verdict.state()).isEqualTo(State.PASS);
    }

    @Test
    void moreErrorsWarnToo() {
        Finding worse = baseline(against(wandering(3, 20, 0.001), wandering(4, 20, 0.02)));
        assertThat(worse.state()).isEqualTo(State.WARN);
        assertThat(worse.text()).contains("by more than 0.1 % in 9");
    }

    @Test
    void fasterIsNeverAnAlarm() {
        assertThat(baseline(against(wandering(5, 20, 0.02), wandering(6, 12, 0)))
                        .state())
                .isEqualTo(State.PASS);
    }

    @Test
    void aFewSlowHoursAreNoDifference() {
        Given.Windows slowMorning =
                index -> wandering(7, index < 300 ? 40 : 20, 0).at(index);
        assertThat(baseline(against(wandering(8, 20, 0), slowMorning)).state()).isNotEqualTo(State.WARN);
    }

    @Test
    void anEarlierRunOfOtherEndpointsDecidesNothing() {
        Given.Windows others = index -> soak.window(index)
                .endpoint(Given.interval(BLUE, 60, 0, Outcome.OK, 20))
                .done();
        Finding finding = baseline(against(others, wandering(9, 20, 0)));
        assertThat(finding.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(finding.text()).isEqualTo("no endpoint is on both sides");
    }

    @Test
    void aCriterionWithoutAnEarlierRunIsInconclusiveAndSaysHowToGiveOne() {
        Given alone = Given.soak(Criterion.NoWorse.USUAL);
        Verdict verdict = alone.judged(i -> alone.window(i).done());
        assertThat(verdict.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(verdict.reasons().getFirst()).contains("--baseline");
    }

    @Test
    void aServiceSlowerThanItsControlFailsWhereTheFileSaysSo() {
        assertThat(blueGreen(20, 25).state()).isEqualTo(State.FAIL);
        assertThat(blueGreen(20, 25).findings().getFirst().subject()).isEqualTo(GREEN.toString());
        assertThat(blueGreen(25, 20).state()).isEqualTo(State.PASS);
        assertThat(blueGreen(20, 20).state()).isEqualTo(State.PASS);
    }

    private static Verdict blueGreen(double blueMillis, double greenMillis) {
        Criterion.Control pair = new Criterion.Control(GREEN.service(), BLUE.service());
        Given both = Given.soak(new Criterion.NoWorse(Optional.of(pair), 95, 0.1, 0.001, true));
        both.timeouts.clear();
        both.timeouts.put(BLUE, Given.TIMEOUT);
        both.timeouts.put(GREEN, Given.TIMEOUT);
        return both.judged(i -> both.window(i)
                .endpoint(Given.interval(BLUE, 60, 0, Outcome.OK, blueMillis))
                .endpoint(Given.interval(GREEN, 60, 0, Outcome.OK, greenMillis))
                .done());
    }
}

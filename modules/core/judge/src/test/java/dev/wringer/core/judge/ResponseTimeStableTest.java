package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Steps and drifts of p95 fail, noise does not. */
class ResponseTimeStableTest {
    private static final Criterion STABLE = new Criterion.ResponseTimeStable(95);

    private static Finding p95(Given given, LongToDoubleFunction millis) {
        Verdict verdict = given.judged(i -> given.window(i)
                .requests(60, 0, Outcome.OK, millis.applyAsDouble(i))
                .done());
        return verdict.findings().stream()
                .filter(f -> f.criterion().equals("p95-stable"))
                .findFirst()
                .orElseThrow();
    }

    private static double noisy(double[] noise, long i) {
        return 20 * StrictMath.exp(noise[(int) i]);
    }

    @Test
    void noiseAroundALevelPasses() {
        double[] noise = Series.noise(1, 0.08, 0.95);
        Finding finding = p95(Given.soak(STABLE), i -> noisy(noise, i));
        assertThat(finding.state()).isEqualTo(State.PASS);
        assertThat(finding.text()).contains("with 99 % confidence below", "blocks after the first 6 h");
    }

    @Test
    void aStepFailsAndIsDated() {
        double[] noise = Series.noise(2, 0.08, 0.95);
        Finding finding = p95(Given.soak(STABLE), i -> noisy(noise, i) * (i < 1_440 ? 1 : 1.5));
        assertThat(finding.state()).isEqualTo(State.FAIL);
        assertThat(finding.window()).hasValue(1_440);
        assertThat(finding.text()).contains("24:00:00 into the load (window 1440)");
    }

    @Test
    void aCreepFails() {
        double[] noise = Series.noise(3, 0.08, 0.95);
        Finding finding = p95(Given.soak(STABLE), i -> noisy(noise, i) * (1 + 0.6 * i / 2_880));
        assertThat(finding.state()).isEqualTo(State.FAIL);
    }

    @Test
    void anImprovementPasses() {
        assertThat(p95(Given.soak(STABLE), i -> i < 1_440 ? 30 : 20).state()).isEqualTo(State.PASS);
    }

    @Test
    void fewRequestsAreShownStableTogetherWithThoseOfTheirService() {
        assertThat(quiet("gateway", 1))
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(State.PASS))
                .extracting(Finding::text)
                .asString()
                .contains("too few to show more alone, but all endpoints of gateway together are below");
        assertThat(quiet("other", 1).state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(quiet("gateway", 1.6).state()).isNotEqualTo(State.PASS);
    }

    /** An endpoint with few and scattered requests beside a busy and steady one of the gateway. */
    private static Finding quiet(String service, double stepAtHalfTime) {
        EndpointId id = new EndpointId(service, "/quiet");
        double[] noise = Series.noise(7, 0.25, 0.97);
        Given given = Given.soak(STABLE);
        Verdict verdict = given.judged(i -> given.window(i)
                .requests(60, 0, Outcome.OK, 20)
                .endpoint(Given.interval(id, 3, 0, Outcome.OK, noisy(noise, i) * (i < 1_440 ? 1 : stepAtHalfTime)))
                .done());
        return verdict.findings().stream()
                .filter(f -> f.subject().equals(id.toString()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void slowNoiseDecidesNothingAndSaysWhatWould() {
        int open = 0;
        for (int seed = 0; seed < 8; seed++) {
            double[] noise = Series.noise(seed, 0.3, 0.99);
            Finding finding = p95(Given.soak(STABLE), i -> noisy(noise, i));
            assertThat(finding.state()).isNotEqualTo(State.FAIL);
            if (finding.state() == State.INCONCLUSIVE) {
                assertThat(finding.text()).containsAnyOf("more would decide", "more time may show");
                open++;
            }
        }
        assertThat(open).isPositive();
    }

    @Test
    void aDailyCycleIsNoDriftAndHidesNone() {
        double[] noise = Series.noise(5, 0.08, 0.95);
        for (double amplitude : new double[] {0.1, 0.4}) {
            for (int phase = 0; phase < 1_440; phase += 720) {
                int from = phase;
                LongToDoubleFunction cycle = i ->
                        noisy(noise, i) * (1 + amplitude * StrictMath.sin(2 * StrictMath.PI * (i + from) / 1_440.0));
                assertThat(p95(Given.soak(STABLE), cycle))
                        .as(amplitude + " " + phase)
                        .extracting(Finding::state)
                        .isEqualTo(State.PASS);
                assertThat(p95(Given.soak(STABLE), i -> cycle.applyAsDouble(i) * (i < 1_440 ? 1 : 1.5)))
                        .extracting(Finding::state)
                        .isEqualTo(State.FAIL);
                assertThat(p95(Given.soak(STABLE), i -> cycle.applyAsDouble(i) * (1 + i / 4_000.0)))
                        .extracting(Finding::state)
                        .isEqualTo(State.FAIL);
            }
        }
    }

    @Test
    void aMinuteShowsACoarseDriftOnly() {
        double[] noise = Series.noise(4, 0.05, 0.1);
        assertThat(p95(Given.minute(STABLE), i -> noisy(noise, i)).state()).isEqualTo(State.PASS);
        assertThat(p95(Given.minute(STABLE), i -> noisy(noise, i) * (i < 6 ? 1 : 3))
                        .state())
                .isEqualTo(State.FAIL);
    }

    @Test
    void fewRequestsAreMergedIntoLargerBlocksAndTooFewDecideNothing() {
        Given given = Given.soak(STABLE);
        Verdict merged =
                given.judged(i -> given.window(i).requests(1, 0, Outcome.OK, 20).done());
        assertThat(merged.state()).isEqualTo(State.PASS);
        Verdict few = given.judged(i ->
                given.window(i).requests(i % 8 == 0 ? 1 : 0, 0, Outcome.OK, 20).done());
        assertThat(few.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(few.reasons().getFirst()).contains("blocks of at least 59 requests can be compared, 9 are needed");
    }
}

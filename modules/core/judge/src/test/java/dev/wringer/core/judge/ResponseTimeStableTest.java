package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

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
    void slowNoiseDecidesNothingAndSaysWhatWould() {
        double[] noise = Series.noise(9, 0.5, 0.998);
        Finding finding = p95(Given.soak(STABLE), i -> noisy(noise, i));
        assertThat(finding.state()).isIn(State.INCONCLUSIVE);
        assertThat(finding.text()).containsAnyOf("more would decide", "more time may show");
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

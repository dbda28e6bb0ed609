package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A FAIL says since when it could have been known, and what else changed at its time. */
final class ExplanationTest {
    private static final long CHANGE = 1_880;

    private final Given soak = Given.soak(new Criterion.ResponseTimeStable(95), new Criterion.Restarts(0));

    /** Requests of 20 ms, 34 % slower from the change on. */
    private Given.WindowOf slower(long index) {
        return soak.window(index).requests(60, 0, Outcome.OK, index < CHANGE ? 20 : 26.8);
    }

    @Test
    void aJumpAtTheTimeOfAFailureStandsBesideIt() {
        Verdict verdict = soak.judged(i -> slower(i)
                .service(Given.serviceWith("memory-engine", mib(i < CHANGE + 10 ? 210 : 430), 0, 0, 0))
                .service(Given.serviceWith("gateway", mib(180), 0, 0, 0))
                .done());
        Finding failure = verdict.findings().getFirst();
        assertThat(failure.criterion()).isEqualTo("p95-stable");
        assertThat(failure.explanation().suspects())
                .extracting(Change::series)
                .containsExactly("memory of memory-engine");
        assertThat(verdict.reasons().getFirst())
                .contains("34 % above")
                .contains("known at the end only")
                .contains("about that time memory of memory-engine went from 210 MiB to 430 MiB about 31:30:00");
    }

    @Test
    void aDriftThatGoesOnThroughTheFailureStandsBesideItToo() {
        Verdict verdict = soak.judged(i -> slower(i)
                .service(Given.serviceWith("memory-engine", mib(100 + i / 10.0), 0, 0, 0))
                .done());
        assertThat(verdict.findings().getFirst().explanation().suspects())
                .extracting(Change::text)
                .singleElement()
                .asString()
                .startsWith("memory of memory-engine drifted from 10");
    }

    @Test
    void whatChangedAtAnotherTimeOrNotAtAllIsNoSuspect() {
        Verdict verdict = soak.judged(i -> slower(i)
                .service(Given.serviceWith("early", mib(i < 600 ? 210 : 430), 0, 0, 0))
                .service(Given.serviceWith("steady", mib(200 + i % 7 / 1.0), 0, 0, 0))
                .done());
        assertThat(verdict.state()).isEqualTo(State.FAIL);
        assertThat(verdict.findings().getFirst().explanation().suspects()).isEmpty();
    }

    @Test
    void aCertainFailureSaysAfterWhichWindowItWasKnown() {
        Verdict verdict = soak.judged(i -> soak.window(i)
                .service(Given.serviceWith("gateway", mib(180), 0, i < 451 ? 0 : 1, 0))
                .done());
        assertThat(verdict.findings().getFirst().explanation().knownAfter()).hasValue(451);
        assertThat(verdict.reasons().getFirst()).contains("certain after 7.53 h");
    }

    @Test
    void whatHoldsNeedsNoExplanation() {
        Verdict verdict = soak.judged(i -> soak.window(i).done());
        assertThat(verdict.findings()).extracting(Finding::explanation).containsOnly(Explanation.NONE);
    }

    private static OptionalDouble mib(double mib) {
        return OptionalDouble.of(mib);
    }
}

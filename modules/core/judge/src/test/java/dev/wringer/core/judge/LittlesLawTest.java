package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Requests in flight that completions do not explain are a warning. */
class LittlesLawTest {
    private static final int FINISHED = 600;
    private static final double MILLIS = 2_000;

    /** 600 requests of 2 s a minute: 20 in flight, give or take. */
    private static Finding judged(LongFunction<Long> lost) {
        RandomStream random = new Seed(1).stream("in flight");
        Given given = Given.soak(new Criterion.UnfinishedRequests(0));
        long[] open = new long[1];
        Verdict verdict = given.judged(i -> {
            EndpointInterval interval = Given.interval(Given.CHAT, FINISHED, 0, Outcome.OK, MILLIS);
            long now = 20 + Math.round(4 * random.nextGaussian()) + lost.apply(i);
            for (long added = open[0]; added < now; added++) {
                interval.recordStart();
            }
            open[0] = now;
            interval.recordInFlight(now, 1);
            return given.window(i).endpoint(interval).done();
        });
        return verdict.findings().stream()
                .filter(f -> f.criterion().equals("unfinished-requests"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatCompletionsExplainIsFine() {
        assertThat(judged(i -> 0L).state()).isEqualTo(State.PASS);
    }

    @Test
    void aBriefGapIsFineAndALastingOneIsNot() {
        assertThat(judged(i -> i % 30 == 7 ? 60L : 0).state()).isEqualTo(State.PASS);
        Finding finding = judged(i -> i < 1_000 ? 0 : Math.min(40, (i - 1_000) / 10));
        assertThat(finding.state()).isEqualTo(State.WARN);
        assertThat(finding.subject()).isEqualTo("gateway/v1/chat");
        assertThat(finding.window().orElseThrow()).isBetween(1_000L, 1_140L);
        assertThat(finding.text()).contains("requests are in flight on average", "requests are lost");
    }

    @Test
    void fewerInFlightThanCompletionsExplainIsAGapToo() {
        assertThat(judged(i -> i < 1_000 ? 0L : -12L).state()).isEqualTo(State.WARN);
    }

    @Test
    void arrivalsInStepWithTheWindowsAreNone() {
        LittlesLaw law = new LittlesLaw(30, 60);
        for (int window = 0; window < 30; window++) {
            EndpointInterval interval = Given.interval(Given.CHAT, 600, 0, Outcome.OK, 120);
            interval.recordInFlight(2, 1);
            assertThat(law.add(window, interval)).isEmpty();
        }
    }
}

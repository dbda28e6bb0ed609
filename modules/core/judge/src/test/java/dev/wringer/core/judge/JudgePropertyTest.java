package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.statistics.ClopperPearson;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for the judge whatever the data. */
class JudgePropertyTest {
    private static final Criterion RATE = new Criterion.ErrorRate(0.05, Optional.empty());

    @Property(tries = 200)
    void oneMoreErrorNeverTurnsAFailureIntoAPass(
            @ForAll @Size(12) List<@IntRange(max = 8) Integer> errors, @ForAll @IntRange(max = 11) int changed) {
        Given given = Given.minute(RATE).offered(240);
        State before = given.judged(i -> window(given, i, errors.get((int) i))).state();
        State after = given.judged(i -> window(given, i, errors.get((int) i) + (i == changed ? 1 : 0)))
                .state();
        assertThat(before == State.FAIL && after != State.FAIL).isFalse();
    }

    private static Window window(Given given, long index, int errors) {
        return given.window(index)
                .requests(20 - errors, errors, Outcome.UNEXPECTED_STATUS, 20)
                .done();
    }

    @Property(tries = 200)
    void boundsEncloseTheShareThatWasSeen(
            @ForAll @IntRange(min = 1, max = 5_000) int n, @ForAll @DoubleRange(min = 0, max = 1) double share) {
        long k = Math.round(n * share);
        double seen = (double) k / n;
        assertThat(ClopperPearson.upper(k, n, 0.01)).isGreaterThanOrEqualTo(seen);
        assertThat(ClopperPearson.lower(k, n, 0.01)).isLessThanOrEqualTo(seen);
    }

    @Property(tries = 200)
    void theSameWindowsGiveTheSameVerdict(@ForAll @Size(12) List<@IntRange(max = 3) Integer> errors) {
        Given given = Given.minute(RATE, new Criterion.ResponseTimeStable(95));
        Given.Windows windows = i -> window(given, i, errors.get((int) i));
        assertThat(given.judged(windows)).isEqualTo(given.judged(windows));
    }
}

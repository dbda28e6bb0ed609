package dev.wringer.checks.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wringer.core.judge.State;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a published figure and a measured one agree. */
class FiguresTest {
    private static List<Seen> seen(int failed, int runs) {
        return IntStream.range(0, runs)
                .mapToObj(i -> i < failed ? new Seen(State.FAIL, i) : new Seen(State.PASS, Double.POSITIVE_INFINITY))
                .toList();
    }

    @Test
    void sharesHaveTheExactBinomialInterval() {
        Interval interval = Interval.ofShare(7, 50, 0.95);
        assertThat(interval.low()).isCloseTo(0.0581917003400, within(1e-12));
        assertThat(interval.high()).isCloseTo(0.2673960024970, within(1e-12));
        assertThat(Interval.ofShare(0, 300, 0.95).low()).isZero();
        assertThat(Interval.ofShare(300, 300, 0.95).high()).isEqualTo(1);
    }

    @Test
    void quantilesLieBetweenTheRanksThatTablesGive() {
        double[] ranks = IntStream.rangeClosed(1, 300).mapToDouble(i -> i).toArray();
        assertThat(Interval.ofQuantile(ranks, 0.95, 0.95)).isEqualTo(new Interval(277, 293));
        assertThat(Interval.ofQuantile(ranks, 0.999, 0.95).high()).isInfinite();
    }

    @ParameterizedTest(name = "{0} of {1} runs, {2} of {3}: {4}")
    @CsvSource({
        "94, 100, 94 %, 1000, INSIDE",
        "0, 100, 0 %, 300, INSIDE",
        "3, 100, 0 %, 300, INSIDE",
        "9, 100, 0 %, 300, OUTSIDE",
        "500, 1000, 46 %, 1000, OVERLAPPING",
        "500, 1000, 40 %, 1000, OUTSIDE",
        "100, 100, 100 %, 1000, INSIDE",
        "90, 100, 100 %, 1000, OUTSIDE",
        "0, 4000, 0.005 %, 20000, INSIDE"
    })
    void sharesAgreeWhenChanceExplainsTheDifference(
            int failed, int runs, String published, long publishedRuns, Claim.Agreement agreement) {
        Claim claim = new Share(State.FAIL, published, publishedRuns);
        assertThat(claim.against(seen(failed, runs), 0.95).agreement()).isEqualTo(agreement);
    }

    @Test
    void runsThatAreNotFoundOutAreInfinitelyLate() {
        List<Seen> runs = new ArrayList<>(seen(60, 100));
        assertThat(new Hours(0.5, 49, 0.5).against(runs, 0.95).measured()).isEqualTo("49.0");
        assertThat(new Hours(0.99, Double.POSITIVE_INFINITY, 0.5)
                        .against(runs, 0.95)
                        .agreement())
                .isEqualTo(Claim.Agreement.INSIDE);
        assertThat(new Hours(0.5, 20, 0.5).against(runs, 0.95).agreement()).isEqualTo(Claim.Agreement.OUTSIDE);
    }

    @Test
    void whatFollowsTheArrowIsExpectedInstead() {
        Claim claim = Differs.where("81 % -> 99 %", figure -> new Share(State.PASS, figure, 800), "a reason");
        assertThat(claim.published()).isEqualTo("81 %");
        assertThat(claim.expected().published()).isEqualTo("99 %");
        assertThat(claim.reason()).isEqualTo("a reason");
    }
}

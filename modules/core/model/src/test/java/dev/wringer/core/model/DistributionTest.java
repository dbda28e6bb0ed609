package dev.wringer.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static final int DRAWS = 20_000;

    private static long[] sorted(Distribution distribution, long seed) {
        RandomStream random = new Seed(seed).stream("latency");
        return LongStream.range(0, DRAWS)
                .map(i -> distribution.drawNanos(random))
                .sorted()
                .toArray();
    }

    private static long percentile(long[] sorted, double percentile) {
        return sorted[(int) (percentile / 100 * (sorted.length - 1))];
    }

    @Property(tries = 20)
    void aLognormalHitsItsTwoPercentiles(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 500) int medianMillis,
            @ForAll @IntRange(min = 1, max = 20) int spread) {
        Duration p50 = Duration.ofMillis(medianMillis);
        Duration p99 = p50.multipliedBy(spread);
        long[] draws = sorted(new Distribution.LogNormal(p50, p99), seed);

        assertThat(percentile(draws, 50)).isCloseTo(p50.toNanos(), Percentage.withPercentage(10));
        assertThat(percentile(draws, 99)).isCloseTo(p99.toNanos(), Percentage.withPercentage(25));
    }

    @Property(tries = 50)
    void noDistributionDrawsTimeBeforeNow(@ForAll long seed, @ForAll @IntRange(min = 1, max = 1_000) int millis) {
        Duration time = Duration.ofMillis(millis);
        RandomStream random = new Seed(seed).stream("a");
        for (Distribution distribution : List.of(
                new Distribution.Constant(Duration.ZERO),
                new Distribution.Uniform(Duration.ZERO, time),
                new Distribution.Exponential(time),
                new Distribution.LogNormal(time, time),
                new Distribution.Empirical(List.of(0L, time.toNanos())))) {
            assertThat(LongStream.range(0, 50).map(i -> distribution.drawNanos(random)))
                    .allMatch(nanos -> nanos >= 0);
        }
    }

    @Test
    void aUniformReachesBothOfItsEnds() {
        long[] draws = sorted(new Distribution.Uniform(Duration.ofNanos(5), Duration.ofNanos(8)), 1);

        assertThat(LongStream.of(draws).distinct().toArray()).containsExactly(5, 6, 7, 8);
    }

    @Test
    void anExponentialHasItsMean() {
        long[] draws = sorted(new Distribution.Exponential(Duration.ofMillis(3)), 1);

        assertThat(LongStream.of(draws).average().orElseThrow()).isCloseTo(3e6, within(1e5));
    }

    @Test
    void anEmpiricalInterpolatesBetweenWhatWasMeasured() {
        long[] draws = sorted(new Distribution.Empirical(List.of(0L, 1_000L, 3_000L)), 1);

        assertThat(percentile(draws, 25)).isCloseTo(500, within(30L));
        assertThat(percentile(draws, 50)).isCloseTo(1_000, within(40L));
        assertThat(percentile(draws, 75)).isCloseTo(2_000, within(60L));
    }

    @Test
    void impossibleShapesAreRefused() {
        Duration second = Duration.ofSeconds(1);
        Duration negative = second.negated();
        assertThatThrownBy(() -> new Distribution.Constant(negative)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Distribution.Uniform(second, Duration.ZERO))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Distribution.Exponential(Duration.ZERO)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Distribution.LogNormal(second, Duration.ZERO))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Distribution.Empirical(List.of(1L))).isInstanceOf(InvalidValue.class);
    }
}

package dev.wringer.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    @Property(tries = 300)
    void what_is_reconstructed_has_the_same_count_percentiles_and_max(
            @ForAll @LongRange(min = 100, max = 1_000_000) long count,
            @ForAll @IntRange(max = 100_000) int p50,
            @ForAll @IntRange(max = 100_000) int toP95,
            @ForAll @IntRange(max = 1_000_000) int toP99,
            @ForAll @IntRange(max = 10_000_000) int toMax) {
        long p95 = (long) p50 + toP95;
        long p99 = p95 + toP99;
        Histogram made = new Percentiles(p50, p95, p99, p99 + toMax).histogram(count);

        assertThat(made.getTotalCount()).isEqualTo(count);
        assertThat(made.valuesAreEquivalent(made.getValueAtPercentile(50), p50)).isTrue();
        assertThat(made.valuesAreEquivalent(made.getValueAtPercentile(95), p95)).isTrue();
        assertThat(made.valuesAreEquivalent(made.getValueAtPercentile(99), p99)).isTrue();
        assertThat(made.valuesAreEquivalent(made.getMaxValue(), p99 + toMax)).isTrue();
    }

    @Test
    void few_requests_keep_their_count_and_max() {
        for (int count = 0; count < 100; count++) {
            Histogram made = new Percentiles(10, 20, 30, 40).histogram(count);
            assertThat(made.getTotalCount()).isEqualTo(count);
            assertThat(made.getMaxValue()).isEqualTo(count == 0 ? 0 : 40);
        }
    }
}

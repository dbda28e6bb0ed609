package dev.wringer.adapters.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.Expectation;
import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.Rate;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxTest {
    @ParameterizedTest
    @CsvSource({
        "48h, PT48H",
        "20s, PT20S",
        "1.5ms, PT0.0015S",
        "30m, PT30M",
        "7d, PT168H",
        "250us, PT0.00025S",
        "0, PT0S"
    })
    void durationsHaveAUnit(String text, Duration duration) {
        assertThat(Quantities.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "s",
                "-5s",
                "1e3s",
                "NaN",
                "Infinity",
                "5 weeks",
                "1y",
                "5s5",
                "9999999999999999s",
                "200000d"
            })
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> Quantities.duration(text)).isInstanceOf(InvalidValue.class);
    }

    @Property(tries = 300)
    void aWrittenDurationReadsBack(@ForAll @LongRange(min = 0, max = 3_000_000_000_000_000_000L) long nanos) {
        assertThat(Quantities.duration(Quantities.written(Duration.ofNanos(nanos))))
                .isEqualTo(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @CsvSource({"1/s, 1", "23/60s, 0.38333333", "6/min, 0.1", "1000/s, 1000", "0.5/s, 0.5", "10/500ms, 20", "0/s, 0"})
    void ratesAreEventsPerTime(String text, double perSecond) {
        assertThat(Quantities.rate(text).perSecond()).isCloseTo(perSecond, org.assertj.core.data.Offset.offset(1e-8));
    }

    @Test
    void aRateKeepsWhatWasWritten() {
        assertThat(Quantities.rate("23/60s")).isEqualTo(new Rate(23, Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "/s", "1/", "1/0s", "1/x", "-1/s", "NaN/s", "1e9999/s", "1/s/s", "99999999999/s"})
    void whatIsNoRateIsRefused(String text) {
        assertThatThrownBy(() -> Quantities.rate(text)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @CsvSource({"512MiB, 536870912", "180MB, 180000000", "1kB, 1000", "0B, 0", "1.5GiB, 1610612736"})
    void sizesTellBinaryFromDecimalUnits(String text, long bytes) {
        assertThat(Quantities.size(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"512", "512M", "-1MiB", "1 mebibyte", "9999999999GiB"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> Quantities.size(text)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @CsvSource({"0.5%, 0.005", "100%, 1", "0%, 0", "12.5 %, 0.125"})
    void percentagesAreShares(String text, double share) {
        assertThat(Quantities.percentage(text)).isEqualTo(share);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "-1%", "%", "NaN%", "half"})
    void whatIsNoPercentageIsRefused(String text) {
        assertThatThrownBy(() -> Quantities.percentage(text)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void growthAndCreepArePerTime() {
        assertThat(Quantities.growth("0.5MiB/min")).isEqualTo(524288 / 60.0);
        assertThat(Quantities.creep("1%/h")).isEqualTo(0.01);
        assertThat(Quantities.creep("24%/d")).isCloseTo(0.01, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void distributionsHaveAFormEach() {
        assertThat(Distributions.text("3s")).isEqualTo(new Distribution.Constant(Duration.ofSeconds(3)));
        assertThat(Distributions.text("20s..60s"))
                .isEqualTo(new Distribution.Uniform(Duration.ofSeconds(20), Duration.ofSeconds(60)));
        assertThat(Distributions.text("exponential(3s)"))
                .isEqualTo(new Distribution.Exponential(Duration.ofSeconds(3)));
        assertThat(Distributions.text("lognormal(12ms, 90ms)"))
                .isEqualTo(new Distribution.LogNormal(Duration.ofMillis(12), Duration.ofMillis(90)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60s..20s",
                "..5s",
                "5s..",
                "exponential(1s, 2s)",
                "lognormal(5ms)",
                "normal(1s, 2s)",
                "lognormal(9s, 1s)"
            })
    void whatIsNoDistributionIsRefused(String text) {
        assertThatThrownBy(() -> Distributions.text(text)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void aStatusIsANumberAClassOrARange() {
        assertThat(List.of(Answers.status("200"), Answers.status("2xx"), Answers.status("200..204")))
                .containsExactly(
                        new Expectation.Status(200, 200),
                        new Expectation.Status(200, 299),
                        new Expectation.Status(200, 204));
        assertThatThrownBy(() -> Answers.status("ok")).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> Answers.status("700")).isInstanceOf(InvalidValue.class);
    }

    @Test
    void csvFollowsRfc4180() {
        assertThat(CsvText.rows("a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\n\n1,", 10))
                .containsExactly(List.of("a", "b"), List.of("x, \"y\"", "two\nlines"), List.of("1", ""));
        assertThatThrownBy(() -> CsvText.rows("a\n\"open", 10)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> CsvText.rows("a\n1\n2", 2)).isInstanceOf(InvalidValue.class);
    }
}

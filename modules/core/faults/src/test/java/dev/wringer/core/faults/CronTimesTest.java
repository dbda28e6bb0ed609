package dev.wringer.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wringer.core.model.InvalidValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTimesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/15 * * * *     | 2026-02-08T00:00:00Z | 2026-02-08T00:15:00Z",
                "*/15 * * * *     | 2026-02-08T00:14:59Z | 2026-02-08T00:15:00Z",
                "0 */6 * * *      | 2026-02-08T18:00:00Z | 2026-02-09T00:00:00Z",
                "30 2 * * 1-5     | 2026-02-06T03:00:00Z | 2026-02-09T02:30:00Z",
                "0 0 29 2 *       | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z",
                "5,10 4 1 1,7 *   | 2026-02-08T00:00:00Z | 2026-07-01T04:05:00Z",
                "0 12 13 * 5      | 2026-02-08T00:00:00Z | 2026-02-13T12:00:00Z",
                "0 12 20 * 5      | 2026-02-08T00:00:00Z | 2026-02-13T12:00:00Z",
                "0 0 * * 7        | 2026-02-09T00:00:00Z | 2026-02-15T00:00:00Z",
                "59 23 31 12 *    | 2026-02-08T00:00:00Z | 2026-12-31T23:59:00Z",
            })
    void theNextMomentIsTheOneThatCrontabNames(String expression, Instant after, Instant next) {
        assertThat(new CronTimes(expression).after(after)).contains(next);
    }

    @Test
    void aDayThatNeverComesHasNone() {
        assertThat(new CronTimes("0 0 30 2 *").after(Instant.parse("2026-02-08T00:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "5-1 * * * *",
                "*/0 * * * *",
                "often * * * *",
                "1,,2 * * * *"
            })
    void whatIsNoCrontabIsRefused(String expression) {
        assertThatThrownBy(() -> new CronTimes(expression)).isInstanceOf(InvalidValue.class);
    }

    @Property(tries = 200)
    void aSearchMinuteByMinuteFindsTheSame(
            @ForAll @IntRange(max = 59) int minute,
            @ForAll @IntRange(min = 1, max = 12) int everyHours,
            @ForAll @IntRange(max = 6) int dayOfWeek,
            @ForAll @IntRange(max = 500_000) int offsetMinutes) {
        Instant from = Instant.parse("2026-01-01T00:00:30Z").plus(offsetMinutes, ChronoUnit.MINUTES);
        Instant found = new CronTimes(minute + " */" + everyHours + " * * " + dayOfWeek)
                .after(from)
                .orElseThrow();
        ZonedDateTime naive =
                from.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        while (naive.getMinute() != minute
                || naive.getHour() % everyHours != 0
                || naive.getDayOfWeek().getValue() % 7 != dayOfWeek) {
            naive = naive.plusMinutes(1);
        }
        assertThat(found).isEqualTo(naive.toInstant());
    }
}

package dev.wringer.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    /** Holds for 2 windows of a minute. */
    private static final Quiesce EVERY_FOUR_HOURS = new Quiesce(HOUR.multipliedBy(4), Duration.ofSeconds(90), true);

    @Test
    void two_days_have_eleven_pauses_of_two_minutes_and_none_at_the_end() {
        Pauses pauses = Pauses.of(EVERY_FOUR_HOURS, HOUR.multipliedBy(48), MINUTE, Duration.ofMinutes(30));
        assertThat(pauses.count()).isEqualTo(11);
        assertThat(begins(pauses)).first().isEqualTo(HOUR.multipliedBy(4).toNanos());
        assertThat(begins(pauses)).last().isEqualTo(HOUR.multipliedBy(44).toNanos());
        assertThat(pauses.end(0) - pauses.begin(0))
                .isEqualTo(MINUTE.multipliedBy(2).toNanos());
        assertThat(pauses.checkpoint(0) - pauses.begin(0))
                .isEqualTo(Duration.ofSeconds(90).toNanos());
    }

    @Test
    void none_begins_within_the_warm_up() {
        Pauses pauses = Pauses.of(EVERY_FOUR_HOURS, HOUR.multipliedBy(24), MINUTE, HOUR.multipliedBy(5));
        assertThat(begins(pauses)).first().isEqualTo(HOUR.multipliedBy(8).toNanos());
        assertThat(Pauses.of(EVERY_FOUR_HOURS, HOUR.multipliedBy(24), MINUTE, HOUR.multipliedBy(4))
                        .begin(0))
                .isEqualTo(HOUR.multipliedBy(4).toNanos());
    }

    @Test
    void after_each_a_whole_window_of_load_is_left() {
        Duration until = HOUR.multipliedBy(8).plus(MINUTE.multipliedBy(3));
        assertThat(Pauses.of(EVERY_FOUR_HOURS, until, MINUTE, Duration.ZERO).count())
                .isEqualTo(2);
        assertThat(Pauses.of(EVERY_FOUR_HOURS, until.minusNanos(1), MINUTE, Duration.ZERO)
                        .count())
                .isEqualTo(1);
        assertThat(Pauses.of(EVERY_FOUR_HOURS, HOUR, MINUTE, Duration.ZERO).isEmpty())
                .isTrue();
    }

    @Test
    void someone_whose_time_stands_still_goes_on_as_long_after_the_pause_as_he_was_within_it() {
        Pauses pauses = Pauses.of(EVERY_FOUR_HOURS, HOUR.multipliedBy(24), MINUTE, Duration.ZERO);
        long begin = pauses.begin(1);
        assertThat(pauses.standingStill(begin - 1)).isEqualTo(begin - 1);
        assertThat(pauses.standingStill(begin + 7)).isEqualTo(pauses.end(1) + 7);
        assertThat(pauses.standingStill(pauses.end(1))).isEqualTo(pauses.end(1));
    }

    @Property
    void what_is_within_a_pause_is_what_a_list_of_all_pauses_says(
            @ForAll @IntRange(min = 0, max = 200) int from,
            @ForAll @IntRange(min = 1, max = 40) int lasting,
            @ForAll @IntRange(min = 22, max = 60) int every,
            @ForAll @IntRange(max = 30) int warmUp) {
        Duration second = Duration.ofSeconds(1);
        Quiesce quiesce = new Quiesce(second.multipliedBy(every), second, true);
        Pauses pauses = Pauses.of(quiesce, second.multipliedBy(200), second, second.multipliedBy(warmUp));
        boolean expected = LongStream.range(from, from + lasting)
                .anyMatch(t -> LongStream.rangeClosed(1, 200)
                        .map(k -> k * every)
                        .filter(begin -> begin >= warmUp && begin + 11 + 1 <= 200)
                        .anyMatch(begin -> begin <= t && t < begin + 11));
        assertThat(pauses.touches(
                        second.multipliedBy(from).toNanos(),
                        second.multipliedBy(from + lasting).toNanos()))
                .isEqualTo(expected);
    }

    @Test
    void counting_takes_a_third_of_the_drain_but_ten_to_thirty_seconds() {
        for (List<Integer> drainAndCounting : List.of(List.of(3, 10), List.of(60, 20), List.of(900, 30))) {
            Quiesce quiesce = new Quiesce(HOUR, Duration.ofSeconds(drainAndCounting.getFirst()), true);
            assertThat(quiesce.counting()).hasSeconds(drainAndCounting.getLast());
        }
    }

    private static List<Long> begins(Pauses pauses) {
        return LongStream.range(0, pauses.count()).mapToObj(pauses::begin).toList();
    }
}

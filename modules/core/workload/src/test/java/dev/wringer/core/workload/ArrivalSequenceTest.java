package dev.wringer.core.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Pauses;
import dev.wringer.core.model.Profile;
import dev.wringer.core.model.Rate;
import dev.wringer.core.model.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ArrivalSequenceTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void a_constant_rate_puts_the_planned_number_into_every_minute() {
        ArrivalSequence arrivals = open(new Profile.Constant(new Rate(5, Duration.ofSeconds(60))), HOUR);
        for (int minute = 0; minute < 60; minute++) {
            for (int i = 0; i < 5; i++) {
                assertThat(arrivals.next() / 60_000_000_000L).isEqualTo(minute);
            }
        }
        assertThat(arrivals.next()).isEqualTo(ArrivalSequence.END);
    }

    @Test
    void forty_days_at_ten_thousand_a_second_keep_their_distance_to_the_end() {
        Duration run = Duration.ofDays(40);
        assertThat(ArrivalSequence.expected(Arrivals.Open.constant(Rate.perSecond(10_000)), run, Pauses.NONE))
                .isEqualTo(34_560_000_000L)
                .isGreaterThan(Integer.MAX_VALUE);
        Arrivals.Open late = new Arrivals.Open(
                List.of(phase(new Profile.Constant(Rate.perSecond(0)), run), openEnded(10_000)), false);
        ArrivalSequence arrivals =
                ArrivalSequence.of(late, run.plusSeconds(1), new Seed(1).stream("late"), Pauses.NONE);
        long first = arrivals.next();
        assertThat(first).isCloseTo(run.toNanos() + 50_000, within(2_000L));
        assertThat(arrivals.next() - first).isCloseTo(100_000, within(2_000L));
    }

    @Test
    void a_ramp_from_nothing_has_a_quarter_of_its_arrivals_in_its_first_half() {
        Profile ramp = new Profile.Ramp(Rate.perSecond(0), Rate.perSecond(2));
        long half = HOUR.toNanos() / 2;
        assertThat(count(open(ramp, HOUR), offset -> true)).isEqualTo(3600);
        assertThat(count(open(ramp, HOUR), offset -> offset < half)).isEqualTo(900);
    }

    @Test
    void steps_climb_in_equal_stairs() {
        Profile steps = new Profile.Steps(Rate.perSecond(1), Rate.perSecond(3), 3);
        long third = HOUR.toNanos() / 3;
        assertThat(count(open(steps, HOUR), offset -> offset < third)).isEqualTo(1200);
        assertThat(count(open(steps, HOUR), offset -> offset >= 2 * third)).isEqualTo(3600);
    }

    @Test
    void a_spike_lasts_as_long_as_it_says() {
        Profile spike = new Profile.Spike(
                Rate.perSecond(1), Rate.perSecond(50), Duration.ofMinutes(10), Duration.ofSeconds(30));
        assertThat(count(open(spike, HOUR), offset -> offset >= 600e9 && offset < 630e9))
                .isEqualTo(1500);
        assertThat(count(open(spike, HOUR), offset -> true)).isEqualTo(3600 - 30 + 1500);
    }

    @Test
    void a_sine_wave_has_its_mean_over_whole_periods_and_more_in_the_first_half_of_each() {
        Profile sine = new Profile.Sine(Rate.perSecond(10), Rate.perSecond(10), Duration.ofMinutes(20));
        assertThat(count(open(sine, HOUR), offset -> true)).isEqualTo(36_000);
        long rising = count(open(sine, HOUR), offset -> offset < 600e9);
        // integral of 10 + 10 sin over half a period: 6,000 + 10 P / pi
        assertThat((double) rising).isCloseTo(6000 + 10 * 1200 / Math.PI, within(1.0));
    }

    @Test
    void phases_follow_each_other_and_what_lies_beyond_the_run_never_arrives() {
        Arrivals.Open arrivals = new Arrivals.Open(
                List.of(
                        phase(new Profile.Constant(Rate.perSecond(2)), Duration.ofMinutes(1)),
                        phase(new Profile.Constant(Rate.perSecond(0)), Duration.ofMinutes(1)),
                        openEnded(1)),
                false);
        Duration run = Duration.ofMinutes(3);
        ArrivalSequence sequence = ArrivalSequence.of(arrivals, run, new Seed(1).stream("x"), Pauses.NONE);
        assertThat(count(sequence, offset -> true)).isEqualTo(180);
        assertThat(ArrivalSequence.expected(arrivals, run, Pauses.NONE)).isEqualTo(180);
    }

    /** Three pauses of 6 s, at 20, 40 and 60 s. */
    private static final Pauses PAUSES = new Pauses(20_000_000_000L, 6_000_000_000L, 1_000_000_000L, 1, 3);

    @Property(tries = 200)
    void pauses_leave_out_what_falls_into_them_and_change_nothing_else(
            @ForAll @DoubleRange(min = 0.01, max = 30) double from,
            @ForAll @DoubleRange(min = 0.01, max = 30) double to,
            @ForAll boolean poisson) {
        Arrivals.Open arrivals = new Arrivals.Open(
                List.of(
                        phase(new Profile.Ramp(Rate.perSecond(from), Rate.perSecond(to)), Duration.ofSeconds(33)),
                        openEnded(to)),
                poisson);
        Duration run = Duration.ofSeconds(80);
        List<Long> all = offsets(ArrivalSequence.of(arrivals, run, new Seed(5).stream("q"), Pauses.NONE));
        List<Long> kept =
                all.stream().filter(offset -> !PAUSES.contains(offset)).toList();

        ArrivalSequence pausing = ArrivalSequence.of(arrivals, run, new Seed(5).stream("q"), PAUSES);
        assertThat(offsets(pausing)).isEqualTo(kept);

        ArrivalSequence numbered = ArrivalSequence.of(arrivals, run, new Seed(5).stream("q"), PAUSES);
        for (long offset = numbered.next(); offset != ArrivalSequence.END; offset = numbered.next()) {
            assertThat(all.get((int) numbered.number())).isEqualTo(offset);
        }
        if (!poisson) {
            assertThat(ArrivalSequence.expected(arrivals, run, PAUSES)).isEqualTo(kept.size());
        }
    }

    @Test
    void an_arrival_that_rounding_puts_on_the_end_of_the_run_is_expected() {
        Arrivals.Open arrivals = new Arrivals.Open(
                List.of(
                        phase(new Profile.Ramp(Rate.perSecond(0.02), Rate.perSecond(19.42)), Duration.ofSeconds(33)),
                        openEnded(19.42)),
                false);
        Duration run = Duration.ofSeconds(80);
        List<Long> offsets = offsets(ArrivalSequence.of(arrivals, run, new Seed(5).stream("q"), PAUSES));
        assertThat(offsets.getLast()).isEqualTo(run.toNanos());
        assertThat(ArrivalSequence.expected(arrivals, run, PAUSES)).isEqualTo(offsets.size());
    }

    @Test
    void an_arrival_on_the_edge_of_a_pause_or_of_the_run_is_expected_as_it_comes() {
        // one arrival each 2 s, at 1, 3, 5, … s; with a pause from 19 to 25 s
        Pauses pauses = new Pauses(19_000_000_000L, 6_000_000_000L, 1_000_000_000L, 1, 1);
        Arrivals.Open arrivals = Arrivals.Open.constant(new Rate(1, Duration.ofSeconds(2)));
        for (long seconds = 30; seconds < 40; seconds++) {
            Duration run = Duration.ofSeconds(seconds);
            List<Long> offsets = offsets(ArrivalSequence.of(arrivals, run, new Seed(1).stream("q"), pauses));
            assertThat(offsets).doesNotContain(19_000_000_000L).contains(25_000_000_000L);
            assertThat(ArrivalSequence.expected(arrivals, run, pauses)).isEqualTo(offsets.size());
        }
    }

    private static List<Long> offsets(ArrivalSequence sequence) {
        List<Long> offsets = new ArrayList<>();
        for (long next = sequence.next(); next != ArrivalSequence.END; next = sequence.next()) {
            offsets.add(next);
        }
        return offsets;
    }

    @Property(tries = 50)
    void offsets_never_decrease_and_stay_in_the_run(
            @ForAll @DoubleRange(min = 0.01, max = 100) double from,
            @ForAll @DoubleRange(min = 0.01, max = 100) double to,
            @ForAll boolean poisson,
            @ForAll @IntRange(min = 1, max = 120) int seconds) {
        Arrivals.Open arrivals = new Arrivals.Open(
                List.of(
                        phase(new Profile.Ramp(Rate.perSecond(from), Rate.perSecond(to)), Duration.ofSeconds(60)),
                        openEnded(to)),
                poisson);
        Duration run = Duration.ofSeconds(seconds);
        ArrivalSequence sequence = ArrivalSequence.of(arrivals, run, new Seed(3).stream("p"), Pauses.NONE);
        long before = 0;
        for (long next = sequence.next(); next != ArrivalSequence.END; next = sequence.next()) {
            assertThat(next).isBetween(before, run.toNanos());
            before = next;
        }
    }

    @Property(tries = 20)
    void poisson_gaps_have_the_mean_and_the_spread_of_an_exponential(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        Arrivals.Open arrivals = new Arrivals.Open(List.of(openEnded(10)), true);
        ArrivalSequence sequence =
                ArrivalSequence.of(arrivals, Duration.ofHours(2), new Seed(seed).stream("p"), Pauses.NONE);
        double sum = 0;
        double squares = 0;
        int n = 0;
        long before = 0;
        for (long next = sequence.next(); next != ArrivalSequence.END; next = sequence.next()) {
            double gap = (next - before) / 1e9;
            before = next;
            sum += gap;
            squares += gap * gap;
            n++;
        }
        double mean = sum / n;
        assertThat(mean).isCloseTo(0.1, within(0.1 * 5 / Math.sqrt(n)));
        assertThat(Math.sqrt(squares / n - mean * mean)).isCloseTo(mean, within(0.1 * mean));
    }

    private static ArrivalSequence open(Profile profile, Duration run) {
        return ArrivalSequence.of(
                new Arrivals.Open(List.of(new Arrivals.Phase(profile, Optional.empty())), false),
                run,
                new Seed(1).stream("test"),
                Pauses.NONE);
    }

    private static Arrivals.Phase phase(Profile profile, Duration lasting) {
        return new Arrivals.Phase(profile, Optional.of(lasting));
    }

    private static Arrivals.Phase openEnded(double perSecond) {
        return new Arrivals.Phase(new Profile.Constant(Rate.perSecond(perSecond)), Optional.empty());
    }

    private static long count(ArrivalSequence arrivals, LongPredicate counted) {
        long count = 0;
        for (long next = arrivals.next(); next != ArrivalSequence.END; next = arrivals.next()) {
            count += counted.test(next) ? 1 : 0;
        }
        return count;
    }
}

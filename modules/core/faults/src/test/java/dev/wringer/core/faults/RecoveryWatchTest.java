package dev.wringer.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** When a system has recovered, second by second. */
class RecoveryWatchTest {
    private static final long SECOND = 1_000_000_000;
    private static final int GOOD = 3;
    private static final FaultPlan.Recovery RECOVERY =
            new FaultPlan.Recovery(GOOD, 0.1, Duration.ofMillis(10), Duration.ofSeconds(60));
    private static final EndpointId CHAT = new EndpointId("gateway", "/chat");
    private static final EndpointId ELSEWHERE = new EndpointId("store", "/items");

    /** What a second was like. */
    private enum Seen {
        GOOD,
        BAD,
        NOTHING
    }

    private static final Map<Seen, List<EndpointInterval>> REQUESTS = new EnumMap<>(Map.of(
            Seen.GOOD, requests(CHAT, 10, 0, 5),
            Seen.BAD, requests(CHAT, 0, 10, 5),
            Seen.NOTHING, requests(CHAT, 0, 0, 5)));

    private static List<EndpointInterval> requests(EndpointId id, int ok, int errors, long millis) {
        EndpointInterval interval = new EndpointInterval(id);
        for (int i = 0; i < ok + errors; i++) {
            interval.recordStart();
            interval.recordEnd(i < ok ? Outcome.OK : Outcome.RESET, 0, 0, millis * 1_000_000);
        }
        return List.of(interval);
    }

    private static List<EndpointInterval> requests(Seen seen) {
        return REQUESTS.get(seen);
    }

    private static RecoveryWatch watch(long removedNanos) {
        Steady steady = new Steady();
        steady.add(requests(CHAT, 100, 0, 20));
        return new RecoveryWatch(RECOVERY, List.of("gateway"), steady, removedNanos);
    }

    private static OptionalLong recovered(List<Seen> seconds) {
        RecoveryWatch watch = watch(0);
        for (int i = 0; i < seconds.size(); i++) {
            watch.add(i * SECOND, (i + 1) * SECOND, requests(seconds.get(i)), false);
        }
        return watch.recovered();
    }

    @Property(tries = 200)
    void it_recovers_with_the_first_of_enough_good_seconds_in_a_row(
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 2) Integer> kinds) {
        List<Seen> seconds = kinds.stream().map(kind -> Seen.values()[kind]).toList();
        assertThat(recovered(seconds)).isEqualTo(byTheBook(seconds));
    }

    /** Of the seconds with requests, the first that begins a run of {@value #GOOD} good ones. */
    private static OptionalLong byTheBook(List<Seen> seconds) {
        List<Integer> counting = new ArrayList<>();
        for (int i = 0; i < seconds.size(); i++) {
            if (seconds.get(i) != Seen.NOTHING) {
                counting.add(i);
            }
        }
        for (int i = 0; i + GOOD <= counting.size(); i++) {
            if (counting.subList(i, i + GOOD).stream().allMatch(at -> seconds.get(at) == Seen.GOOD)) {
                return OptionalLong.of(counting.get(i) * SECOND);
            }
        }
        return OptionalLong.empty();
    }

    @Property(tries = 200)
    void seconds_without_requests_change_nothing_but_the_time(
            @ForAll @Size(max = 20) List<Boolean> good, @ForAll @IntRange(min = 0, max = 20) int at) {
        List<Seen> seconds = new ArrayList<>(
                good.stream().map(it -> it ? Seen.GOOD : Seen.BAD).toList());
        OptionalLong before = recovered(seconds);
        int place = Math.min(at, seconds.size());
        seconds.add(place, Seen.NOTHING);
        OptionalLong after = recovered(seconds);
        assertThat(after.isPresent()).isEqualTo(before.isPresent());
        if (before.isPresent()) {
            long shift = place * SECOND <= before.getAsLong() ? SECOND : 0;
            assertThat(after).hasValue(before.getAsLong() + shift);
        }
    }

    @Property(tries = 200)
    void a_longer_bad_phase_never_gives_an_earlier_recovery(
            @ForAll @IntRange(min = 0, max = 30) int bad,
            @ForAll @IntRange(min = 0, max = 30) int more,
            @ForAll @Size(max = 20) List<Boolean> rest) {
        long shorter = recovered(badFor(bad, rest)).orElse(Long.MAX_VALUE);
        long longer = recovered(badFor(bad + more, rest)).orElse(Long.MAX_VALUE);
        assertThat(longer).isGreaterThanOrEqualTo(shorter);
    }

    private static List<Seen> badFor(int seconds, List<Boolean> rest) {
        List<Seen> all = new ArrayList<>(Collections.nCopies(seconds, Seen.BAD));
        rest.forEach(good -> all.add(good ? Seen.GOOD : Seen.BAD));
        return all;
    }

    @Property(tries = 200)
    void a_recovery_of_known_length_is_measured_within_a_second(
            @ForAll @IntRange(min = 0, max = 50_000) int badMillis,
            @ForAll @IntRange(min = 0, max = 999) int removedMillis) {
        long removed = removedMillis * 1_000_000L;
        RecoveryWatch watch = watch(removed);
        long truth = removed + badMillis * 1_000_000L;
        for (long from = 0; watch.recovered().isEmpty(); from += SECOND) {
            watch.add(from, from + SECOND, requests(from >= truth ? Seen.GOOD : Seen.BAD), false);
        }
        assertThat(watch.recovered().getAsLong() - truth).isBetween(0L, SECOND);
    }

    @Test
    void the_time_before_the_removal_does_not_count() {
        RecoveryWatch watch = watch(2 * SECOND);
        for (int i = 0; i < 5; i++) {
            watch.add(i * SECOND, (i + 1) * SECOND, requests(Seen.GOOD), false);
        }
        assertThat(watch.recovered()).hasValue(2 * SECOND);
    }

    @Test
    void answers_slower_than_usual_are_not_good_and_as_slow_as_usual_are() {
        assertThat(recoveredWith(requests(CHAT, 10, 0, 25))).isEmpty();
        assertThat(recoveredWith(requests(CHAT, 10, 0, 20))).hasValue(0);
    }

    @Test
    void as_many_errors_as_are_allowed_are_good_and_one_more_is_not() {
        assertThat(recoveredWith(requests(CHAT, 9, 1, 5))).hasValue(0);
        assertThat(recoveredWith(requests(CHAT, 8, 2, 5))).isEmpty();
    }

    @Test
    void services_that_the_fault_does_not_reach_say_nothing() {
        assertThat(recoveredWith(requests(ELSEWHERE, 10, 0, 5))).isEmpty();
        assertThat(recoveredWith(List.of(
                        requests(CHAT, 10, 0, 5).getFirst(),
                        requests(ELSEWHERE, 0, 10, 5).getFirst())))
                .hasValue(0);
    }

    @Test
    void an_endpoint_never_seen_before_the_faults_has_no_usual_time() {
        RecoveryWatch watch = new RecoveryWatch(RECOVERY, List.of("gateway"), new Steady(), 0);
        for (int i = 0; i < GOOD; i++) {
            watch.add(i * SECOND, (i + 1) * SECOND, requests(CHAT, 10, 0, 5_000), false);
        }
        assertThat(watch.recovered()).hasValue(0);
    }

    private static OptionalLong recoveredWith(List<EndpointInterval> each) {
        RecoveryWatch watch = watch(0);
        for (int i = 0; i < GOOD; i++) {
            watch.add(i * SECOND, (i + 1) * SECOND, each, false);
        }
        return watch.recovered();
    }

    @Test
    void bad_seconds_while_another_fault_is_there_do_not_count() {
        RecoveryWatch watch = watch(0);
        watch.add(0, SECOND, requests(Seen.GOOD), false);
        watch.add(SECOND, 2 * SECOND, requests(Seen.BAD), true);
        watch.add(2 * SECOND, 3 * SECOND, requests(Seen.GOOD), true);
        watch.add(3 * SECOND, 4 * SECOND, requests(Seen.GOOD), false);
        assertThat(watch.recovered()).hasValue(0);
    }

    @Test
    void its_time_is_over_when_no_good_seconds_that_began_in_it_can_be_completed() {
        RecoveryWatch bad = watch(0);
        bad.add(59 * SECOND, 60 * SECOND, requests(Seen.BAD), false);
        assertThat(bad.isOver(59 * SECOND)).isFalse();
        assertThat(bad.isOver(60 * SECOND)).isTrue();
        RecoveryWatch good = watch(0);
        good.add(59 * SECOND, 60 * SECOND, requests(Seen.GOOD), false);
        assertThat(good.isOver(60 * SECOND)).isFalse();
        good.add(60 * SECOND, 61 * SECOND, requests(Seen.BAD), false);
        assertThat(good.isOver(61 * SECOND)).isTrue();
        RecoveryWatch late = watch(0);
        late.add(61 * SECOND, 62 * SECOND, requests(Seen.GOOD), false);
        assertThat(late.isOver(62 * SECOND)).isTrue();
    }

    @Test
    void its_time_is_over_as_well_when_requests_stop_for_that_long_after_good_seconds() {
        RecoveryWatch watch = watch(0);
        watch.add(49 * SECOND, 50 * SECOND, requests(Seen.GOOD), false);
        watch.add(100 * SECOND, 101 * SECOND, requests(Seen.NOTHING), false);
        assertThat(watch.isOver(109 * SECOND)).isFalse();
        assertThat(watch.isOver(110 * SECOND)).isTrue();
        watch.add(108 * SECOND, 109 * SECOND, requests(Seen.GOOD), false);
        assertThat(watch.isOver(110 * SECOND)).isFalse();
    }
}

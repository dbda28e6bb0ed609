package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Residue;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Pauses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QuiesceTest {
    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    /** Eleven of two minutes in 48 hours. */
    private static final Pauses PAUSES = new Pauses(4 * HOUR, 2 * MINUTE, MINUTE, 1, 11);

    private static final Criterion ERRORS = new Criterion.ErrorRate(0.005, Optional.empty());

    private final List<Finding> onTheWay = new ArrayList<>();

    @Test
    void a_run_without_pauses_says_nothing_of_them() {
        Verdict verdict = new Judge(Given.soak(ERRORS).plan()).conclude(Remainder.NOTHING, true);
        assertThat(verdict.findings()).noneMatch(finding -> finding.criterion().equals(QuiesceExaminer.KEY));
    }

    @Test
    void nothing_left_at_any_checkpoint_passes() {
        Finding finding = only(judged(k -> with(0, 0, 12, 150)));
        assertThat(finding.state()).isEqualTo(State.PASS);
        assertThat(finding.subject()).isEqualTo("gateway");
        assertThat(finding.text())
                .contains("nothing is left at 11 checkpoints", "sockets 12", "live memory 150 MiB", "0.025 %");
    }

    @Test
    void something_left_once_is_a_warning() {
        Finding finding = only(judged(k -> with(k == 3 ? 2 : 0, 0, 12, 150)));
        assertThat(finding.state()).isEqualTo(State.WARN);
        assertThat(finding.text()).contains("2 open sessions", "checkpoint 4", "16:00:00");
    }

    @Test
    void something_left_at_two_checkpoints_in_a_row_fails_for_certain_at_once() {
        Finding finding = only(judged(k -> with(0, k == 3 || k == 4 ? 1 : 0, 12, 150)));
        assertThat(finding.state()).isEqualTo(State.FAIL);
        assertThat(finding.certain()).isTrue();
        assertThat(finding.window()).hasValue(5 * 240);
        assertThat(onTheWay.subList(0, 4)).noneMatch(Finding::certain);
        assertThat(onTheWay.get(4).certain()).isTrue();
    }

    @Test
    void something_left_at_two_checkpoints_apart_is_a_warning() {
        assertThat(only(judged(k -> with(k % 2, 0, 12, 150))).state()).isEqualTo(State.WARN);
    }

    @Test
    void something_left_in_one_service_and_then_in_another_is_no_row() {
        List<Finding> findings = judged(
                plan(PAUSES),
                LongStream.range(0, 11).boxed().toList(),
                k -> new Checkpoint(
                        k,
                        Instant.EPOCH,
                        List.of(named("a", with(k == 3 ? 1 : 0, 0, 1, 1)), named("b", with(k == 4 ? 1 : 0, 0, 1, 1)))));
        assertThat(findings).extracting(Finding::state).containsOnly(State.WARN);
    }

    @Test
    void stuck_sessions_that_the_simulation_allows_may_be_left() {
        JudgePlan plan = Given.soak(new Criterion.StuckSessions(2)).plan().with(PAUSES, Optional.empty());
        assertThat(judged(plan, all(), k -> checkpoint(k, with(2, 0, 1, 1))))
                .extracting(Finding::state)
                .containsExactly(State.PASS);
        assertThat(judged(plan, all(), k -> checkpoint(k, with(3, 0, 1, 1))))
                .extracting(Finding::state)
                .containsExactly(State.FAIL);
    }

    @Test
    void sockets_that_grow_by_more_than_one_per_checkpoint_fail_and_by_one_do_not() {
        Finding two = only(judged(k -> with(0, 0, 12 + 2 * k, 150)));
        assertThat(two.state()).isEqualTo(State.FAIL);
        assertThat(two.text()).contains("sockets grow from 12 to 32 over 11 checkpoints", "55 of 55 pairs");
        assertThat(only(judged(k -> with(0, 0, 12 + k, 150))).state()).isEqualTo(State.PASS);
        assertThat(only(judged(k -> with(0, 0, k == 10 ? 500 : 12, 150))).state())
                .isEqualTo(State.PASS);
    }

    @Test
    void too_few_checkpoints_show_no_growth_and_say_so() {
        Pauses three = new Pauses(4 * HOUR, 2 * MINUTE, MINUTE, 1, 3);
        List<Finding> findings =
                judged(plan(three), List.of(0L, 1L, 2L), k -> checkpoint(k, with(0, 0, 12 + 20 * k, 150 + 50.0 * k)));
        assertThat(findings).extracting(Finding::state).containsExactly(State.PASS);
        assertThat(findings.getFirst().text()).contains("sockets 12 to 52", "too few to show growth, 7 are needed");
    }

    /** 512 MiB, 10 % of it tolerated over 48 h: 1.07 MiB/h. */
    @Test
    void live_memory_that_grows_at_twice_the_tolerated_slope_fails_and_at_half_of_it_does_not() {
        Finding twice = only(judged(k -> with(0, 0, 12, 150 + 4 * 2.14 * k)));
        assertThat(twice.state()).isEqualTo(State.FAIL);
        assertThat(twice.text()).contains("live memory grows", "2.14 MiB/h", "1.07 MiB/h");
        assertThat(only(judged(k -> with(0, 0, 12, 150 + 4 * 0.53 * k))).state())
                .isEqualTo(State.PASS);
    }

    @Test
    void memory_whose_garbage_was_not_collected_is_not_tested() {
        Finding finding = only(judged(k -> new Residue(
                "gateway",
                OptionalLong.of(0),
                OptionalLong.of(0),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.of(150 + 40.0 * k),
                OptionalDouble.empty(),
                "not a JVM")));
        assertThat(finding.state()).isEqualTo(State.PASS);
        assertThat(finding.text()).contains("garbage not collected: not a JVM").doesNotContain("150");
    }

    @Test
    void a_service_that_nobody_answered_for_is_not_called_clean() {
        Residue silent = new Residue(
                "gateway",
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                "no answer in time");
        assertThat(only(judged(k -> silent)).state()).isEqualTo(State.INCONCLUSIVE);
    }

    @Test
    void checkpoints_that_never_came_leave_it_open() {
        List<Finding> findings = judged(plan(PAUSES), List.of(0L, 1L, 2L), k -> checkpoint(k, with(0, 0, 12, 150)));
        assertThat(findings).extracting(Finding::state).containsExactlyInAnyOrder(State.INCONCLUSIVE, State.PASS);
        assertThat(findings.getFirst().text()).contains("only 3 of 11 planned checkpoints came");
    }

    @Test
    void a_run_that_is_stopped_owes_only_the_checkpoints_that_were_due() {
        Given soak = Given.soak(ERRORS);
        Judge judge = new Judge(soak.plan().with(PAUSES, Optional.empty()));
        for (long i = 0; i < 600; i++) {
            judge.observe(soak.window(i).done());
        }
        judge.checkpoint(checkpoint(0, with(0, 0, 12, 150)));
        assertThat(quiesce(judge.conclude(Remainder.NOTHING, true)).getFirst().text())
                .contains("only 1 of 11 planned checkpoints came, 2 until the run was stopped");
        judge.checkpoint(checkpoint(1, with(0, 0, 12, 150)));
        assertThat(quiesce(judge.conclude(Remainder.NOTHING, true)))
                .extracting(Finding::state)
                .containsExactly(State.PASS);
    }

    @Test
    void a_pause_is_neither_missing_nor_a_standstill_nor_a_wave_of_errors() {
        Given soak = Given.soak(ERRORS, new Criterion.UnfinishedRequests(0), new Criterion.MemoryStable(0.1));
        Verdict verdict = soak.judged(i -> i % 240 < 5 && i >= 240
                ? soak.window(i)
                        .paused()
                        .requests(0, 3, dev.wringer.core.model.Outcome.TIMEOUT, 10_000)
                        .done()
                : soak.window(i).done());
        assertThat(verdict.state()).isEqualTo(State.PASS);
        assertThat(verdict.reasons().getFirst()).contains("2,880 of 2,880 windows", "55 in pauses of the load");
    }

    private static List<Long> all() {
        return LongStream.range(0, 11).boxed().toList();
    }

    private static JudgePlan plan(Pauses pauses) {
        return Given.soak(ERRORS, new Criterion.MemoryStable(0.1))
                .limit("gateway", 512)
                .plan()
                .with(pauses, Optional.empty());
    }

    private List<Finding> judged(LongFunction<Residue> residues) {
        return judged(plan(PAUSES), all(), k -> checkpoint(k, residues.apply(k)));
    }

    private List<Finding> judged(JudgePlan plan, List<Long> numbers, LongFunction<Checkpoint> checkpoints) {
        Judge judge = new Judge(plan);
        for (long number : numbers) {
            judge.checkpoint(checkpoints.apply(number)).stream()
                    .filter(finding -> finding.criterion().equals(QuiesceExaminer.KEY))
                    .forEach(onTheWay::add);
        }
        return quiesce(judge.conclude(Remainder.NOTHING, false));
    }

    private static List<Finding> quiesce(Verdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> finding.criterion().equals(QuiesceExaminer.KEY))
                .toList();
    }

    private static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static Checkpoint checkpoint(long number, Residue residue) {
        return new Checkpoint(number, Instant.EPOCH, List.of(residue));
    }

    private static Residue named(String service, Residue residue) {
        return new Residue(
                service,
                residue.sessionsOpen(),
                residue.inFlight(),
                residue.sockets(),
                residue.openFiles(),
                residue.threads(),
                residue.memoryMb(),
                residue.liveMemoryMb(),
                residue.garbage());
    }

    private static Residue with(long sessions, long requests, long sockets, double liveMib) {
        return new Residue(
                "gateway",
                OptionalLong.of(sessions),
                OptionalLong.of(requests),
                OptionalLong.of(sockets),
                OptionalLong.of(80),
                OptionalLong.of(30),
                OptionalDouble.of(liveMib + 40),
                OptionalDouble.of(liveMib),
                Residue.COLLECTED);
    }
}

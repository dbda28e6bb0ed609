package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Residue;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.ChaosPhase;
import dev.wringer.core.model.Condition;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.Figure;
import dev.wringer.core.model.MetricTest;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Pauses;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.core.model.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What windows within faults count for, and what they do not. */
class FaultMaskingTest {
    private static final Criterion RATE = new Criterion.ErrorRate(0.05, Optional.empty());
    private static final Criterion RESTARTS = new Criterion.Restarts(0);
    private static final PlannedFault KILL = Recorded.kill("kill", 20, 10);

    private static Finding of(Verdict verdict, String criterion) {
        return verdict.findings().stream()
                .filter(finding -> finding.criterion().equals(criterion))
                .findFirst()
                .orElseThrow();
    }

    /** A minute: windows 4 and 5 within the kill, 6 and 7 recovering from it. */
    private static Given.WindowOf phased(Given given, long index) {
        Given.WindowOf window = given.window(index);
        if (index == 4 || index == 5) {
            return window.faults("kill");
        }
        return index == 6 || index == 7 ? window.recovering("kill") : window;
    }

    private static Finding judged(Criterion criterion, long... failing) {
        Given given = Given.minute(criterion).faults(KILL);
        Verdict verdict = given.judged(i -> {
            boolean bad = LongStream.of(failing).anyMatch(each -> each == i);
            return phased(given, i)
                    .requests(bad ? 0 : 400, bad ? 400 : 0, Outcome.RESET, 20)
                    .done();
        });
        return of(verdict, criterion.key());
    }

    @Test
    void errors_within_a_fault_and_its_recovery_are_left_out_unless_told_otherwise() {
        assertThat(judged(RATE, 4, 5, 6, 7).state()).isEqualTo(State.PASS);
        assertThat(judged(RATE, 3).state()).isEqualTo(State.FAIL);
        assertThat(judged(RATE, 8).state()).isEqualTo(State.FAIL);
    }

    @Test
    void each_phase_sees_its_own_windows_and_no_others() {
        Map<ChaosPhase, List<Long>> own = Map.of(
                ChaosPhase.BEFORE, List.of(0L, 3L),
                ChaosPhase.DURING, List.of(4L, 5L),
                ChaosPhase.RECOVERY, List.of(6L, 7L),
                ChaosPhase.AFTER, List.of(8L, 11L),
                ChaosPhase.ALWAYS, List.of(0L, 4L, 6L, 8L, 11L));
        own.forEach((phase, windows) -> {
            Criterion criterion = new Criterion.InPhase(phase, RATE);
            for (long window = 0; window < 12; window++) {
                State state = judged(criterion, window).state();
                if (windows.contains(window)) {
                    assertThat(state).as("%s, window %d", phase, window).isEqualTo(State.FAIL);
                }
            }
        });
        assertThat(judged(new Criterion.InPhase(ChaosPhase.DURING, RATE), 3, 6, 8)
                        .state())
                .isEqualTo(State.PASS);
        assertThat(judged(new Criterion.InPhase(ChaosPhase.AFTER, RATE), 3, 4, 7)
                        .state())
                .isEqualTo(State.PASS);
        assertThat(judged(new Criterion.InPhase(ChaosPhase.BEFORE, RATE), 4, 7, 8)
                        .state())
                .isEqualTo(State.PASS);
        assertThat(judged(new Criterion.InPhase(ChaosPhase.RECOVERY, RATE), 3, 5, 8)
                        .state())
                .isEqualTo(State.PASS);
    }

    @Test
    void a_phase_that_never_came_decides_nothing() {
        Criterion during = new Criterion.InPhase(ChaosPhase.DURING, RATE);
        Given given = Given.minute(during);
        Finding finding = of(given.judged(i -> given.window(i).done()), "during.error-rate");
        assertThat(finding.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(finding.text()).isEqualTo("no window in the phase during");
    }

    private static Finding restartsOf(Criterion criterion, LongFunction<ServiceInterval> service) {
        Given given = Given.minute(criterion).faults(KILL);
        Verdict verdict =
                given.judged(i -> phased(given, i).service(service.apply(i)).done());
        return of(verdict, criterion.key());
    }

    private static ServiceInterval service(String name, long restarts, double uptimeHours) {
        ServiceInterval any = Given.serviceWith(name, OptionalDouble.empty(), 0, restarts, 0);
        return new ServiceInterval(
                any.service(),
                any.port(),
                any.memoryMb(),
                any.memoryFloorMb(),
                any.cpuPct(),
                any.openFiles(),
                any.threads(),
                any.sessionsOpen(),
                any.sessionsStuck(),
                any.restarts(),
                OptionalDouble.of(uptimeHours),
                any.healthChecks(),
                any.healthFailures(),
                any.gauges());
    }

    @Test
    void the_restart_by_a_kill_does_not_count_nor_does_it_in_the_phase_after() {
        assertThat(restartsOf(RESTARTS, i -> service("gateway", i < 5 ? 0 : 1, i < 5 ? 9 : 0.1))
                        .state())
                .isEqualTo(State.PASS);
        Criterion after = new Criterion.InPhase(ChaosPhase.AFTER, RESTARTS);
        assertThat(restartsOf(after, i -> service("gateway", i < 5 ? 0 : 1, i < 5 ? 9 : 0.1))
                        .state())
                .isEqualTo(State.PASS);
        assertThat(restartsOf(after, i -> service("gateway", i < 10 ? 0 : 1, i < 10 ? 9 : 0.1))
                        .state())
                .isEqualTo(State.FAIL);
    }

    @Test
    void a_process_replaced_within_the_fault_may_be_seen_in_the_window_after() {
        assertThat(restartsOf(RESTARTS, i -> service("gateway", i < 5 ? 0 : 1, i < 8 ? 9 : 0.1))
                        .state())
                .isEqualTo(State.PASS);
        assertThat(restartsOf(RESTARTS, i -> service("gateway", i < 5 ? 0 : 1, i < 9 ? 9 : 0.1))
                        .state())
                .isEqualTo(State.FAIL);
    }

    @Test
    void a_second_restart_is_not_the_kills() {
        assertThat(restartsOf(RESTARTS, i -> service("gateway", i < 5 ? 0 : i < 7 ? 1 : 2, 9))
                        .text())
                .startsWith("1 restart of 1 service (gateway 1)");
        assertThat(restartsOf(RESTARTS, i -> service("gateway", i < 5 ? 0 : i < 8 ? 1 : 2, 9))
                        .state())
                .isEqualTo(State.FAIL);
    }

    @Test
    void a_kill_excuses_its_own_service_alone() {
        assertThat(restartsOf(RESTARTS, i -> service("engine", i < 5 ? 0 : 1, 9))
                        .state())
                .isEqualTo(State.FAIL);
    }

    @Test
    void a_crash_loop_excuses_any_number_and_a_fault_that_takes_nothing_down_none() {
        Fault loop = new ProcessFault.CrashLoop(Duration.ofSeconds(1));
        assertThat(restartsWithin(loop, 7).state()).isEqualTo(State.PASS);
        assertThat(restartsWithin(new ProcessFault.Pause(), 1).state()).isEqualTo(State.FAIL);
    }

    private static Finding restartsWithin(Fault fault, long restarts) {
        Given given = Given.minute(RESTARTS).faults(Recorded.planned("kill", fault, "gateway", 20, 10));
        return of(
                given.judged(i -> phased(given, i)
                        .service(service("gateway", i < 5 ? 0 : restarts, 9))
                        .done()),
                "restarts");
    }

    @Test
    void sessions_that_a_fault_left_stuck_are_not_of_the_phase_after() {
        Criterion after = new Criterion.InPhase(ChaosPhase.AFTER, new Criterion.StuckSessions(0));
        assertThat(restartsOf(after, i -> Given.serviceWith("gateway", OptionalDouble.empty(), i < 5 ? 0 : 3, 0, 0))
                        .state())
                .isEqualTo(State.PASS);
        assertThat(restartsOf(after, i -> Given.serviceWith("gateway", OptionalDouble.empty(), i < 10 ? 0 : 3, 0, 0))
                        .state())
                .isEqualTo(State.FAIL);
    }

    @Test
    void a_counter_that_went_on_within_the_fault_does_not_jump_after_it() {
        Series rate = new Series(new Figure.CounterRate("jobs_total"), "gateway");
        Criterion never = new Criterion.Metric(
                "jobs", rate, new MetricTest.Never(new Condition(Condition.Comparison.ABOVE, 20), Duration.ZERO));
        Criterion after = new Criterion.InPhase(ChaosPhase.AFTER, never);
        assertThat(counted(after, i -> 50.0 * i).state()).isEqualTo(State.PASS);
        assertThat(counted(after, i -> i < 10 ? 50.0 * i : 150.0 * i).state()).isEqualTo(State.FAIL);
    }

    private static Finding counted(Criterion criterion, LongToDoubleFunction jobs) {
        Given given = Given.of(Duration.ofSeconds(5), 24, List.of(criterion)).faults(KILL);
        return of(
                given.judged(i -> phased(given, i)
                        .service(counting(jobs.applyAsDouble(i)))
                        .done()),
                criterion.key());
    }

    private static ServiceInterval counting(double jobs) {
        ServiceInterval any = Given.serviceWith("gateway", OptionalDouble.empty(), 0, 0, 0);
        return new ServiceInterval(
                any.service(),
                any.port(),
                any.memoryMb(),
                any.memoryFloorMb(),
                any.cpuPct(),
                any.openFiles(),
                any.threads(),
                any.sessionsOpen(),
                any.sessionsStuck(),
                any.restarts(),
                any.uptimeHours(),
                any.healthChecks(),
                any.healthFailures(),
                new TreeMap<>(Map.of("jobs_total", jobs)));
    }

    @Test
    void a_request_that_hangs_within_a_fault_is_stuck_only_if_it_still_is_after_it() {
        Criterion unfinished = new Criterion.UnfinishedRequests(0);
        Given given = Given.minute(unfinished).faults(KILL);
        assertThat(of(given.judged(i -> hanging(given, i, 7)), unfinished.key()).state())
                .isEqualTo(State.PASS);
        Finding stuck = of(given.judged(i -> hanging(given, i, 8)), unfinished.key());
        assertThat(stuck.state()).isEqualTo(State.FAIL);
        assertThat(stuck.window()).hasValue(8);
    }

    private static Window hanging(Given given, long index, long last) {
        EndpointInterval interval = Given.interval(Given.CHAT, 60, 0, Outcome.OK, 20);
        if (index >= 4 && index <= last) {
            interval.recordInFlight(1, Duration.ofSeconds(60).toNanos());
        }
        return phased(given, index).endpoint(interval).done();
    }

    @Test
    void a_phase_is_compared_with_the_earlier_run() {
        Criterion.NoWorse deciding = new Criterion.NoWorse(Optional.empty(), 95, 0.1, 0.001, true);
        Criterion after = new Criterion.InPhase(ChaosPhase.AFTER, deciding);
        assertThat(afterwards(after, 20).state()).isEqualTo(State.PASS);
        assertThat(afterwards(after, 30).state()).isEqualTo(State.FAIL);
    }

    private static Finding afterwards(Criterion criterion, double millis) {
        Given soak = Given.soak(criterion).faults(KILL);
        Given.Windows earlier = i -> soak.window(i).done();
        Baseline baseline = Baseline.of(soak.plan(), LongStream.range(0, 2_880).mapToObj(earlier::at));
        Judge judge = new Judge(soak.plan(), Optional.of(baseline));
        for (long i = 0; i < 2_880; i++) {
            Given.WindowOf window = soak.window(i).requests(60, 0, Outcome.OK, i < 300 ? 20 : millis);
            judge.observe((i < 200 || i >= 300 ? window : window.faults("kill")).done());
        }
        Verdict verdict = judge.conclude(Remainder.NOTHING, false);
        assertThat(verdict.findings()).noneMatch(finding -> finding.criterion().equals("baseline"));
        return of(verdict, "after.baseline");
    }

    @Test
    void a_run_that_is_stopped_may_have_within_faults_what_was_planned_until_then() {
        Given given = Given.minute(RATE).faults(Recorded.reset("late", 30, 30));
        Verdict verdict = given.judged(
                i -> (i % 2 == 0 ? given.window(i).faults("late") : given.window(i)).done(),
                0,
                6,
                Remainder.NOTHING,
                true);
        assertThat(verdict.reasons())
                .anyMatch(reason -> reason.contains("3 of 6 windows lie within faults, at most 1"));
        Given planned = Given.minute(RATE).faults(Recorded.reset("late", 5, 20));
        assertThat(planned.judged(i -> (i % 2 == 0 ? planned.window(i).faults("late") : planned.window(i)).done())
                        .reasons())
                .noneMatch(reason -> reason.contains("lie within faults"));
    }

    @Test
    void checkpoints_within_a_fault_do_not_count() {
        assertThat(checkpoints(true).state()).isEqualTo(State.PASS);
        assertThat(checkpoints(false).state()).isEqualTo(State.FAIL);
    }

    /** Something is left at the third and the fourth of eleven checkpoints. */
    private static Finding checkpoints(boolean disturbed) {
        long hour = Duration.ofHours(1).toNanos();
        Pauses pauses = new Pauses(4 * hour, hour / 30, hour / 60, 1, 11);
        Given soak = Given.soak(RATE).faults(KILL);
        Judge judge = new Judge(soak.plan().with(pauses, Optional.empty()));
        for (long i = 0; i < 2_880; i++) {
            boolean third = i >= 3 * 240 && i < 5 * 240;
            Given.WindowOf window = soak.window(i);
            judge.observe((disturbed && third ? window.recovering("kill") : window).done());
            if (i % 240 == 0 && i > 0) {
                long number = i / 240 - 1;
                judge.checkpoint(new Checkpoint(number, Instant.EPOCH, List.of(left(third ? 1 : 0))));
            }
        }
        return of(judge.conclude(Remainder.NOTHING, false), QuiesceExaminer.KEY);
    }

    private static Residue left(long sessions) {
        return new Residue(
                "gateway",
                OptionalLong.of(sessions),
                OptionalLong.of(0),
                OptionalLong.of(12),
                OptionalLong.of(80),
                OptionalLong.of(30),
                OptionalDouble.of(190),
                OptionalDouble.of(150),
                Residue.COLLECTED);
    }
}

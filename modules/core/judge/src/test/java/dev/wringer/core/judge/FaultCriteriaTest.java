package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.PlannedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the records of faults show: one minute of 5-second windows each time, faults of a kill at 10 s for 5 s. */
class FaultCriteriaTest {
    private static final PlannedFault KILL = Recorded.kill("kill-1", 10, 5);
    private static final PlannedFault RESET = Recorded.reset("reset-1", 18, 4);
    private static final Criterion RECOVERY = new Criterion.Recovery(Duration.ofSeconds(10));

    private final List<Finding> onTheWay = new ArrayList<>();

    private Finding only(Criterion criterion, String key, FaultRecord... records) {
        List<Finding> findings = judged(criterion, 12, 60, records).findings().stream()
                .filter(finding -> finding.criterion().equals(key))
                .toList();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    /** Records come after the first window that holds their end. */
    private Verdict judged(Criterion criterion, long windows, long drivenSeconds, FaultRecord... records) {
        Given given = Given.minute(criterion).offered(720).faults(KILL, RESET);
        Judge judge = new Judge(given.plan());
        for (long i = 0; i < windows; i++) {
            judge.observe(given.window(i).done());
        }
        for (FaultRecord each : records) {
            onTheWay.addAll(judge.fault(each));
        }
        return judge.conclude(Remainder.NOTHING, drivenSeconds < 60, drivenSeconds * Recorded.SECOND);
    }

    private static Finding of(Verdict verdict, String criterion) {
        return verdict.findings().stream()
                .filter(finding -> finding.criterion().equals(criterion))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void faults_that_were_confirmed_and_are_gone_pass() {
        Finding finding = only(
                RECOVERY, "faults", Recorded.of(KILL).done(), Recorded.of(RESET).done());
        assertThat(finding.state()).isEqualTo(State.PASS);
        assertThat(finding.text()).isEqualTo("2 of 2 faults confirmed and confirmed gone");
    }

    @Test
    void a_fault_whose_effect_nobody_saw_decides_nothing_and_says_what_was_seen() {
        Finding finding = only(
                RECOVERY,
                "faults",
                Recorded.of(KILL).notConfirmed("not confirmed: pid 7 is alive").done(),
                Recorded.of(RESET).done());
        assertThat(finding.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(finding.subject()).isEqualTo("kill-1");
        assertThat(finding.text())
                .isEqualTo("kill-1: killed (SIGKILL), gateway, from 0:00:10 to 0:00:15: not confirmed: pid 7 is alive");
    }

    @Test
    void a_fault_that_was_not_applied_decides_nothing() {
        Finding finding = only(
                RECOVERY,
                "faults",
                Recorded.of(KILL).notApplied("not applied: no permission").done(),
                Recorded.of(RESET).done());
        assertThat(finding.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(finding.text()).contains("not applied: no permission");
    }

    @Test
    void a_fault_that_is_not_known_to_be_gone_makes_the_run_invalid() {
        Verdict verdict = judged(
                RECOVERY, 12, 60, Recorded.of(KILL).notGone("not removed: busy").done());
        assertThat(verdict.state()).isEqualTo(State.INVALID);
        assertThat(verdict.findings().getFirst().subject()).isEqualTo("kill-1");
        assertThat(verdict.findings().getFirst().text()).contains("never removed: not removed: busy");
    }

    @Test
    void a_planned_fault_without_a_record_did_not_come_about() {
        Finding finding = only(RECOVERY, "faults", Recorded.of(KILL).done());
        assertThat(finding.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(finding.subject()).isEqualTo("reset-1");
        assertThat(finding.text()).contains("the run ended before it");
    }

    @Test
    void recoveries_in_time_pass_and_the_slowest_is_named() {
        Finding finding = only(
                RECOVERY,
                "recovery",
                Recorded.of(KILL).recoveredAfter(10).done(),
                Recorded.of(RESET).recoveredAfter(3).done());
        assertThat(finding.state()).isEqualTo(State.PASS);
        assertThat(finding.text()).isEqualTo("recovered from 2 faults within 10 s; the slowest was kill-1 with 10 s");
    }

    @Test
    void a_late_recovery_fails_for_certain_and_names_the_fault_its_times_and_both_figures() {
        Finding finding = only(
                RECOVERY,
                "recovery",
                Recorded.of(KILL).recoveredAfter(10.5).done(),
                Recorded.of(RESET).done());
        assertThat(finding.state()).isEqualTo(State.FAIL);
        assertThat(finding.certain()).isTrue();
        assertThat(finding.subject()).isEqualTo("kill-1");
        assertThat(finding.window()).hasValue(3);
        assertThat(finding.explanation().knownAfter()).hasValue(6);
        assertThat(finding.text())
                .isEqualTo("kill-1: killed (SIGKILL), gateway, from 0:00:10 to 0:00:15: recovered after 10.5 s,"
                        + " at most 10 s allowed");
    }

    @Test
    void a_system_that_never_recovers_fails_once_the_load_went_on_for_long_enough() {
        FaultRecord never = Recorded.of(KILL).notRecovered().done();
        Finding finding = of(judged(RECOVERY, 12, 60, never), "recovery");
        assertThat(finding.state()).isEqualTo(State.FAIL);
        assertThat(finding.text()).contains("kill-1", "not recovered 45 s after its end, at most 10 s allowed");
        assertThat(onTheWay).anyMatch(f -> f.criterion().equals("recovery") && f.certain());
    }

    @Test
    void a_run_that_is_stopped_while_the_system_recovers_is_no_failure() {
        FaultRecord cut = Recorded.of(KILL).notRecovered().done();
        Finding finding = of(judged(RECOVERY, 6, 29, cut), "recovery");
        assertThat(finding.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(finding.text()).contains("kill-1", "not recovered 14 s after its end, when the load ended");
        assertThat(onTheWay).noneMatch(f -> f.criterion().equals("recovery") && f.certain());
        assertThat(of(judged(RECOVERY, 6, 30, cut), "recovery").state()).isEqualTo(State.FAIL);
    }

    @Test
    void a_fault_that_was_removed_because_the_load_ended_is_no_failure() {
        FaultRecord cut = Recorded.of(KILL).notRecovered().done();
        assertThat(of(judged(RECOVERY, 3, 12, cut), "recovery").text())
                .contains("not recovered 0 ms after its end, when the load ended");
    }

    @Test
    void a_recovery_that_another_fault_stood_in_the_way_of_is_not_judged() {
        FaultRecord kill = Recorded.of(KILL).notRecovered().with("reset-1").done();
        Finding finding = only(
                RECOVERY,
                "recovery",
                kill,
                Recorded.of(RESET).recoveredAfter(2).with("kill-1").done());
        assertThat(finding.state()).isEqualTo(State.WARN);
        assertThat(finding.subject()).isEqualTo("kill-1");
        assertThat(finding.text()).endsWith("; not judged, for then reset-1 was there");
    }

    @Test
    void the_last_of_overlapping_faults_is_judged_all_the_same() {
        FaultRecord reset = Recorded.of(RESET).notRecovered().with("kill-1").done();
        Finding finding =
                only(RECOVERY, "recovery", Recorded.of(KILL).with("reset-1").done(), reset);
        assertThat(finding.state()).isEqualTo(State.FAIL);
        assertThat(finding.subject()).isEqualTo("reset-1");
    }

    @Test
    void a_recovery_that_no_requests_could_show_is_not_judged() {
        Verdict verdict =
                judgedWithRequestsUntil(4, Recorded.of(KILL).notRecovered().done());
        assertThat(verdict.findings().stream()
                        .filter(finding -> finding.criterion().equals("recovery"))
                        .map(Finding::state))
                .containsExactlyInAnyOrder(State.INCONCLUSIVE, State.WARN);
        assertThat(verdict.findings())
                .anyMatch(finding -> finding.text()
                        .endsWith("not recovered, at most 10 s allowed; not judged, for then no requests went to"
                                + " gateway"))
                .anyMatch(finding -> finding.text().equals("of no fault the recovery could be judged"));
    }

    @Test
    void a_recovery_that_requests_failed_to_show_is_a_failure() {
        Verdict verdict =
                judgedWithRequestsUntil(5, Recorded.of(KILL).notRecovered().done());
        assertThat(of(verdict, "recovery").state()).isEqualTo(State.FAIL);
    }

    @Test
    void one_recovery_that_could_be_judged_is_enough() {
        Verdict verdict = judgedWithRequestsUntil(
                4, Recorded.of(KILL).done(), Recorded.of(RESET).notRecovered().done());
        assertThat(of(verdict, "recovery").state()).isEqualTo(State.WARN);
        assertThat(of(verdict, "recovery").subject()).isEqualTo("reset-1");
    }

    private static Verdict judgedWithRequestsUntil(long end, FaultRecord... records) {
        Given given = Given.minute(RECOVERY).faults(KILL, RESET);
        Judge judge = new Judge(given.plan());
        for (long i = 0; i < 12; i++) {
            judge.observe(given.window(i)
                    .requests(i < end ? 60 : 0, 0, Outcome.OK, 20)
                    .done());
        }
        for (FaultRecord each : records) {
            judge.fault(each);
        }
        return judge.conclude(Remainder.NOTHING, false, 60 * Recorded.SECOND);
    }

    @Test
    void a_recovery_of_no_fault_decides_nothing() {
        Finding finding = of(judged(RECOVERY, 12, 60), "recovery");
        assertThat(finding.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(finding.text()).isEqualTo("no fault came about");
    }

    @Test
    void availability_is_a_share_of_each_fault_and_says_what_it_is_worth() {
        Criterion most = new Criterion.Availability(0.9);
        Finding passed =
                only(most, "availability", Recorded.of(KILL).inside(100, 10).done());
        assertThat(passed.state()).isEqualTo(State.PASS);
        assertThat(passed.text())
                .isEqualTo("at least 90 % of requests answered well within each of 1 fault, the least within kill-1;"
                        + " 90 % are needed; with 95 % confidence less than 16 % fail");
        Finding failed = only(
                most,
                "availability",
                Recorded.of(KILL).inside(100, 11).done(),
                Recorded.of(RESET).inside(900, 0).done());
        assertThat(failed.state()).isEqualTo(State.FAIL);
        assertThat(failed.certain()).isTrue();
        assertThat(failed.window()).hasValue(2);
        assertThat(failed.text())
                .isEqualTo("kill-1: killed (SIGKILL), gateway, from 0:00:10 to 0:00:15: 89 % of 100 requests were"
                        + " answered well, 90 % are needed");
    }

    @Test
    void availability_without_requests_or_without_a_confirmed_fault_decides_nothing() {
        Criterion most = new Criterion.Availability(0.9);
        assertThat(only(most, "availability", Recorded.of(KILL).inside(0, 0).done())
                        .state())
                .isEqualTo(State.INCONCLUSIVE);
        assertThat(only(
                                most,
                                "availability",
                                Recorded.of(KILL)
                                        .notConfirmed("no")
                                        .inside(9, 9)
                                        .done())
                        .state())
                .isEqualTo(State.INCONCLUSIVE);
    }

    @Test
    void errors_outside_of_the_blast_radius_add_up_over_faults() {
        Criterion none = new Criterion.OutsideBlastRadius(2);
        Finding passed = only(
                none,
                "outside-blast-radius",
                Recorded.of(KILL).outside(300, 1).done(),
                Recorded.of(RESET).outside(100, 1).done());
        assertThat(passed.state()).isEqualTo(State.PASS);
        assertThat(passed.text()).contains("2 of 400 requests", "2 faults", "at most 2 may", "95 % confidence");
        Finding failed = only(
                none,
                "outside-blast-radius",
                Recorded.of(RESET).outside(100, 1).done(),
                Recorded.of(KILL).outside(300, 2).done());
        assertThat(failed.state()).isEqualTo(State.FAIL);
        assertThat(failed.subject()).isEqualTo("kill-1");
        assertThat(failed.explanation().knownAfter()).hasValue(5);
        assertThat(failed.text())
                .isEqualTo("3 of 400 requests outside of the blast radius of 2 faults failed, at most 2 may; most of"
                        + " them, 2, with kill-1: killed (SIGKILL), gateway, from 0:00:10 to 0:00:15");
    }

    @Test
    void errors_outside_of_one_of_two_overlapping_faults_say_nothing() {
        Criterion none = new Criterion.OutsideBlastRadius(0);
        assertThat(only(
                                none,
                                "outside-blast-radius",
                                Recorded.of(KILL).with("reset-1").outside(9, 9).done())
                        .state())
                .isEqualTo(State.INCONCLUSIVE);
    }

    @Test
    void writes_that_can_all_be_read_pass_and_one_lost_fails_with_its_number() {
        Finding passed = lost(new Remainder.ReadBack(100, 100, 0, 0, -1));
        assertThat(passed.state()).isEqualTo(State.PASS);
        assertThat(passed.text()).contains("100 writes accepted", "95 % confidence less than 3 % fail");
        Finding failed = lost(new Remainder.ReadBack(100, 99, 1, 0, 42));
        assertThat(failed.state()).isEqualTo(State.FAIL);
        assertThat(failed.subject()).isEqualTo("notes");
        assertThat(failed.text()).contains("99 found, 1 lost", "the first lost is number 42");
        assertThat(lost(new Remainder.ReadBack(100, 99, 0, 1, -1)).state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(lost(new Remainder.ReadBack(0, 0, 0, 0, -1)).state()).isEqualTo(State.INCONCLUSIVE);
    }

    private static Finding lost(Remainder.ReadBack result) {
        Given given = Given.minute(new Criterion.NothingLost(0));
        Remainder remainder = new Remainder(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(Map.of("notes", result)));
        return of(given.judged(i -> given.window(i).done(), 0, 12, remainder, false), "nothing-lost");
    }
}

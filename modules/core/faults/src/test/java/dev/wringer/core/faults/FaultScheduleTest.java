package dev.wringer.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.FaultRule;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The seed and the file fix what goes wrong, and drawn faults keep within the bounds of the plan. */
class FaultScheduleTest {
    private static final Fault PAUSE = new ProcessFault.Pause();
    private static final Fault KILL = new ProcessFault.Kill();
    private static final Fault RESET = new ConnectionFault.Reset(1);
    private static final FaultRule ANY =
            Plans.rule("any", Plans.perHour(12), Plans.seconds(10, 600), List.of(PAUSE, KILL, RESET), "a", "b", "c");

    private static List<PlannedFault> schedule(long seed, FaultPlan plan) {
        return FaultSchedule.of(Plans.simulation(seed, plan));
    }

    @Property(tries = 50)
    void the_same_seed_gives_the_same_schedule_and_another_another(@ForAll long seed) {
        assertThat(schedule(seed, Plans.free(ANY))).isEqualTo(schedule(seed, Plans.free(ANY)));
        assertThat(schedule(seed, Plans.free(ANY))).isNotEqualTo(schedule(seed + 1, Plans.free(ANY)));
    }

    @Property(tries = 100)
    void drawn_faults_keep_within_every_bound(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int atOnce,
            @ForAll @IntRange(min = 1, max = 3) int services) {
        List<PlannedFault> faults = schedule(seed, Plans.plan(atOnce, services, Set.of("b"), Duration.ZERO, ANY));
        assertThat(faults).isNotEmpty();
        for (PlannedFault fault : faults) {
            List<PlannedFault> there = faults.stream()
                    .filter(other -> other.at().compareTo(fault.at()) <= 0
                            && other.until().compareTo(fault.at()) >= 0)
                    .toList();
            assertThat(there).hasSizeLessThanOrEqualTo(atOnce);
            assertThat(there.stream().map(PlannedFault::target).distinct()).hasSizeLessThanOrEqualTo(services);
            assertThat(fault.target()).isNotEqualTo(FaultTarget.of("b"));
            assertThat(fault.until()).isLessThan(Plans.RUN);
        }
    }

    @Property(tries = 100)
    void drawn_faults_are_as_far_apart_as_the_plan_says(@ForAll long seed) {
        Duration distance = Duration.ofMinutes(3);
        List<PlannedFault> faults = schedule(seed, Plans.plan(1, 1, Set.of(), distance, ANY));
        for (int i = 1; i < faults.size(); i++) {
            assertThat(faults.get(i).at())
                    .isGreaterThan(faults.get(i - 1).until().plus(distance));
        }
    }

    @Property(tries = 20)
    void a_fault_of_hours_holds_back_the_brief_ones_until_it_is_over(@ForAll long seed) {
        Duration distance = Duration.ofMinutes(3);
        FaultRule hours = Plans.rule("hours", Plans.perHour(1), Plans.seconds(3_600, 14_400), List.of(PAUSE), "a");
        FaultRule brief = Plans.rule("brief", Plans.perHour(60), Plans.seconds(1, 2), List.of(RESET), "b", "c");
        Duration over = Duration.ZERO;
        for (PlannedFault fault : schedule(seed, Plans.plan(1, 1, Set.of(), distance, hours, brief))) {
            assertThat(fault.at()).isGreaterThan(over);
            over = fault.until().plus(distance);
        }
    }

    @Property(tries = 50)
    void drawn_faults_never_exclude_each_other(@ForAll long seed) {
        List<PlannedFault> faults = schedule(seed, Plans.free(ANY));
        for (PlannedFault one : faults) {
            assertThat(faults.stream().filter(other -> !other.equals(one) && Exclusion.between(one, other)))
                    .isEmpty();
        }
    }

    @Property(tries = 50)
    void another_rule_does_not_change_what_this_one_draws(@ForAll long seed) {
        FaultRule other = Plans.rule("other", Plans.perHour(5), Plans.seconds(1, 2), List.of(RESET), "a", "b");
        FaultRule one = Plans.rule("one", Plans.perHour(5), Plans.seconds(1, 2), List.of(PAUSE), "a", "b");
        assertThat(schedule(seed, Plans.free(one, other)))
                .filteredOn(fault -> fault.id().startsWith("one-"))
                .isEqualTo(schedule(seed, Plans.free(one)));
    }

    @Test
    void unbounded_random_faults_come_at_their_mean_rate() {
        FaultRule brief = Plans.rule("brief", Plans.perHour(30), Plans.seconds(1, 1), List.of(RESET), "a", "b", "c");
        double mean = LongStream.range(0, 50)
                .mapToInt(seed -> schedule(seed, Plans.free(brief)).size())
                .average()
                .orElseThrow();
        // 30 per hour for 48 hours; four standard errors of the mean of 50 Poisson counts, and the end that is kept
        // free.
        assertThat(mean).isBetween(1440 - 4 * Math.sqrt(1440 / 50.0) - 5, 1440 + 4 * Math.sqrt(1440 / 50.0));
    }

    @Test
    void a_swarm_uses_other_kinds_with_each_seed_and_all_of_them_over_many() {
        FaultRule swarm = new FaultRule("swarm", ANY.faults(), ANY.targets(), ANY.timing(), ANY.lasting(), 1, 1, true);
        List<Set<String>> used = LongStream.range(0, 40)
                .mapToObj(seed -> schedule(seed, Plans.free(swarm)).stream()
                        .map(fault -> fault.fault().kind())
                        .collect(Collectors.toCollection(TreeSet::new)))
                .map(kinds -> (Set<String>) kinds)
                .toList();
        assertThat(used).allMatch(kinds -> !kinds.isEmpty());
        assertThat(used.stream().distinct().count()).isGreaterThan(3);
        assertThat(used).anyMatch(kinds -> kinds.size() < 3);
    }

    @Property(tries = 50)
    void severities_stay_within_their_bounds(@ForAll long seed) {
        FaultRule mild = new FaultRule(
                "mild", List.of(RESET), ANY.targets(), Plans.perHour(12), Plans.seconds(1, 5), 0.1, 0.5, false);
        assertThat(schedule(seed, Plans.free(mild)))
                .extracting(fault -> ((ConnectionFault) fault.fault()).share())
                .allSatisfy(share -> assertThat(share).isBetween(0.0999, 0.5001));
    }

    @Test
    void what_the_file_fixes_comes_as_it_says() {
        FaultRule once = Plans.rule(
                "once",
                new FaultRule.Timing.Once(Duration.ofMinutes(5)),
                new Distribution.Constant(Duration.ofSeconds(7)),
                List.of(PAUSE),
                "a");
        FaultRule daily = Plans.rule(
                "daily",
                new FaultRule.Timing.Cron("30 2 * * *"),
                new Distribution.Constant(Duration.ofSeconds(7)),
                List.of(RESET),
                "b");
        assertThat(schedule(1, Plans.free(once, daily)))
                .extracting(fault -> fault.id() + " at " + fault.at())
                .containsExactly("once at PT5M", "daily-1 at PT2H30M", "daily-2 at PT26H30M");
    }
}

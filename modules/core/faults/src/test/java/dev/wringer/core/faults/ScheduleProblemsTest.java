package dev.wringer.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultRule;
import dev.wringer.core.model.FaultRule.Timing;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.ProcessFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** For each problem a plan that has it and one that has not. */
class ScheduleProblemsTest {
    private static final Fault PAUSE = new ProcessFault.Pause();
    private static final Fault RESET = new ConnectionFault.Reset(1);

    private static List<String> problems(FaultRule... rules) {
        return ScheduleProblems.of(Plans.simulation(1, Plans.plan(1, 1, Set.of("c"), Duration.ZERO, rules))).stream()
                .map(problem -> problem.key() + ": " + problem.getMessage())
                .toList();
    }

    private static FaultRule at(String name, int hour, int hours, Fault fault, String... to) {
        return Plans.rule(
                name,
                new Timing.Once(Duration.ofHours(hour)),
                new Distribution.Constant(Duration.ofHours(hours)),
                List.of(fault),
                to);
    }

    private static FaultRule from(String from, Fault fault, String to) {
        FaultRule rule = at("link", 1, 1, fault, to);
        return new FaultRule(
                rule.name(),
                rule.faults(),
                List.of(new FaultTarget(Optional.of(to), Optional.of(from), List.of())),
                rule.timing(),
                rule.lasting(),
                1,
                1,
                false);
    }

    @Test
    void aFaultEndsWithinTheRun() {
        assertThat(problems(at("ok", 1, 46, PAUSE, "a"))).isEmpty();
        assertThat(problems(at("long", 1, 48, PAUSE, "a")))
                .singleElement()
                .asString()
                .startsWith("faults.plan.long.for");
        assertThat(problems(at("late", 47, 1, PAUSE, "a")))
                .singleElement()
                .asString()
                .startsWith("faults.plan.late.at");
    }

    @Test
    void faultsThatExcludeEachOtherDoNotOverlap() {
        assertThat(problems(at("one", 1, 2, PAUSE, "a"), at("two", 4, 2, PAUSE, "a")))
                .isEmpty();
        assertThat(problems(at("one", 1, 2, PAUSE, "a"), at("two", 2, 2, PAUSE, "b")))
                .isEmpty();
        assertThat(problems(at("one", 1, 2, PAUSE, "a"), at("two", 2, 2, PAUSE, "a")))
                .singleElement()
                .asString()
                .startsWith("faults.plan.two: pause of a")
                .contains("before one (pause) is over");
        assertThat(problems(at("one", 1, 2, PAUSE, "a"), at("two-2", 2, 2, new ProcessFault.Kill(), "a")))
                .singleElement()
                .asString()
                .startsWith("faults.plan.two-2:");
    }

    @Test
    void onlyAFaultOfTheMachineHasNoService() {
        FaultTarget machine = new FaultTarget(Optional.empty(), Optional.empty(), List.of());
        FaultRule burn = at("burn", 1, 1, new MachineFault.BurnCpu(1), "a");
        FaultRule whole =
                new FaultRule("burn", burn.faults(), List.of(machine), burn.timing(), burn.lasting(), 1, 1, false);
        assertThat(problems(whole)).isEmpty();
        assertThat(problems(new FaultRule(
                        "it", List.of(PAUSE), List.of(machine), burn.timing(), burn.lasting(), 1, 1, false)))
                .containsExactly("faults.plan.it.to: pause needs a service");
    }

    @Test
    void onlyConnectionsAndRequestsHaveAnOrigin() {
        assertThat(problems(from("b", RESET, "a"))).isEmpty();
        assertThat(problems(from("b", PAUSE, "a")))
                .containsExactly("faults.plan.link.from: pause is not a fault of a link");
    }

    @Test
    void aServiceThatFaultsNeverHitIsNotNamed() {
        assertThat(problems(at("it", 1, 1, PAUSE, "c"))).containsExactly("faults.plan.it.to: c is in faults.never");
    }

    @Test
    void aServiceThatWasNotLaunchedIsLeftAlone() {
        assertThat(problems(at("it", 1, 1, RESET, "d")))
                .containsExactly("faults.plan.it.to: d was not launched by Wringer");
    }

    @Test
    void processesOfAnAttachedServiceCannotBeReachedEvenWhenItIsAllowed() {
        assertThat(allowed(RESET)).isEmpty();
        assertThat(allowed(PAUSE)).containsExactly("faults.plan.it.to");
    }

    private static List<String> allowed(Fault fault) {
        var plan = Plans.plan(1, 1, Set.of(), Duration.ZERO, at("it", 1, 1, fault, "d"));
        var open = new dev.wringer.core.model.FaultPlan(
                plan.rules(), 1, 1, Set.of(), Duration.ZERO, Set.of("d"), plan.stopFile(), plan.recovery());
        return ScheduleProblems.of(Plans.simulation(1, open)).stream()
                .map(InvalidValue::key)
                .toList();
    }

    @Test
    void aPartitionIsOneOfLaunchedServicesFromOthersAndWringer() {
        assertThat(problems(at("cut", 1, 1, new NamespaceFault.Partition(List.of("b", "c", "wringer")), "a")))
                .isEmpty();
        assertThat(problems(at("cut", 1, 1, new NamespaceFault.Partition(List.of("b", "d")), "a")))
                .containsExactly(
                        "faults.plan.cut.partition: d was not launched by Wringer, and is not in the network of"
                                + " the run");
        assertThat(problems(at("cut", 1, 1, new NamespaceFault.Partition(List.of("a")), "a", "b")))
                .containsExactly("faults.plan.cut.partition: a would be cut off from itself");
        assertThat(problems(at("cut", 1, 1, new NamespaceFault.Partition(List.of("a")), "d")))
                .containsExactly("faults.plan.cut.to: partition needs a service that Wringer launched");
    }

    @Test
    void aServiceInANamespaceIsReachedDirectly() {
        Fault partition = new NamespaceFault.Partition(List.of("b"));
        assertThat(problems(at("cut", 5, 1, partition, "a"))).isEmpty();
        assertThat(problems(at("cut", 5, 1, partition, "a"), from("b", RESET, "a")))
                .singleElement()
                .asString()
                .startsWith("faults.plan.link.from: b gets a network namespace");
    }

    @Test
    void aPeriodIsLongerThanItsFaults() {
        FaultRule often = Plans.rule(
                "often",
                new Timing.Every(Duration.ofHours(1), Duration.ofMinutes(1)),
                new Distribution.Constant(Duration.ofMinutes(2)),
                List.of(PAUSE),
                "a");
        assertThat(problems(often)).singleElement().asString().startsWith("faults.plan.often.every");
    }
}

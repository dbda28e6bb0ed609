package dev.wringer.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.HttpEffect;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which faults may be there at the same time, held against every second and every link that they touch. */
class ExclusionTest {
    private static final Fault LATENCY =
            new ConnectionFault.Latency(Duration.ofMillis(5), Duration.ZERO, ConnectionFault.Direction.BOTH, 1);
    private static final List<Fault> FAULTS = List.of(
            LATENCY,
            new ConnectionFault.Refuse(),
            new ConnectionFault.Reset(0.5),
            new HttpFault(new HttpEffect.Status(503), "GET", "/", 1),
            new ProcessFault.Kill(),
            new ProcessFault.Terminate(),
            new ProcessFault.Pause(),
            new ProcessFault.CpuLimit(0.5),
            new NamespaceFault.Partition(List.of("c")));
    private static final List<String> SERVICES = List.of("a", "b", "c");

    @Provide
    Arbitrary<PlannedFault> planned() {
        Arbitrary<FaultTarget> targets = Combinators.combine(
                        Arbitraries.of(SERVICES), Arbitraries.of(SERVICES).optional(0.5))
                .as((to, from) -> new FaultTarget(Optional.of(to), from, List.of()));
        return Combinators.combine(
                        Arbitraries.of(FAULTS),
                        targets,
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.integers().between(0, 4))
                .as((fault, target, at, lasting) -> new PlannedFault(
                        fault.kind(), fault, target, Duration.ofSeconds(at), Duration.ofSeconds(lasting)));
    }

    @Property(tries = 2000)
    void faults_exclude_each_other_where_they_meet_in_time_and_place_and_cannot_both_be_there(
            @ForAll("planned") PlannedFault a, @ForAll("planned") PlannedFault b) {
        boolean meet = !disjoint(seconds(a), seconds(b)) && !disjoint(links(a), links(b));
        assertThat(Exclusion.between(a, b)).isEqualTo(meet && excludes(a.fault(), b.fault()));
        assertThat(Exclusion.between(b, a)).isEqualTo(Exclusion.between(a, b));
    }

    private static boolean disjoint(Set<?> a, Set<?> b) {
        return a.stream().noneMatch(b::contains);
    }

    private static Set<Long> seconds(PlannedFault fault) {
        return LongStream.rangeClosed(fault.at().toSeconds(), fault.until().toSeconds())
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** From every service and from Wringer, unless the fault names one. */
    private static Set<String> links(PlannedFault fault) {
        String to = fault.target().to().orElseThrow();
        Stream<String> callers = fault.target()
                .from()
                .map(Stream::of)
                .orElseGet(() -> Stream.concat(SERVICES.stream(), Stream.of("wringer")));
        return callers.map(from -> from + " -> " + to).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean excludes(Fault a, Fault b) {
        return isDownWithProcess(a, b)
                || isDownWithProcess(b, a)
                || isRefusedInPath(a, b)
                || isRefusedInPath(b, a)
                || a.kind().equals(b.kind());
    }

    private static boolean isDownWithProcess(Fault a, Fault b) {
        return Set.of("kill", "terminate").contains(a.kind()) && b instanceof ProcessFault;
    }

    private static boolean isRefusedInPath(Fault a, Fault b) {
        return a.kind().equals("refuse")
                && Set.of("latency", "reset", "http-status").contains(b.kind());
    }

    @ParameterizedTest
    @CsvSource({
        "10, 5, 15, 5, true",
        "10, 5, 16, 5, false",
        "16, 5, 10, 5, false",
        "10, 0, 10, 0, true",
        "10, 9, 12, 1, true",
    })
    void faults_that_only_touch_in_time_meet(int at, int lasting, int otherAt, int otherLasting, boolean meet) {
        assertThat(Exclusion.between(pause(at, lasting), pause(otherAt, otherLasting)))
                .isEqualTo(meet);
    }

    private static PlannedFault pause(int at, int lasting) {
        return new PlannedFault(
                "pause",
                new ProcessFault.Pause(),
                FaultTarget.of("a"),
                Duration.ofSeconds(at),
                Duration.ofSeconds(lasting));
    }

    @Test
    void a_fault_of_the_machine_excludes_another_of_its_kind_alone() {
        FaultTarget machine = new FaultTarget(Optional.empty(), Optional.empty(), List.of());
        PlannedFault cpu = machine(new MachineFault.BurnCpu(1), machine);
        assertThat(Exclusion.between(cpu, cpu)).isTrue();
        assertThat(Exclusion.between(cpu, machine(new MachineFault.BurnMemory(1 << 20), machine)))
                .isFalse();
        assertThat(Exclusion.between(cpu, pause(0, 10))).isFalse();
    }

    private static PlannedFault machine(Fault fault, FaultTarget target) {
        return new PlannedFault("machine", fault, target, Duration.ZERO, Duration.ofSeconds(10));
    }
}

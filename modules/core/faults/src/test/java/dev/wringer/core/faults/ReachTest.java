package dev.wringer.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The blast radius, held against every path of calls there is. */
class ReachTest {
    private static final int SERVICES = 6;
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Whether one service calls another: one flag for each pair; circles are among them. */
    private static List<Service> services(List<Boolean> calls) {
        return IntStream.range(0, SERVICES)
                .mapToObj(caller -> Plans.service(
                        name(caller),
                        7000 + caller,
                        IntStream.range(0, SERVICES)
                                .filter(called -> called != caller && calls.get(caller * SERVICES + called))
                                .mapToObj(ReachTest::name)
                                .toArray(String[]::new)))
                .toList();
    }

    private static String name(int number) {
        return "s" + number;
    }

    private static PlannedFault reset(FaultTarget target) {
        return new PlannedFault("reset", new ConnectionFault.Reset(1), target, SECOND, SECOND);
    }

    @Property(tries = 300)
    void a_fault_reaches_its_service_and_whoever_calls_it_through_however_many(
            @ForAll @Size(SERVICES * SERVICES) List<Boolean> calls, @ForAll @IntRange(max = SERVICES - 1) int hit) {
        List<Service> services = services(calls);
        List<String> expected = services.stream()
                .map(Service::name)
                .filter(name -> depends(name, name(hit), services, new ArrayList<>()))
                .toList();
        assertThat(Reach.of(reset(FaultTarget.of(name(hit))), services)).isEqualTo(expected);
    }

    /** Walks every path. */
    private static boolean depends(String name, String hit, List<Service> services, List<String> path) {
        if (name.equals(hit)) {
            return true;
        }
        if (path.contains(name)) {
            return false;
        }
        path.add(name);
        boolean found = services.stream()
                .filter(service -> service.name().equals(name))
                .flatMap(service -> service.dependsOn().stream())
                .anyMatch(called -> depends(called, hit, services, path));
        path.remove(name);
        return found;
    }

    @Property(tries = 100)
    void on_a_link_it_reaches_what_its_caller_does(
            @ForAll @Size(SERVICES * SERVICES) List<Boolean> calls,
            @ForAll @IntRange(max = SERVICES - 1) int from,
            @ForAll @IntRange(max = SERVICES - 1) int to) {
        List<Service> services = services(calls);
        FaultTarget link = new FaultTarget(Optional.of(name(to)), Optional.of(name(from)), List.of());
        assertThat(Reach.of(reset(link), services)).isEqualTo(Reach.of(reset(FaultTarget.of(name(from))), services));
    }

    @Property(tries = 100)
    void one_more_call_never_makes_it_reach_less(
            @ForAll @Size(SERVICES * SERVICES) List<Boolean> calls,
            @ForAll @IntRange(max = SERVICES * SERVICES - 1) int more,
            @ForAll @IntRange(max = SERVICES - 1) int hit) {
        List<Boolean> withMore = new ArrayList<>(calls);
        withMore.set(more, true);
        PlannedFault fault = reset(FaultTarget.of(name(hit)));
        assertThat(Reach.of(fault, services(withMore))).containsAll(Reach.of(fault, services(calls)));
    }

    @Test
    void the_machine_reaches_all_and_what_the_file_says_comes_first() {
        List<Service> services = services(IntStream.range(0, SERVICES * SERVICES)
                .mapToObj(ignored -> false)
                .toList());
        FaultTarget machine = new FaultTarget(Optional.empty(), Optional.empty(), List.of());
        assertThat(Reach.of(reset(machine), services)).hasSize(SERVICES);
        FaultTarget said = new FaultTarget(Optional.of("s1"), Optional.empty(), List.of("s4", "s2"));
        assertThat(Reach.of(reset(said), services)).containsExactly("s2", "s4");
    }

    @Test
    void a_chain_of_calls_is_reached_from_its_end_and_not_from_its_begin() {
        List<Service> chain =
                List.of(Plans.service("a", 7000), Plans.service("b", 7001, "a"), Plans.service("c", 7002, "b"));
        assertThat(Reach.of(reset(FaultTarget.of("a")), chain)).containsExactly("a", "b", "c");
        assertThat(Reach.of(reset(FaultTarget.of("c")), chain)).containsExactly("c");
    }
}

package dev.wringer.core.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.faults.Shrinking.Candidate;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A failing run is reduced to what its failure needs, within a number of trials. */
class ShrinkingTest {
    private static final Fingerprint FAILURE = new Fingerprint("recovery", "gateway", List.of("pause"));
    private static final Shrinking.Listener NOBODY = (candidate, trials) -> {};
    private static final int PLENTY = 100_000;

    /** Fails when all its causes are there. */
    record Conjunction(int faults, Set<String> causes) {
        Candidate start() {
            return schedule(faults);
        }

        boolean fails(Candidate candidate) {
            return candidate.faults().stream().map(PlannedFault::id).toList().containsAll(causes);
        }
    }

    private static Candidate schedule(int faults) {
        return new Candidate(
                IntStream.range(0, faults)
                        .mapToObj(i -> new PlannedFault(
                                "fault-" + i,
                                new ProcessFault.Pause(),
                                FaultTarget.of("gateway"),
                                Duration.ofMinutes(i),
                                Duration.ofSeconds(40)))
                        .toList(),
                1,
                Duration.ofMinutes(faults + 10));
    }

    private static Function<Candidate, List<Fingerprint>> failingIf(Predicate<Candidate> fails) {
        return candidate -> fails.test(candidate) ? List.of(FAILURE) : List.of();
    }

    private static List<String> ids(Shrinking.Result result) {
        return result.smallest().faults().stream().map(PlannedFault::id).toList();
    }

    @Provide
    static Arbitrary<Conjunction> conjunctions() {
        return Arbitraries.integers()
                .between(1, 40)
                .flatMap(faults -> Combinators.combine(
                                Arbitraries.just(faults),
                                Arbitraries.integers()
                                        .between(0, faults - 1)
                                        .map(i -> "fault-" + i)
                                        .set()
                                        .ofMaxSize(Math.min(faults, 5)))
                        .as((size, causes) -> new Conjunction(size, new TreeSet<>(causes))));
    }

    @Property(tries = 300)
    void whatIsLeftAreTheCausesAndNothingElse(@ForAll("conjunctions") Conjunction given) {
        Shrinking.Result result = Shrinking.of(given.start(), FAILURE, failingIf(given::fails), PLENTY, NOBODY);

        assertThat(result.complete()).isTrue();
        assertThat(new TreeSet<>(ids(result))).isEqualTo(given.causes());
    }

    @Property(tries = 300)
    void theResultStillFailsAndTheTrialsAreBounded(
            @ForAll("conjunctions") Conjunction given, @ForAll @IntRange(max = 60) int most) {
        List<Candidate> tried = new ArrayList<>();
        Shrinking.Result result = Shrinking.of(
                given.start(),
                FAILURE,
                candidate -> {
                    tried.add(candidate);
                    return failingIf(given::fails).apply(candidate);
                },
                most,
                NOBODY);

        assertThat(given.fails(result.smallest())).isTrue();
        assertThat(result.trials()).isEqualTo(tried.size()).isLessThanOrEqualTo(most);
        assertThat(tried).doesNotHaveDuplicates();
    }

    @Property(tries = 100)
    void withoutAnyOfWhatIsLeftAnyOracleWouldPass(@ForAll @IntRange(min = 1, max = 20) int faults, @ForAll int salt) {
        Candidate start = schedule(faults);
        Predicate<Candidate> arbitrary = candidate -> candidate.faults().equals(start.faults())
                || Math.floorMod(candidate.faults().hashCode() * 31 + salt, 3) == 0;

        Shrinking.Result result = Shrinking.of(start, FAILURE, failingIf(arbitrary), PLENTY, NOBODY);

        List<PlannedFault> left = result.smallest().faults();
        for (PlannedFault one : left) {
            List<PlannedFault> others = new ArrayList<>(left);
            others.remove(one);
            assertThat(arbitrary.test(result.smallest().with(others))).isFalse();
        }
    }

    @Test
    void aPairAmongThirtyFaultsIsFoundInAFewDozenTrials() {
        Conjunction pair = new Conjunction(30, Set.of("fault-7", "fault-22"));
        List<Integer> sizes = new ArrayList<>();

        Shrinking.Result result = Shrinking.of(
                pair.start(),
                FAILURE,
                failingIf(pair::fails),
                200,
                (candidate, trials) -> sizes.add(candidate.faults().size()));

        assertThat(ids(result)).containsExactly("fault-7", "fault-22");
        assertThat(result.complete()).isTrue();
        assertThat(result.trials()).isLessThan(80);
        assertThat(sizes).isSortedAccordingTo((a, b) -> b - a).endsWith(2);
    }

    @Test
    void faultsRunAndLoadGetAsSmallAsTheFailureAllows() {
        Predicate<Candidate> needs = candidate -> candidate.load() >= 0.2
                && candidate.duration().compareTo(Duration.ofMinutes(4)) >= 0
                && candidate.faults().stream().anyMatch(fault -> fault.lasting().compareTo(Duration.ofSeconds(9)) >= 0);

        Candidate smallest = Shrinking.of(schedule(5), FAILURE, failingIf(needs), PLENTY, NOBODY)
                .smallest();

        assertThat(smallest.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.lasting()).isEqualTo(Duration.ofSeconds(10)));
        assertThat(smallest.load()).isEqualTo(0.25);
        assertThat(smallest.duration()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(8));
    }

    @Test
    void anotherWayOfFailingDoesNotCount() {
        Fingerprint other = new Fingerprint("error-rate", "gateway", List.of("pause"));

        Shrinking.Result result = Shrinking.of(schedule(3), FAILURE, candidate -> List.of(other), PLENTY, NOBODY);

        assertThat(result.smallest()).isEqualTo(schedule(3));
    }

    @Test
    void withoutTrialsTheRunStaysAsItIs() {
        Shrinking.Result result = Shrinking.of(schedule(3), FAILURE, candidate -> List.of(FAILURE), 0, NOBODY);

        assertThat(result).isEqualTo(new Shrinking.Result(schedule(3), 0, false));
    }
}

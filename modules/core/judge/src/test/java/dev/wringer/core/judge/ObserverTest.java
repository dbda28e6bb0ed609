package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.model.ObserverCheck;
import dev.wringer.core.model.Pauses;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/** An hour of a soak, from window 1425 on, in which every second window has no sample. */
class ObserverTest {
    private static final ObserverCheck CHECK = new ObserverCheck(1425, 1485);

    private final RandomStream noise = new Seed(3).stream("noise");

    @Test
    void memory_that_grows_half_as_fast_while_it_is_sampled_half_as_often_is_a_warning() {
        Finding finding = judged(i -> 200 + halvingGrowth(i) + noise.nextGaussian() / 4, ObserverTest::steadyCpu);
        assertThat(finding.state()).isEqualTo(State.WARN);
        assertThat(finding.text())
                .contains(
                        "sampling may cause what it sees: the growth of memory was",
                        "for 1 h from 23:45:00 into the load");
        assertThat(finding.window()).hasValue(CHECK.from());
    }

    @Test
    void memory_that_grows_on_as_before_is_none() {
        Finding finding = judged(i -> 200 + 0.1 * i + noise.nextGaussian() / 4, ObserverTest::steadyCpu);
        assertThat(finding.state()).isEqualTo(State.PASS);
        assertThat(finding.text()).contains("MiB/h there and", "CPU was 20 % there and 20 % beside");
    }

    @Test
    void memory_that_does_not_grow_is_none_however_noisy() {
        for (int seed = 0; seed < 200; seed++) {
            RandomStream own = new Seed(seed).stream("own");
            assertThat(judged(i -> 200 + 8 * own.nextGaussian() + 30 * (i % 17) / 17.0, ObserverTest::steadyCpu)
                            .state())
                    .as("seed " + seed)
                    .isEqualTo(State.PASS);
        }
    }

    @Test
    void memory_that_stops_growing_altogether_is_none() {
        assertThat(judged(i -> 200 + 0.1 * Math.min(i, CHECK.from()), ObserverTest::steadyCpu)
                        .state())
                .isEqualTo(State.PASS);
    }

    @Test
    void processor_time_that_halves_is_a_warning_unless_it_is_next_to_nothing() {
        LongToDoubleFunction halving = i -> (CHECK.contains(i) ? 10 : 20) + noise.nextGaussian();
        Finding finding = judged(i -> 200, halving);
        assertThat(finding.state()).isEqualTo(State.WARN);
        assertThat(finding.text()).contains("sampling may cause what it sees", "beside");
        assertThat(judged(i -> 200, i -> halving.applyAsDouble(i) / 20).state()).isEqualTo(State.PASS);
        assertThat(judged(i -> 200, i -> 20 + 4 * noise.nextGaussian()).state()).isEqualTo(State.PASS);
    }

    @Test
    void what_was_not_measured_is_not_called_free_of_it() {
        assertThat(judgedOf(i -> interval(OptionalDouble.empty(), OptionalDouble.empty()), 2_880)
                        .getFirst()
                        .text())
                .contains("neither memory nor CPU was measured");
        assertThat(judgedOf(i -> interval(OptionalDouble.of(200), OptionalDouble.of(20)), 1_400)
                        .getFirst()
                        .state())
                .isEqualTo(State.INCONCLUSIVE);
    }

    private static double steadyCpu(long window) {
        return 20;
    }

    private static double halvingGrowth(long i) {
        long during = Math.clamp(i - CHECK.from(), 0, (int) CHECK.windows());
        return 0.1 * (i - during) + 0.05 * during;
    }

    private static Finding judged(LongToDoubleFunction memory, LongToDoubleFunction cpu) {
        List<Finding> findings = judgedOf(
                i -> CHECK.contains(i) && i % 2 == 1
                        ? interval(OptionalDouble.empty(), OptionalDouble.empty())
                        : interval(OptionalDouble.of(memory.applyAsDouble(i)), OptionalDouble.of(cpu.applyAsDouble(i))),
                2_880);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static List<Finding> judgedOf(LongFunction<ServiceInterval> services, long windows) {
        Given soak = Given.soak();
        Judge judge = new Judge(soak.plan().with(Pauses.NONE, Optional.of(CHECK)));
        for (long i = 1_300; i < Math.min(windows, 1_700); i++) {
            judge.observe(soak.window(i).service(services.apply(i)).done());
        }
        return judge.conclude(Remainder.NOTHING, true).findings().stream()
                .filter(finding -> finding.criterion().equals(ObserverExaminer.KEY))
                .toList();
    }

    private static ServiceInterval interval(OptionalDouble memory, OptionalDouble cpu) {
        return new ServiceInterval(
                "gateway",
                7000,
                memory,
                memory,
                cpu,
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                0,
                0,
                OptionalDouble.of(1),
                0,
                0,
                new TreeMap<>());
    }
}

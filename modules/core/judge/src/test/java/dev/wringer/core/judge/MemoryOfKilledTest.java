package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Memory of a service that faults kill at random in 48 hours, and that warms up over half an hour each time. */
class MemoryOfKilledTest {
    private static final long MINUTE_SECONDS = 60;

    private static State judged(long seed, int kills, double leakOfService, double leakOfProcess) {
        RandomStream random = new Seed(seed).stream("kills");
        TreeSet<Long> killed = new TreeSet<>();
        while (killed.size() < kills) {
            killed.add((long) (Series.MINUTES * random.nextDouble()));
        }
        Given given = Given.soak(new Criterion.MemoryStable(0.1))
                .limit("gateway", 512)
                .faults(killed.stream()
                        .map(at -> Recorded.kill("kill-" + at, at * MINUTE_SECONDS, 5))
                        .toArray(PlannedFault[]::new));
        Judge judge = new Judge(given.plan());
        for (long i = 0; i < Series.MINUTES; i++) {
            Long last = killed.floor(i);
            double age = (double) (last == null ? i : i - last);
            double warm = 120 * (1 - StrictMath.exp(-age / 30));
            double mib = 100 + warm + 20 * random.nextDouble() + leakOfService * i + leakOfProcess * age;
            Given.WindowOf window = killed.contains(i) ? given.window(i).faults("kill-" + i) : given.window(i);
            judge.take(window.requests(1, 0, Outcome.OK, 20)
                    .service(service(mib, killed.headSet(i, true).size(), age))
                    .done());
        }
        return judge.conclude(Remainder.NOTHING, false).findings().stream()
                .filter(finding -> finding.criterion().equals("memory"))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static ServiceInterval service(double mib, long restarts, double ageMinutes) {
        return new ServiceInterval(
                "gateway",
                7000,
                OptionalDouble.of(mib),
                OptionalDouble.of(mib),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                0,
                restarts,
                OptionalDouble.of(ageMinutes / MINUTE_SECONDS),
                0,
                0,
                new TreeMap<>());
    }

    @Test
    void a_healthy_service_is_shown_stable_however_often_it_is_killed() {
        for (int kills : new int[] {5, 33, 200}) {
            for (long seed = 0; seed < 5; seed++) {
                assertThat(judged(seed, kills, 0, 0))
                        .as("%d kills, seed %d", kills, seed)
                        .isEqualTo(State.PASS);
            }
        }
    }

    @Test
    void a_leak_that_outlives_processes_is_found() {
        for (int kills : new int[] {5, 33, 200}) {
            for (long seed = 0; seed < 5; seed++) {
                assertThat(judged(seed, kills, 0.1, 0))
                        .as("%d kills, seed %d", kills, seed)
                        .isEqualTo(State.FAIL);
            }
        }
    }

    @Test
    void a_leak_that_ends_with_each_process_is_found_where_processes_live_for_long_enough() {
        for (long seed = 0; seed < 3; seed++) {
            assertThat(judged(seed, 33, 0, 1)).as("seed %d", seed).isEqualTo(State.FAIL);
        }
    }
}

package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Unit;
import dev.wringer.core.statistics.DailyCycle;
import dev.wringer.core.statistics.DriftTest;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Memory that follows a load that follows the time of day does not fail; a leak beneath it does. */
class DailyLoadTest {
    private static final Criterion STABLE = new Criterion.MemoryStable(0.1);
    private static final Given SOAK = Given.soak(STABLE).limit("gateway", 512);
    private static final Timeline TIMELINE = Timeline.of(SOAK.plan());
    private static final int RUNS = 100;
    private static final int SERVICES = 6;
    private static final double WAVE_MIB = 25;

    private static double wave(long minute, int phaseHours) {
        return StrictMath.sin(2 * StrictMath.PI * (minute + 60.0 * phaseHours) / 1_440);
    }

    private static Window loaded(long index, long requests) {
        EndpointInterval interval = new EndpointInterval(Given.CHAT);
        for (long i = 0; i < requests; i++) {
            interval.recordStart();
        }
        interval.recordInFlight(requests, 0);
        return SOAK.window(index).endpoint(interval).done();
    }

    private static LoadCycle cycle(long windows, LongUnaryOperator load) {
        LoadCycle cycle = new LoadCycle(TIMELINE);
        for (long i = 0; i < windows; i++) {
            cycle.add(loaded(i, load.applyAsLong(i)));
        }
        return cycle;
    }

    /** How many of 25 runs of six services fail, at this phase of the day. */
    private static int failing(boolean daily, int phaseHours, double leak) {
        LoadCycle load = new LoadCycle(TIMELINE);
        List<double[]> memory = IntStream.range(0, RUNS / 4 * SERVICES)
                .mapToObj(i -> Series.memory(1_000L * phaseHours + i, Series.Memory.B.leaking(leak)))
                .toList();
        List<GrowthTrend> trends = memory.stream()
                .map(series -> new GrowthTrend(
                        new Tolerance(0.1, true, OptionalDouble.of(512)), Unit.MEBIBYTES, TIMELINE, load))
                .toList();
        for (int t = 0; t < Series.MINUTES; t++) {
            double wave = wave(t, phaseHours);
            load.add(loaded(t, daily ? Math.round(60 + 24 * wave) : 60));
            for (int i = 0; i < trends.size(); i++) {
                trends.get(i).observe(t, memory.get(i)[t] + WAVE_MIB * wave, OptionalLong.empty());
            }
        }
        boolean[] failed = new boolean[RUNS / 4];
        for (int i = 0; i < trends.size(); i++) {
            failed[i / SERVICES] |= trends.get(i).last(Series.MINUTES - 1).state() == State.FAIL;
        }
        return (int) IntStream.range(0, failed.length).filter(i -> failed[i]).count();
    }

    private static int failing(boolean daily, double leak) {
        return IntStream.of(0, 6, 12, 18)
                .map(phase -> failing(daily, phase, leak))
                .sum();
    }

    @Test
    void ofAHundredRunsOfSixServicesNextToNoneFailWhereThePlainRuleFailsMany() {
        assertThat(failing(true, 0)).isLessThanOrEqualTo(5);
        assertThat(failing(false, 0)).isGreaterThanOrEqualTo(10);
    }

    @Test
    void leaksFailAllTheSame() {
        assertThat(failing(true, 0.1)).isEqualTo(RUNS);
    }

    @Test
    void theFindingSaysThatDaysAreCompared() {
        double[] memory = Series.memory(1, Series.Memory.B);
        Finding healthy = judged(Series.MINUTES, memory, 0);
        assertThat(healthy.state()).isEqualTo(State.PASS);
        assertThat(healthy.text())
                .startsWith("the load follows the time of day; the lowest of each of 12 hours is ")
                .contains("tolerated are 25.6 MiB in a day");
        Finding leaking = judged(Series.MINUTES, memory, 0.1);
        assertThat(leaking.state()).isEqualTo(State.FAIL);
        assertThat(leaking.text()).contains("chance explains this in 0.024 %");
    }

    @Test
    void lessThanTwoDaysDecideNothingAndSayWhatWould() {
        Finding finding = judged(40 * 60, Series.memory(2, Series.Memory.B), 0.1);
        assertThat(finding.state()).isEqualTo(State.INCONCLUSIVE);
        assertThat(finding.text()).contains("4 hours have a partner a day before, 12 are needed", "a run of 48 h");
    }

    private static Finding judged(long windows, double[] memory, double leak) {
        Verdict verdict = SOAK.judged(
                i -> {
                    EndpointInterval requests =
                            Given.interval(Given.CHAT, (int) Math.round(60 + 24 * wave(i, 0)), 0, Outcome.OK, 20);
                    double mib = memory[(int) i] + WAVE_MIB * wave(i, 0) + leak * i;
                    return SOAK.window(i).endpoint(requests).memory(mib).done();
                },
                0,
                windows,
                Remainder.NOTHING,
                windows < Series.MINUTES);
        return verdict.findings().stream()
                .filter(f -> f.criterion().equals("memory"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aWaveIsSeenWithinADayAndRampsStepsSpikesAndHoursAreNone() {
        RandomStream random = new Seed(1).stream("load");
        long[] noise = new long[Series.MINUTES];
        Arrays.setAll(noise, i -> Math.round(8 * random.nextGaussian()));
        for (long windows : new long[] {20 * 60, 30 * 60, 40 * 60, 48 * 60}) {
            for (int phase = 0; phase < 24; phase += 6) {
                int from = phase;
                assertThat(cycle(windows, i -> noise[(int) i] + Math.round(60 + 24 * wave(i, from)))
                                .isDaily())
                        .as(windows + " " + phase)
                        .isTrue();
            }
            assertThat(cycle(windows, i -> 60 + noise[(int) i]).isDaily()).isFalse();
            assertThat(cycle(windows, i -> 60).isDaily()).isFalse();
            assertThat(cycle(windows, i -> 20 + i / 40).isDaily()).isFalse();
            assertThat(cycle(windows, i -> i < windows / 2 ? 30 : 60).isDaily()).isFalse();
            assertThat(cycle(windows, i -> i / 30 == 20 ? 600 : 60).isDaily()).isFalse();
            assertThat(cycle(windows, i -> Math.round(60 + 40 * StrictMath.sin(2 * StrictMath.PI * i / 60)))
                            .isDaily())
                    .isFalse();
        }
    }

    @Test
    void withoutTheRemovalOfTheWaveAHealthyRunWouldNotPass() {
        double[] noise = Series.noise(5, 0.08, 0.95);
        double[] logs = new double[84];
        double[] days = new double[84];
        for (int b = 0; b < logs.length; b++) {
            int from = 360 + 30 * b;
            logs[b] = IntStream.range(from, from + 30)
                    .mapToDouble(i -> noise[i] + StrictMath.log(1 + 0.1 * wave(i, 6)))
                    .average()
                    .orElseThrow();
            days[b] = from / 1_440.0;
        }
        DriftTest with = DriftTest.of(logs);
        DriftTest without = DriftTest.of(DailyCycle.of(days, logs).removedFrom(days, logs));
        assertThat(with.upper()).isGreaterThan(StrictMath.log(1.2));
        assertThat(without.upper()).isLessThan(StrictMath.log(1.2));
        assertThat(Math.abs(without.difference())).isLessThan(Math.abs(with.difference()));
    }

    @Test
    void noLoadAtAllFollowsNothing() {
        assertThat(cycle(2_880, i -> 0).isDaily()).isFalse();
    }
}

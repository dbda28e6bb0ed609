package dev.wringer.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Unit;
import dev.wringer.core.statistics.DailyCycle;
import dev.wringer.core.statistics.DriftTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often the judge is wrong, on made-up runs with fixed seeds; few, so that it runs with every build. */
class CalibrationTest {
    private static final int RUNS = 100;
    private static final Timeline TIMELINE = Timeline.of(Given.soak().plan());

    private record Rates(int fail, int pass, List<Long> minutes) {
        double hour(double share) {
            return fail == 0 ? Double.NaN : minutes.get((int) Math.min(fail - 1, fail * share)) / 60.0;
        }
    }

    private static Rates memory(Series.Memory model) {
        int fail = 0;
        int pass = 0;
        List<Long> ended = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            GrowthTrend trend = new GrowthTrend(
                    new Tolerance(0.1, true, OptionalDouble.of(512)),
                    Unit.MEBIBYTES,
                    TIMELINE,
                    new LoadCycle(TIMELINE));
            double[] series = Series.memory(run, model);
            int t = 0;
            while (t < series.length && !trend.isProven()) {
                trend.observe(t, series[t], OptionalLong.empty());
                t++;
            }
            State state = trend.last(t - 1).state();
            fail += state == State.FAIL ? 1 : 0;
            pass += state == State.PASS ? 1 : 0;
            if (state == State.FAIL) {
                ended.add((long) t);
            }
        }
        Collections.sort(ended);
        return new Rates(fail, pass, ended);
    }

    @Test
    void healthyMemoryDoesNotFail() {
        assertThat(memory(Series.Memory.B).fail()).isZero();
        assertThat(memory(Series.Memory.C).fail()).isLessThanOrEqualTo(1);
        assertThat(memory(Series.Memory.D).fail()).isZero();
        assertThat(memory(Series.Memory.F).fail()).isZero();
    }

    @Test
    void leaksFailInThePromisedTime() {
        Rates slow = memory(Series.Memory.B.leaking(0.1));
        assertThat(slow.fail()).isEqualTo(RUNS);
        assertThat(slow.hour(0.99)).isLessThanOrEqualTo(41);
        Rates fast = memory(Series.Memory.D.leaking(0.5));
        assertThat(fast.fail()).isEqualTo(RUNS);
        assertThat(fast.hour(0.99)).isLessThanOrEqualTo(18);
        assertThat(memory(Series.Memory.D.leaking(0.036)).pass()).isZero();
    }

    private static int[] drift(double correlation, double step, double creep) {
        int[] states = new int[State.values().length];
        for (int run = 0; run < RUNS; run++) {
            double[] noise = Series.noise(run, 0.08, correlation);
            double[] blocks = new double[84];
            for (int b = 0; b < blocks.length; b++) {
                double level = Arrays.stream(noise, 360 + b * 30, 390 + b * 30)
                        .average()
                        .orElseThrow();
                blocks[b] = level + StrictMath.log((b >= 36 ? 1 + step : 1) * (1 + creep * b / 84));
            }
            double[] days = IntStream.range(0, blocks.length)
                    .mapToDouble(b -> (12 + b) / 48.0)
                    .toArray();
            DriftTest test = DriftTest.of(DailyCycle.of(days, blocks).removedFrom(days, blocks));
            boolean rises = test.difference() >= StrictMath.log(1.15) && test.chance() <= 1.25e-4;
            boolean flat = test.upper() < StrictMath.log(1.2);
            states[(rises ? State.FAIL : flat ? State.PASS : State.INCONCLUSIVE).ordinal()]++;
        }
        return states;
    }

    @Test
    void levelResponseTimesDoNotFailAndStepsAndDriftsOfAHalfDo() {
        assertThat(drift(0.95, 0, 0)[State.FAIL.ordinal()]).isZero();
        assertThat(drift(0.99, 0, 0)[State.FAIL.ordinal()]).isLessThanOrEqualTo(2);
        assertThat(drift(0.95, 0.5, 0)[State.FAIL.ordinal()]).isGreaterThanOrEqualTo(RUNS - 1);
        assertThat(drift(0.95, 0, 0.5)[State.FAIL.ordinal()]).isGreaterThanOrEqualTo(RUNS - 1);
    }
}

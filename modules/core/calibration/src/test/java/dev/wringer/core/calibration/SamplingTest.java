package dev.wringer.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** The parts that resampling is made of. */
class SamplingTest {
    private static RandomStream random(long seed) {
        return new Seed(seed).stream("test");
    }

    @Test
    void resampledSeriesAreAsLongAsAskedAndMadeOfWholePieces() {
        MovingBlocks blocks = new MovingBlocks(List.of(3, 4, 9), 4);
        List<Integer> started = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int[] drawn = blocks.draw(10, random(i));
            assertThat(drawn).hasSize(10);
            for (int cell = 0; cell < drawn.length; cell++) {
                if (cell % 4 == 0) {
                    started.add(drawn[cell]);
                } else {
                    assertThat(drawn[cell]).isEqualTo(drawn[cell - 1] + 1);
                }
            }
        }
        assertThat(started).containsOnly(3, 4, 9).contains(3, 4, 9);
    }

    @Test
    void theSameStreamDrawsTheSamePieces() {
        MovingBlocks blocks = new MovingBlocks(List.of(0, 1, 2, 3, 4, 5), 2);
        assertThat(blocks.draw(96, random(1))).isEqualTo(blocks.draw(96, random(1)));
        assertThat(blocks.draw(96, random(1))).isNotEqualTo(blocks.draw(96, random(2)));
    }

    @Test
    void thinningKeepsTheShareAndTheSpreadOfABinomial() {
        RandomStream random = random(1);
        int trials = 20_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < trials; i++) {
            long happened = Thinning.of(60, 0.1, random);
            sum += happened;
            squares += happened * happened;
        }
        double mean = sum / trials;
        assertThat(mean).isCloseTo(6, within(4 * Math.sqrt(5.4 / trials)));
        assertThat(squares / trials - mean * mean).isCloseTo(5.4, within(0.25));
        assertThat(Thinning.of(60, 1, random)).isEqualTo(60);
        assertThat(Thinning.of(60, 0, random)).isZero();
        assertThat(Thinning.of(0, 0.5, random)).isZero();
    }

    @Test
    void timesWithoutTheirHistogramHaveTheSamePercentiles() {
        RandomStream random = random(2);
        Histogram histogram = EndpointInterval.newHistogram();
        for (int i = 0; i < 5_000; i++) {
            histogram.recordValue((long) (20_000 * StrictMath.exp(random.nextGaussian())));
        }
        Times times = Times.of(histogram);
        assertThat(times.total()).isEqualTo(5_000);
        assertThat(times.histogram()).isEqualTo(histogram);
        for (double percentile : new double[] {0, 50, 95, 99.9, 100}) {
            assertThat(times.percentile(percentile)).isEqualTo(histogram.getValueAtPercentile(percentile));
        }
        double slower = times.times(1.5).histogram().getValueAtPercentile(95);
        assertThat(slower / histogram.getValueAtPercentile(95)).isCloseTo(1.5, within(0.002));
    }

    @Test
    void aTrendIsALineThroughTheMiddle() {
        Trend trend = new Trend();
        for (int i = 0; i < 20; i++) {
            trend.add(10 + i, 100 + 3 * i + (i == 7 ? 500 : 0));
        }
        assertThat(trend.line().slope()).isCloseTo(3, within(1e-9));
        assertThat(trend.line().at(19.5)).isZero();
        assertThat(trend.line().at(21.5)).isCloseTo(6, within(1e-9));
    }

    @Test
    void sharesHaveTheirExactInterval() {
        // scipy.stats.BinomTestResult.proportion_ci: 7 of 50
        Share share = new Share(7, 50);
        assertThat(share.value()).isEqualTo(0.14);
        assertThat(share.lower()).isCloseTo(0.05819170033997342, within(1e-12));
        assertThat(share.upper()).isCloseTo(0.26739600249700846, within(1e-12));
        assertThat(new Share(0, 0).upper()).isEqualTo(1);
    }

    @Test
    void delaysAreRanked() {
        Delays delays = new Delays(List.of(5.0, 1.0, 4.0, 2.0, 3.0));
        assertThat(delays.quantile(0.5)).isEqualTo(3);
        assertThat(delays.quantile(0.99)).isEqualTo(5);
        assertThat(delays.quantile(0.2)).isEqualTo(1);
        assertThat(delays.max()).isEqualTo(5);
    }
}

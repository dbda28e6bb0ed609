package dev.wringer.checks.benchmarks;

import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.Judge;
import dev.wringer.core.judge.State;
import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Endpoints whose p95 wanders, spikes and perhaps rises over 48 hours. A window is as long as a block of the judge, so that
 * its requests are those of a merged block.
 *
 * @param stream names the random numbers, so that no two kinds of run share theirs
 * @param change what the system does to p95 after a warm-up of 6 hours
 * @param endpoints judged together, which share the probability of a false alarm
 */
record ResponseTimeRuns(String stream, Noise noise, Change change, Blocks blocks, int endpoints) implements Experiment {
    private static final int MINUTES = 2_880;
    private static final int DAY = 1_440;
    private static final int WARM_UP = 360;
    private static final double P95_MICROS = 1e5;
    private static final double P95_OF_NORMAL = 1.645;
    private static final double SPIKES = 0.02;
    private static final double SPIKE_MEAN = 0.5;
    private static final double SIGMA = 0.8;
    private static final Histogram EMPTY = EndpointInterval.newHistogram();

    /** What stands for a block. */
    enum Blocks {
        /** The median of the p95 of its minutes, as published: every request of the block takes that long. */
        MEDIANS,
        /** Lognormal requests, minute by minute. */
        REQUESTS
    }

    /**
     * How p95 varies from minute to minute.
     *
     * @param sd of ln p95
     * @param correlation with itself a minute later
     * @param requests a minute
     * @param wave amplitude, as a share, of a cycle of {@code waveMinutes}
     * @param blockMinutes how long a block is
     */
    record Noise(double sd, double correlation, int requests, double wave, int waveMinutes, int blockMinutes) {
        /** Standard error of ln p95 of lognormal requests. */
        double samplingError() {
            return 0.0976 * Math.sqrt(300.0 / requests);
        }
    }

    /** @param drift reached at the end, and {@code step} half-way, as shares */
    record Change(double drift, double step) {
        double at(int minute) {
            double drifted = drift * Math.max(0, minute - WARM_UP) / (MINUTES - WARM_UP);
            return StrictMath.log1p(drifted) + (minute >= MINUTES / 2 ? StrictMath.log1p(step) : 0);
        }
    }

    @Override
    public int together() {
        return endpoints;
    }

    @Override
    public List<Seen> judged(List<Seed> seeds) {
        List<EndpointId> ids = IntStream.range(0, seeds.size())
                .mapToObj(i -> new EndpointId("gateway", "/%02d".formatted(i)))
                .toList();
        List<RandomStream> random =
                seeds.stream().map(seed -> seed.stream(stream)).toList();
        List<double[]> levels = random.stream().map(this::levels).toList();
        Duration window = Duration.ofMinutes(noise.blockMinutes);
        MadeUp soak = new MadeUp(window, MINUTES / noise.blockMinutes);
        Judge judge =
                new Judge(soak.plan(List.of(new Criterion.ResponseTimeStable(95)), ids, Map.of(), new TreeMap<>()));
        for (int block = 0; block < soak.windowCount(); block++) {
            List<EndpointInterval> intervals = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                int from = block * noise.blockMinutes;
                double[] minutes = Arrays.copyOfRange(levels.get(i), from, from + noise.blockMinutes);
                intervals.add(interval(ids.get(i), minutes, random.get(i)));
            }
            judge.observe(soak.window(block, intervals, List.of()));
        }
        return judge.conclude(Remainder.NOTHING, false).findings().stream()
                .filter(finding -> finding.criterion().equals("p95-stable"))
                .map(ResponseTimeRuns::seen)
                .toList();
    }

    /** A warning is given only beside a bound that passes, and passes the run. */
    private static Seen seen(Finding finding) {
        State state = finding.state() == State.WARN ? State.PASS : finding.state();
        return new Seen(state, Double.POSITIVE_INFINITY);
    }

    /** ln p95 of each minute, but for the sampling of requests. */
    private double[] levels(RandomStream random) {
        double[] levels = MadeUp.noise(random, MINUTES, noise.sd, noise.correlation);
        int phase = (int) random.nextLong(DAY);
        for (int t = 0; t < MINUTES; t++) {
            double wave = noise.wave * StrictMath.sin(2 * StrictMath.PI * (t + phase) / noise.waveMinutes);
            double spike = random.nextBoolean(SPIKES) ? SPIKE_MEAN * random.nextExponential() : 0;
            levels[t] += StrictMath.log1p(wave) + spike + change.at(t);
        }
        return levels;
    }

    private EndpointInterval interval(EndpointId id, double[] levels, RandomStream random) {
        Histogram micros = EndpointInterval.newHistogram();
        if (blocks == Blocks.REQUESTS) {
            for (double level : levels) {
                double median = P95_MICROS * StrictMath.exp(level - P95_OF_NORMAL * SIGMA);
                for (int i = 0; i < noise.requests; i++) {
                    micros.recordValue((long) (median * Lognormal.draw(random)));
                }
            }
        } else {
            double[] seen = Arrays.stream(levels)
                    .map(level -> level + noise.samplingError() * random.nextGaussian())
                    .sorted()
                    .toArray();
            double median = (seen[seen.length / 2 - 1] + seen[seen.length / 2]) / 2;
            micros.recordValueWithCount((long) (P95_MICROS * StrictMath.exp(median)), noise.requests);
        }
        EndpointInterval interval = new EndpointInterval(id);
        long n = micros.getTotalCount();
        interval.restore(n, Map.of(Outcome.OK, n), micros, EMPTY, EMPTY);
        return interval;
    }

    /** Lognormal factors around 1, from a table of quantiles: as good for a percentile, and ten times as fast. */
    private static final class Lognormal {
        private static final double[] FACTORS = factors();

        private static double[] factors() {
            RandomStream random = new Seed(95).stream("lognormal");
            return IntStream.range(0, 1 << 17)
                    .mapToDouble(i -> StrictMath.exp(SIGMA * random.nextGaussian()))
                    .toArray();
        }

        static double draw(RandomStream random) {
            return FACTORS[(int) random.nextLong(FACTORS.length)];
        }
    }
}

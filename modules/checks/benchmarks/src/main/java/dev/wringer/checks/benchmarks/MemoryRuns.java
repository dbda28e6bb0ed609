package dev.wringer.checks.benchmarks;

import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.Judge;
import dev.wringer.core.judge.State;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Services with a limit of 512 MiB, a sample a minute for 48 hours: 180 MiB live, noise, the teeth of a young and of an old
 * generation, a warm-up that saturates, and a leak.
 *
 * @param stream names the random numbers, so that no two kinds of run share theirs
 * @param leak in MiB a minute, from the start
 * @param tolerated growth over the run, as a share of the limit
 */
record MemoryRuns(String stream, Noise noise, double leak, double tolerated) implements Experiment {
    private static final long LIMIT = 512L << 20;
    private static final int SERVICES = 20;
    private static final double MINUTES_PER_HOUR = 60;
    private static final double LIVE = 180;
    private static final double YOUNG_TEETH = 150;

    /**
     * What healthy memory looks like.
     *
     * @param sd of the noise, in MiB
     * @param correlation of the noise with itself a minute later
     * @param oldTeeth in MiB, about every 3 hours
     * @param warmUp in MiB, with a time constant of {@code warmUpTau} minutes
     */
    record Noise(double sd, double correlation, double oldTeeth, double warmUp, double warmUpTau) {}

    @Override
    public int together() {
        return SERVICES;
    }

    @Override
    public List<Seen> judged(List<Seed> seeds) {
        Map<String, OptionalLong> limits = new LinkedHashMap<>();
        List<double[]> series = new ArrayList<>();
        for (Seed seed : seeds) {
            limits.put(service(series.size()), OptionalLong.of(LIMIT));
            series.add(series(seed.stream(stream)));
        }
        MadeUp soak = MadeUp.SOAK;
        Judge judge = new Judge(
                soak.plan(List.of(new Criterion.MemoryStable(tolerated)), List.of(), limits, new TreeMap<>()));
        for (int t = 0; t < soak.windowCount(); t++) {
            List<ServiceInterval> services = new ArrayList<>();
            for (int s = 0; s < series.size(); s++) {
                services.add(MadeUp.service(service(s), series.get(s)[t]));
            }
            judge.observe(soak.window(t, List.of(), services));
        }
        return judge.conclude(Remainder.NOTHING, false).findings().stream()
                .filter(finding -> finding.criterion().equals("memory"))
                .map(MemoryRuns::seen)
                .toList();
    }

    private static Seen seen(Finding finding) {
        double hours = finding.state() == State.FAIL
                ? (finding.window().orElseThrow() + 1) / MINUTES_PER_HOUR
                : Double.POSITIVE_INFINITY;
        return new Seen(finding.state(), hours);
    }

    private double[] series(RandomStream random) {
        double[] series = MadeUp.noise(random, (int) MadeUp.SOAK.windowCount(), noise.sd, noise.correlation);
        Teeth young = new Teeth(random, YOUNG_TEETH, 7, 0.3);
        Teeth old = new Teeth(random, noise.oldTeeth, 180, 0.2);
        for (int t = 0; t < series.length; t++) {
            double warm = noise.warmUp * (1 - StrictMath.exp(-t / noise.warmUpTau));
            series[t] += LIVE + warm + leak * t + young.next() + old.next();
        }
        return series;
    }

    private static String service(int index) {
        return "service-%02d".formatted(index);
    }

    /** A sawtooth whose period varies from tooth to tooth. */
    private static final class Teeth {
        private final RandomStream random;
        private final double height;
        private final double minutes;
        private final double jitter;
        private double phase;
        private double period;

        Teeth(RandomStream random, double height, double minutes, double jitter) {
            this.random = random;
            this.height = height;
            this.minutes = minutes;
            this.jitter = jitter;
            this.phase = random.nextDouble();
            this.period = minutes;
        }

        double next() {
            phase += 1 / period;
            if (phase >= 1) {
                phase -= 1;
                period = minutes * (1 - jitter + 2 * jitter * random.nextDouble());
            }
            return height * phase;
        }
    }
}

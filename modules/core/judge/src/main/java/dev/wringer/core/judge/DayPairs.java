package dev.wringer.core.judge;

import dev.wringer.core.model.Unit;
import dev.wringer.core.statistics.Floors;
import dev.wringer.core.statistics.SenSlope;
import dev.wringer.core.statistics.SignedRank;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Growth under a load that follows the time of day: the lowest value of an hour against that of the same hour a day before, so
 * that the cycle cancels out. Over the last 12 such pairs, by Wilcoxon's signed ranks against the growth that is tolerated in
 * a day.
 */
final class DayPairs {
    private static final int PAIRS = 12;
    private static final double HOURS_PER_DAY = 24;
    private static final double ALPHA_STABLE = 0.01;

    private final Timeline timeline;
    private final long hourWindows;
    private final Floors hours;

    DayPairs(Timeline timeline) {
        this.timeline = timeline;
        this.hourWindows = timeline.lasting(Duration.ofHours(1));
        this.hours = new Floors(hourWindows);
    }

    void add(long window, double value) {
        hours.add(window, value);
    }

    /**
     * @param from the first window after the warm-up
     * @param alpha of a false FAIL
     */
    GrowthTrend.Judgement judge(Tolerance tolerated, Unit unit, double from, double alpha) {
        List<Pair> pairs = pairs(from);
        if (pairs.isEmpty() || SignedRank.probabilityAtLeast(pairs.size(), ranks(pairs.size())) > ALPHA_STABLE) {
            double needed = from + (HOURS_PER_DAY + PAIRS) * hourWindows;
            String text = "%s, so days must be compared; %s have a partner a day before, %d are needed: %s would decide"
                    .formatted(
                            LoadCycle.WORDS,
                            Figures.count(pairs.size(), "hour"),
                            PAIRS,
                            "a run of " + timeline.span(Math.max(needed, 2 * HOURS_PER_DAY * hourWindows)));
            return new GrowthTrend.Judgement(State.INCONCLUSIVE, text, -1);
        }
        double perDay =
                tolerated.growth(pairs.getFirst().before()) * (HOURS_PER_DAY * hourWindows / timeline.windowCount());
        double[] above = pairs.stream().mapToDouble(p -> p.growth() - perDay).toArray();
        double[] beneath = pairs.stream().mapToDouble(p -> perDay - p.growth()).toArray();
        double growth = SenSlope.median(pairs.stream().mapToDouble(Pair::growth).toArray());
        String text =
                "%s; the lowest of each of %d hours is %s above that of the same hour the day before (median); tolerated are %s in a day"
                        .formatted(
                                LoadCycle.WORDS,
                                pairs.size(),
                                Figures.value(growth, unit),
                                Figures.value(perDay, unit));
        double grows = SignedRank.probabilityAtLeast(above.length, SignedRank.ofPositive(above));
        double stable = SignedRank.probabilityAtLeast(beneath.length, SignedRank.ofPositive(beneath));
        if (grows <= alpha) {
            return new GrowthTrend.Judgement(
                    State.FAIL, text + ", chance explains this in " + Figures.percent(grows), (long)
                            pairs.getLast().time());
        }
        return stable <= ALPHA_STABLE
                ? new GrowthTrend.Judgement(State.PASS, text, -1)
                : new GrowthTrend.Judgement(
                        State.INCONCLUSIVE, text + "; too noisy to say, about a day more would decide", -1);
    }

    private record Pair(double time, double before, double growth) {}

    private List<Pair> pairs(double from) {
        Map<Double, Double> byTime = new TreeMap<>();
        hours.from(from).forEach(floor -> byTime.put(floor.time(), floor.value()));
        List<Pair> all = hours.all().stream()
                .filter(floor -> byTime.containsKey(floor.time() - HOURS_PER_DAY * hourWindows))
                .map(floor -> {
                    double before = byTime.get(floor.time() - HOURS_PER_DAY * hourWindows);
                    return new Pair(floor.time(), before, floor.value() - before);
                })
                .toList();
        return all.subList(Math.max(0, all.size() - PAIRS), all.size());
    }

    private static int ranks(int n) {
        return n * (n + 1) / 2;
    }
}

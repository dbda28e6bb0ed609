package dev.wringer.core.judge;

import dev.wringer.core.metrics.Residue;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.statistics.Floors;
import dev.wringer.core.statistics.GrowthTest;
import dev.wringer.core.statistics.Kendall;
import dev.wringer.core.statistics.SenSlope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * What one service still had at one checkpoint after the other. Growth is shown by Kendall's exact test against a tolerated
 * one: sockets, open files and threads by 1 per checkpoint; live memory by what the criterion {@code memory} tolerates, tested
 * as there ({@link GrowthTest}) but from a rise of 2 % of the limit on, since no garbage blurs it.
 */
final class ResidueSeries {
    /** Tested for growth. */
    static final int FIGURES = 4;

    private static final double PER_CHECKPOINT = 1;
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double RISE_MIN = 0.02;
    private static final double WARM_UP = 0.25;
    private static final double TOLERATED_USUALLY = 0.1;

    private final String service;
    private final JudgePlan plan;
    private final Timeline timeline;
    private final long stuckAllowed;
    private final List<Entry> entries = new ArrayList<>();
    private Optional<Finding> proof = Optional.empty();

    ResidueSeries(String service, JudgePlan plan) {
        this.service = service;
        this.plan = plan;
        this.timeline = Timeline.of(plan);
        this.stuckAllowed = plan.criteria().stream()
                .filter(Criterion.StuckSessions.class::isInstance)
                .mapToLong(criterion -> ((Criterion.StuckSessions) criterion).atMost())
                .sum();
    }

    private record Entry(long number, Residue residue) {}

    /** One figure at the checkpoints where it is known. */
    private record Curve(List<Long> numbers, List<Double> values) {
        int size() {
            return values.size();
        }

        double[] times() {
            return numbers.stream().mapToDouble(Long::doubleValue).toArray();
        }

        double[] figures() {
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }

        double[] lessTolerated() {
            double[] less = figures();
            for (int i = 0; i < less.length; i++) {
                less[i] -= PER_CHECKPOINT * numbers.get(i);
            }
            return less;
        }
    }

    void add(long number, Residue residue) {
        Optional<Entry> before = entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast());
        Entry now = new Entry(number, residue);
        entries.add(now);
        boolean twice = before.isPresent() && number == before.get().number() + 1 && left(before.get()) > 0;
        if (twice && left(now) > 0 && proof.isEmpty()) {
            String text = "%s, after %s at the checkpoint before; nothing may be left at two in a row"
                    .formatted(words(now), sessionsAndRequests(before.get()));
            proof = Optional.of(finding(State.FAIL, text).at(windowOf(number)).proven());
        }
    }

    /** What speaks against it so far, by counts alone. */
    Optional<Finding> left() {
        return proof.or(() -> entries.stream()
                .filter(entry -> left(entry) > 0)
                .findFirst()
                .map(entry -> finding(State.WARN, words(entry) + "; at the next one nothing was, or none came yet")
                        .at(windowOf(entry.number()))));
    }

    /** @param alpha of each test for growth */
    List<Finding> last(double alpha) {
        List<Finding> findings = new ArrayList<>();
        left().ifPresent(findings::add);
        growth("sockets", alpha, counts(Residue::sockets)).ifPresent(findings::add);
        growth("open files", alpha, counts(Residue::openFiles)).ifPresent(findings::add);
        growth("threads", alpha, counts(Residue::threads)).ifPresent(findings::add);
        memoryGrowth(alpha).ifPresent(findings::add);
        if (findings.isEmpty()) {
            boolean counted =
                    entries.stream().anyMatch(entry -> entry.residue().left().isPresent());
            findings.add(
                    counted
                            ? finding(State.PASS, "nothing is left at " + checkpoints() + "; " + held() + tested(alpha))
                            : finding(State.INCONCLUSIVE, "nobody said in time what was left; " + held()));
        }
        return findings;
    }

    /** What is left and not allowed. */
    private long left(Entry entry) {
        Residue residue = entry.residue();
        return Math.max(0, residue.sessionsOpen().orElse(0) - stuckAllowed)
                + residue.inFlight().orElse(0);
    }

    private Optional<Finding> growth(String figure, double alpha, Curve curve) {
        int notRising = Kendall.notRising(curve.lessTolerated());
        if (notRising > Kendall.inversionsWithin(curve.size(), alpha)) {
            return Optional.empty();
        }
        String text = "%s grow from %s to %s over %d checkpoints (%s per checkpoint, 1 is tolerated)%s"
                .formatted(
                        figure,
                        Figures.significant(curve.values().getFirst()),
                        Figures.significant(curve.values().getLast()),
                        curve.size(),
                        Figures.significant(SenSlope.of(curve.times(), curve.figures())),
                        chance(curve.size(), notRising, alpha));
        return Optional.of(finding(State.FAIL, text).at(windowOf(curve.numbers().getLast())));
    }

    private Optional<Finding> memoryGrowth(double alpha) {
        List<Floors.Floor> steady = liveAfterWarmUp();
        if (steady.size() < GrowthTest.BATCHES_MIN) {
            return Optional.empty();
        }
        double limit = limitMib(steady);
        double tolerated = plan.criteria().stream()
                .filter(Criterion.MemoryStable.class::isInstance)
                .mapToDouble(criterion -> ((Criterion.MemoryStable) criterion).tolerated())
                .findFirst()
                .orElse(TOLERATED_USUALLY);
        double perWindow = tolerated * limit / timeline.windowCount();
        GrowthTest test = GrowthTest.of(steady, perWindow);
        if (!test.grows(alpha, RISE_MIN * limit)) {
            return Optional.empty();
        }
        Floors.Batches batches = test.batches();
        String text =
                "live memory grows from %s to %s between %s and %s, garbage collected (%s/h, tolerated are %s/h)%s"
                        .formatted(
                                Figures.mib(batches.first().value()),
                                Figures.mib(batches.last().value()),
                                timeline.span(batches.first().time()),
                                timeline.span(batches.last().time()),
                                Figures.mib(batches.slope() / timeline.hours(1)),
                                Figures.mib(perWindow / timeline.hours(1)),
                                chance(batches.count(), test.notRising(), alpha));
        return Optional.of(finding(State.FAIL, text).at((long) batches.last().time()));
    }

    private List<Floors.Floor> liveAfterWarmUp() {
        List<Floors.Floor> live = new ArrayList<>();
        for (Entry entry : entries) {
            double window = (double) plan.pauses().checkpoint(entry.number())
                    / plan.window().toNanos();
            OptionalDouble mib = entry.residue().liveMemoryMb();
            if (mib.isPresent() && window >= timeline.windowCount() * WARM_UP) {
                live.add(new Floors.Floor(window, mib.getAsDouble()));
            }
        }
        return live;
    }

    /** Twice the first live memory where no limit is known. */
    private double limitMib(List<Floors.Floor> steady) {
        OptionalLong bytes = plan.memoryLimits().getOrDefault(service, OptionalLong.empty());
        return bytes.isPresent()
                ? bytes.getAsLong() / BYTES_PER_MIB
                : 2 * steady.getFirst().value();
    }

    private static String chance(int n, int against, double alpha) {
        int pairs = Kendall.pairs(n);
        return "; %d of %d pairs rise above it, by chance in %s, a FAIL from %s on"
                .formatted(
                        pairs - against,
                        pairs,
                        Figures.percent(Kendall.probabilityAtMost(n, against)),
                        Figures.percent(alpha));
    }

    private String words(Entry entry) {
        return "%s left at checkpoint %s, %s"
                .formatted(
                        sessionsAndRequests(entry),
                        Figures.count(entry.number() + 1),
                        timeline.at(windowOf(entry.number())));
    }

    private String sessionsAndRequests(Entry entry) {
        String sessions = Figures.count(entry.residue().sessionsOpen().orElse(0), "open session");
        String requests = Figures.count(entry.residue().inFlight().orElse(0), "request") + " in flight";
        return sessions + " and " + requests;
    }

    private String checkpoints() {
        long unknown = entries.stream()
                .filter(entry -> entry.residue().left().isEmpty())
                .count();
        String known = Figures.count(entries.size() - unknown, "checkpoint");
        return known + (unknown == 0 ? "" : " (" + Figures.count(unknown) + " without an answer in time)");
    }

    private String held() {
        List<String> held = new ArrayList<>();
        range("sockets", counts(Residue::sockets), "").ifPresent(held::add);
        range("open files", counts(Residue::openFiles), "").ifPresent(held::add);
        range("threads", counts(Residue::threads), "").ifPresent(held::add);
        range("live memory", curve(residue -> residue.liveMemoryMb()), " MiB").ifPresent(held::add);
        Set<String> uncollected = new LinkedHashSet<>();
        entries.stream()
                .map(entry -> entry.residue().garbage())
                .filter(how -> !how.equals(Residue.COLLECTED))
                .forEach(uncollected::add);
        if (!uncollected.isEmpty()) {
            held.add("garbage not collected: " + String.join(", ", uncollected));
        }
        return String.join("; ", held);
    }

    private static Optional<String> range(String figure, Curve curve, String unit) {
        if (curve.size() == 0) {
            return Optional.empty();
        }
        double low =
                curve.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double high =
                curve.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        String lowest = Figures.significant(low);
        String highest = Figures.significant(high);
        String text = lowest.equals(highest) ? lowest : lowest + " to " + highest;
        return Optional.of(figure + " " + text + unit);
    }

    private String tested(double alpha) {
        int needed = 2;
        while (Kendall.inversionsWithin(needed, alpha) < 0) {
            needed++;
        }
        String memory = liveAfterWarmUp().size() < GrowthTest.BATCHES_MIN
                ? "; live memory needs " + GrowthTest.BATCHES_MIN + " after the first quarter of the run"
                : "";
        return entries.size() < needed
                ? "; too few to show growth, %d are needed".formatted(needed)
                : "; no growth shown at %s per figure".formatted(Figures.percent(alpha)) + memory;
    }

    private Curve counts(Function<Residue, OptionalLong> figure) {
        return curve(residue -> {
            OptionalLong count = figure.apply(residue);
            return count.isPresent() ? OptionalDouble.of((double) count.getAsLong()) : OptionalDouble.empty();
        });
    }

    private Curve curve(Function<Residue, OptionalDouble> figure) {
        List<Long> numbers = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (Entry entry : entries) {
            OptionalDouble value = figure.apply(entry.residue());
            if (value.isPresent()) {
                numbers.add(entry.number());
                values.add(value.getAsDouble());
            }
        }
        return new Curve(numbers, values);
    }

    private long windowOf(long number) {
        return plan.pauses().begin(number) / plan.window().toNanos();
    }

    private Finding finding(State state, String text) {
        return Finding.of(QuiesceExaminer.KEY, service, state, text);
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.model.Unit;
import dev.wringer.core.statistics.ChangePoint;
import dev.wringer.core.statistics.Floors;
import dev.wringer.core.statistics.GrowthTest;
import dev.wringer.core.statistics.Kendall;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One series over a run: does it pile up, as memory does that leaks? Times are shares of the run, given here for 48 hours:
 * floors of 30 minutes, after a warm-up of 12 hours, looked at each hour from hour 20 on and at the end; and, for a leak that
 * will not leave that much time, floors of 15 minutes over the latter half of the time so far, once they come near the limit.
 *
 * <p>A process that a fault has started is left out for its first 90 minutes. Where faults start a service often, processes are
 * compared at the same age instead ({@link Lives}).
 *
 * <p>A run of a minute with 12 windows has 9 floors of one window: it shows a leak of twice the tolerated slope that rises in
 * nearly every window, and cannot tell it from a runtime that warms up evenly for a minute. What is tolerated is a share of
 * the limit over the run, so a short run tolerates a steeper slope.
 */
final class GrowthTrend {
    private static final double FINE_BLOCK = 1.0 / 192;
    private static final double WARM_UP = 0.25;
    private static final double FIRST_LOOK = 20.0 / 48;
    private static final double WARM_UP_OF_LIFE = 1.0 / 32;
    private static final double YOUNG = 1.0 / 576;
    private static final double LOOKS = 1.0 / 48;
    private static final double EXHAUSTION_FROM = 3.0 / 48;
    private static final double EXHAUSTION = 0.8;

    /** 0.075 % per service in total: 46 looks with two tests each, and the last one. */
    private static final double ALPHA_LOOK = 5.6e-6;

    private static final double ALPHA_LAST = 2.5e-4;

    private final Tolerance tolerated;
    private final Unit unit;
    private final Timeline timeline;
    private final LoadCycle load;
    private final DayPairs days;
    private final Floors floors;
    private final Floors fineFloors;
    private final Lives lives;
    private double firstFloor = Double.NaN;
    private long masked;
    private Optional<Judgement> proof = Optional.empty();
    private Judgement latest = new Judgement(State.INCONCLUSIVE, "too early to say", -1);

    /** @param load while it follows the time of day, the series is judged at the end only, day against day */
    GrowthTrend(Tolerance tolerated, Unit unit, Timeline timeline, LoadCycle load) {
        this.tolerated = tolerated;
        this.unit = unit;
        this.timeline = timeline;
        this.load = load;
        this.days = new DayPairs(timeline);
        this.floors = new Floors(timeline.block());
        this.fineFloors = new Floors(timeline.part(FINE_BLOCK));
        this.lives = new Lives(timeline.part(YOUNG), timeline.part(FINE_BLOCK));
    }

    /** @param window the window that shows it; -1 while none does */
    record Judgement(State state, String text, long window) {}

    /** @param age of a process that a fault has started, in windows; empty for one that was there from the start */
    void observe(long window, double value, OptionalLong age) {
        age.ifPresent(windows -> lives.add(window, windows, value));
        if (age.isPresent() && age.getAsLong() < timeline.part(WARM_UP_OF_LIFE)) {
            masked++;
        } else {
            floors.add(window, value);
            fineFloors.add(window, value);
            days.add(window, value);
        }
        long done = window + 1;
        if (proof.isPresent() || done % timeline.part(LOOKS) != 0) {
            return;
        }
        if (load.isDaily()) {
            latest = new Judgement(State.INCONCLUSIVE, LoadCycle.WORDS + ", so it is judged at the end", -1);
            return;
        }
        if (done >= timeline.windowCount() * FIRST_LOOK) {
            latest = look(done, ALPHA_LOOK);
        }
        if (latest.state() != State.FAIL && done >= timeline.windowCount() * EXHAUSTION_FROM) {
            nearExhaustion(done).ifPresent(found -> latest = found);
        }
        if (latest.state() == State.FAIL) {
            proof = Optional.of(latest);
        }
    }

    void mask() {
        masked++;
    }

    boolean isProven() {
        return proof.isPresent();
    }

    Judgement soFar() {
        return proof.orElse(latest);
    }

    Judgement last(long lastWindow) {
        return proof.orElseGet(() -> load.isDaily()
                ? days.judge(tolerated, unit, steadyFrom(), ALPHA_LAST)
                : look(lastWindow + 1, ALPHA_LAST));
    }

    private Judgement look(long done, double alpha) {
        List<Floors.Floor> steady = steady();
        if (steady.size() < GrowthTest.BATCHES_MIN) {
            String text = "%d floors of %s after the first %s can be compared, %d are needed%s"
                    .formatted(
                            steady.size(),
                            timeline.span(timeline.block()),
                            timeline.span(timeline.windowCount() * WARM_UP),
                            GrowthTest.BATCHES_MIN,
                            maskedWords());
            return new Judgement(State.INCONCLUSIVE, text, -1);
        }
        double perWindow = growth() / timeline.windowCount();
        GrowthTest test = GrowthTest.of(steady, perWindow);
        double riseMin = growth() / 2;
        Optional<Judgement> ofProcess = growthOfProcess(done, alpha);
        if (ofProcess.isPresent()) {
            return ofProcess.get();
        }
        if (test.grows(alpha, riseMin)) {
            return new Judgement(State.FAIL, describe(test) + rank(test, test.notRising(), "rise above it"), done - 1);
        }
        if (test.isStable()) {
            return new Judgement(State.PASS, describe(test) + rank(test, test.notFalling(), "stay below it"), -1);
        }
        if (test.isStep(perWindow, riseMin)) {
            int step = ChangePoint.of(test.batches().values());
            double at = test.batches().medians().get(step).time();
            String text = describe(test) + "; it jumped once, about " + timeline.at((long) at) + ", without growing";
            return new Judgement(State.WARN, text, (long) at);
        }
        String why = test.flattening() && test.lastRise() > riseMin ? "it rises, but flattens" : "too noisy to say";
        String price = "; %s; about %s more would decide".formatted(why, timeline.span(test.longer() * done));
        return new Judgement(State.INCONCLUSIVE, describe(test) + price, -1);
    }

    /** Processes that faults start pile up what ends with them. */
    private Optional<Judgement> growthOfProcess(long done, double alpha) {
        List<Floors.Floor> byAge = lives.byAge(timeline.part(WARM_UP_OF_LIFE));
        if (!isStartedOften() || byAge.size() < GrowthTest.BATCHES_MIN) {
            return Optional.empty();
        }
        GrowthTest test = GrowthTest.of(byAge, growth() / timeline.windowCount());
        String text = "by the age of a process, " + describe(test) + rank(test, test.notRising(), "rise above it");
        return test.grows(alpha, growth() / 2)
                ? Optional.of(new Judgement(State.FAIL, text, done - 1))
                : Optional.empty();
    }

    private boolean isStartedOften() {
        return lives.starts(steadyFrom()).size() >= GrowthTest.BATCHES_MAX;
    }

    private List<Floors.Floor> steady() {
        return isStartedOften() ? lives.starts(steadyFrom()) : floors.from(steadyFrom());
    }

    private Optional<Judgement> nearExhaustion(long done) {
        List<Floors.Floor> latter = fineFloors.from(done / 2.0);
        if (latter.size() < GrowthTest.BATCHES_MIN || tolerated.limit().isEmpty()) {
            return Optional.empty();
        }
        double lastFloor = latter.getLast().value();
        double limit = tolerated.limit().getAsDouble();
        GrowthTest test = GrowthTest.of(latter, growth() / timeline.windowCount());
        if (lastFloor <= EXHAUSTION * limit || !test.grows(ALPHA_LOOK, growth() / 2)) {
            return Optional.empty();
        }
        String near = "near exhaustion: %s of %s; ".formatted(shown(lastFloor), shown(limit));
        String text = near + describe(test) + rank(test, test.notRising(), "rise above it");
        return Optional.of(new Judgement(State.FAIL, text, done - 1));
    }

    private String describe(GrowthTest test) {
        Floors.Batches batches = test.batches();
        double perHour = 1 / timeline.hours(1);
        String whole = tolerated.ofLimit() ? tolerated.words() : shown(growth());
        return "floors go from %s to %s between %s and %s (%s/h); tolerated are %s/h (over the run %s)%s"
                .formatted(
                        shown(batches.first().value()),
                        shown(batches.last().value()),
                        timeline.span(batches.first().time()),
                        timeline.span(batches.last().time()),
                        shown(batches.slope() * perHour),
                        shown(growth() / timeline.windowCount() * perHour),
                        whole,
                        maskedWords());
    }

    private static String rank(GrowthTest test, int against, String verb) {
        int pairs = Kendall.pairs(test.batches().count());
        double chance = Kendall.probabilityAtMost(test.batches().count(), against);
        return String.format(
                Locale.ROOT,
                "; %d of %d pairs of %d batches %s, by chance in %s",
                pairs - against,
                pairs,
                test.batches().count(),
                verb,
                Figures.percent(chance));
    }

    private String maskedWords() {
        return masked == 0 ? "" : ", " + Figures.count(masked, "window") + " left out";
    }

    private double growth() {
        if (Double.isNaN(firstFloor)) {
            List<Floors.Floor> steady = steady();
            firstFloor = steady.isEmpty() ? Double.NaN : steady.getFirst().value();
        }
        return tolerated.growth(firstFloor);
    }

    private double steadyFrom() {
        return timeline.windowCount() * WARM_UP;
    }

    private String shown(double value) {
        return Figures.value(value, unit);
    }
}

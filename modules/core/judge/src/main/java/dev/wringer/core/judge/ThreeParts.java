package dev.wringer.core.judge;

import dev.wringer.core.statistics.Floors;
import dev.wringer.core.statistics.Kendall;
import dev.wringer.core.statistics.SenSlope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A figure before, during and after a change, in as many windows each. Each part is taken in up to 12 batches, so that
 * neighbours within a batch do not count as evidence of their own.
 */
final class ThreeParts {
    enum Part {
        BEFORE,
        DURING,
        AFTER
    }

    private static final int BATCHES_MAX = 12;
    private static final int VALUES_MIN = 5;
    private static final double ABOUT_HALF_MIN = 0.25;
    private static final double ABOUT_HALF_MAX = 0.75;
    /** Of one processor, in per cent; what is below may halve and matters to nobody. */
    private static final double LEVEL_MIN = 5;

    private final List<List<Floors.Floor>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

    void add(Part part, long window, double value) {
        parts.get(part.ordinal()).add(new Floors.Floor(window, value));
    }

    boolean isEnough() {
        return parts.stream().allMatch(part -> part.size() >= VALUES_MIN);
    }

    double growthDuring() {
        return batches(Part.DURING).slope();
    }

    /** Per window, the mean of before and after. */
    double growthBeside() {
        return (batches(Part.BEFORE).slope() + batches(Part.AFTER).slope()) / 2;
    }

    double levelDuring() {
        return level(Part.DURING);
    }

    double levelBeside() {
        return (level(Part.BEFORE) + level(Part.AFTER)) / 2;
    }

    /** It rises before and after, and during about half as fast: each of the three by Kendall's exact test. */
    boolean growthHalves(double alpha) {
        double slow = ABOUT_HALF_MAX * growthBeside();
        return rises(batches(Part.BEFORE), alpha)
                && rises(batches(Part.AFTER), alpha)
                && growthDuring() >= ABOUT_HALF_MIN * growthBeside()
                && staysBelow(slow, batches(Part.DURING), alpha);
    }

    /** It is about half as high during as beside, and no batch during reaches any beside. */
    boolean levelHalves() {
        double beside = levelBeside();
        double during = levelDuring();
        double highest = Arrays.stream(batches(Part.DURING).values()).max().orElseThrow();
        double lowest = Math.min(
                Arrays.stream(batches(Part.BEFORE).values()).min().orElseThrow(),
                Arrays.stream(batches(Part.AFTER).values()).min().orElseThrow());
        return beside >= LEVEL_MIN
                && during >= ABOUT_HALF_MIN * beside
                && during <= ABOUT_HALF_MAX * beside
                && highest < lowest;
    }

    private static boolean rises(Floors.Batches batches, double alpha) {
        return Kendall.notRising(batches.values()) <= Kendall.inversionsWithin(batches.count(), alpha);
    }

    private static boolean staysBelow(double slope, Floors.Batches batches, double alpha) {
        return Kendall.notFalling(batches.lessSlope(slope)) <= Kendall.inversionsWithin(batches.count(), alpha);
    }

    private double level(Part part) {
        return SenSlope.median(batches(part).values());
    }

    private Floors.Batches batches(Part part) {
        List<Floors.Floor> values = parts.get(part.ordinal());
        return Floors.Batches.of(values, Math.min(BATCHES_MAX, values.size()));
    }
}

package dev.wringer.core.judge;

import dev.wringer.core.statistics.ChangePoint;
import dev.wringer.core.statistics.SenSlope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A series as the median of each block of windows, and where it changed. */
final class BlockSeries {
    private static final int BLOCKS_MIN = 8;
    /** How much of the variance a single step, or a straight line, must explain to be worth telling. */
    private static final double EXPLAINED_MIN = 0.6;

    private static final double JUMP_MIN = 0.1;
    private static final double DRIFT_MIN = 0.2;
    private static final double NEAR_BLOCKS = 2;

    private final long blockWindows;
    private final List<Block> blocks = new ArrayList<>();
    private final double[] open;
    private int size;
    private long block = -1;

    BlockSeries(long blockWindows) {
        this.blockWindows = blockWindows;
        this.open = new double[(int) blockWindows];
    }

    private record Block(long window, double median) {}

    /**
     * A change of level.
     *
     * @param window where the later level begins; for a drift, the window asked about
     */
    record Shift(long window, double before, double after) {}

    void add(long window, double value) {
        if (window / blockWindows != block) {
            close();
            block = window / blockWindows;
        }
        open[size++] = value;
    }

    private void close() {
        if (size > 0) {
            blocks.add(new Block(block * blockWindows, SenSlope.median(Arrays.copyOf(open, size))));
            size = 0;
        }
    }

    /** The one step of the series, if it is near a window and stands out. */
    Optional<Shift> jumpNear(long window) {
        double[] values = values();
        if (values.length < BLOCKS_MIN) {
            return Optional.empty();
        }
        int split = ChangePoint.of(values);
        double[] before = Arrays.copyOf(values, split);
        double[] after = Arrays.copyOfRange(values, split, values.length);
        double from = SenSlope.median(before);
        double to = SenSlope.median(after);
        long at = blocks.get(split).window();
        boolean near = Math.abs(at - window) <= NEAR_BLOCKS * blockWindows;
        boolean steep = squares(before) + squares(after) <= (1 - EXPLAINED_MIN) * squares(values);
        return near && steep && isLarge(from, to, JUMP_MIN) && !isDrift(values)
                ? Optional.of(new Shift(at, from, to))
                : Optional.empty();
    }

    /** From where to where the series went along a straight line, up to a window. */
    Optional<Shift> driftThrough(long window) {
        double[] values = values();
        int until = 0;
        while (until < blocks.size() && blocks.get(until).window() <= window) {
            until++;
        }
        if (until < BLOCKS_MIN) {
            return Optional.empty();
        }
        double[] past = Arrays.copyOf(values, until);
        return isDrift(past) && isLarge(past[0], past[until - 1], DRIFT_MIN)
                ? Optional.of(new Shift(window, past[0], past[until - 1]))
                : Optional.empty();
    }

    private double[] values() {
        close();
        return blocks.stream().mapToDouble(Block::median).toArray();
    }

    private static boolean isLarge(double from, double to, double share) {
        return Math.abs(to - from) >= share * Math.max(Math.abs(from), Math.abs(to)) && from != to;
    }

    /** A straight line explains more than the one step that fits best. */
    private static boolean isDrift(double[] values) {
        double total = squares(values);
        int split = ChangePoint.of(values);
        double step = squares(Arrays.copyOf(values, split)) + squares(Arrays.copyOfRange(values, split, values.length));
        double centre = (values.length - 1) / 2.0;
        double mean = Arrays.stream(values).average().orElse(0);
        double sxy = 0;
        double sxx = 0;
        for (int i = 0; i < values.length; i++) {
            sxy += (i - centre) * (values[i] - mean);
            sxx += (i - centre) * (i - centre);
        }
        double line = total - sxy * sxy / sxx;
        return line < step && line <= (1 - EXPLAINED_MIN) * total;
    }

    private static double squares(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    }
}

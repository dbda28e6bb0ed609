package dev.wringer.core.calibration;

import dev.wringer.core.statistics.SenSlope;
import java.util.ArrayList;
import java.util.List;

/** The straight line in a series, to be taken out: what is left is noise around its middle. */
final class Trend {
    /** Fewer values than this show no trend worth taking out. */
    private static final int VALUES_MIN = 9;

    private final List<Double> at = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    void add(double time, double value) {
        at.add(time);
        values.add(value);
    }

    /** A line through the middle of the times, where it is 0 (Sen 1968). */
    Line line() {
        if (values.size() < VALUES_MIN) {
            return new Line(0, 0);
        }
        double[] times = at.stream().mapToDouble(Double::doubleValue).toArray();
        double slope = SenSlope.of(
                times, values.stream().mapToDouble(Double::doubleValue).toArray());
        return new Line((times[0] + times[times.length - 1]) / 2, slope);
    }

    record Line(double middle, double slope) {
        double at(double time) {
            return slope * (time - middle);
        }
    }
}

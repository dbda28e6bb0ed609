package dev.wringer.core.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * How many requests took how long, over time: columns of one or more windows, rows that each span an eighth of a decade of response
 * time. When a run is longer than there are columns, two become one, so that it takes the same memory however long the run is.
 */
public final class HeatMap {
    static final int COLUMNS_MAX = 240;

    private static final int PER_DECADE = 8;
    private static final int FIRST_EXPONENT = -1;
    private static final int DECADES = 6;
    private static final int ROWS = PER_DECADE * DECADES;
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double[] BOUNDS_MS = new double[ROWS + 1];

    static {
        for (int i = 0; i <= ROWS; i++) {
            BOUNDS_MS[i] = StrictMath.pow(10, FIRST_EXPONENT + (double) i / PER_DECADE);
        }
    }

    private final List<long[]> columns = new ArrayList<>();
    private long windowsPerColumn = 1;
    private long windowNanos;

    /** Where rows begin, in milliseconds, and where the last one ends; what lies outside counts to the row next to it. */
    public static List<Double> boundsMs() {
        return Arrays.stream(BOUNDS_MS).boxed().toList();
    }

    /** In the order of their numbers; some may be missing. */
    public void add(Window window) {
        windowNanos = Math.max(
                windowNanos, Duration.between(window.start(), window.end()).toNanos());
        while (window.index() / windowsPerColumn >= COLUMNS_MAX) {
            halve();
        }
        int column = (int) (window.index() / windowsPerColumn);
        while (columns.size() <= column) {
            columns.add(new long[ROWS]);
        }
        window.endpoints().forEach(endpoint -> add(columns.get(column), endpoint.responseTime()));
    }

    /** Counts by column, then row. */
    public List<long[]> columns() {
        return columns.stream().map(long[]::clone).toList();
    }

    /** How long one column is. */
    public long columnNanos() {
        return windowsPerColumn * windowNanos;
    }

    private static void add(long[] column, Histogram times) {
        int row = 0;
        for (HistogramIterationValue value : times.recordedValues()) {
            double millis = value.getValueIteratedTo() / MICROS_PER_MILLI;
            while (row < ROWS - 1 && millis >= BOUNDS_MS[row + 1]) {
                row++;
            }
            column[row] += value.getCountAddedInThisIterationStep();
        }
    }

    private void halve() {
        windowsPerColumn *= 2;
        List<long[]> halves = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (i % 2 == 0) {
                halves.add(columns.get(i));
            } else {
                for (int row = 0; row < ROWS; row++) {
                    halves.getLast()[row] += columns.get(i)[row];
                }
            }
        }
        columns.clear();
        columns.addAll(halves);
    }
}

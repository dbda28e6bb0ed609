package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.statistics.SenSlope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How fast and how good the endpoints of a run were, block by block: medians over windows next to each other, because what one window
 * shows the next one shows, too. Windows of warm-up, pauses, faults, recoveries and an unfit generator are left out.
 */
public final class Levels {
    /** What is looked at, in the unit of the file. */
    public enum Measure {
        P50(Column.P50_MS, "p50 ms"),
        P95(Column.P95_MS, "p95 ms"),
        P99(Column.P99_MS, "p99 ms"),
        ERRORS(Column.ERROR_RATE_PCT, "errors %");

        private final Column column;
        private final String words;

        Measure(Column column, String words) {
            this.column = column;
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    private static final int BLOCKS_MOST = 40;

    private final SortedMap<EndpointId, Map<Measure, List<Double>>> windows = new TreeMap<>();

    private Levels() {}

    public static Levels of(RunFolder folder) {
        Levels levels = new Levels();
        try (Stream<WindowRow> rows = folder.rows()) {
            rows.filter(Levels::counts).forEach(levels::add);
        }
        return levels;
    }

    private static boolean counts(WindowRow row) {
        return row.phase() == Phase.STEADY
                && !row.text(Column.ENDPOINT).isEmpty()
                && row.text(Column.FAULTS).isEmpty()
                && row.text(Column.RECOVERING).isEmpty()
                && row.text(Column.GENERATOR_UNFIT).isEmpty();
    }

    private void add(WindowRow row) {
        EndpointId id = new EndpointId(row.text(Column.SERVICE), row.text(Column.ENDPOINT));
        Map<Measure, List<Double>> measures = windows.computeIfAbsent(id, ignored -> new EnumMap<>(Measure.class));
        for (Measure measure : Measure.values()) {
            List<Double> values = measures.computeIfAbsent(measure, ignored -> new ArrayList<>());
            row.number(measure.column).ifPresent(values::add);
        }
    }

    public List<EndpointId> endpoints() {
        return List.copyOf(windows.keySet());
    }

    /** By block; empty for an endpoint that is not there. */
    public double[] blocks(EndpointId id, Measure measure) {
        List<Double> values = windows.containsKey(id) ? windows.get(id).get(measure) : List.of();
        int blocks = Math.min(BLOCKS_MOST, values.size());
        double[] medians = new double[blocks];
        for (int i = 0; i < blocks; i++) {
            medians[i] = median(values.subList(i * values.size() / blocks, (i + 1) * values.size() / blocks));
        }
        return medians;
    }

    /** Over the whole run; NaN for an endpoint that is not there. */
    public double median(EndpointId id, Measure measure) {
        double[] blocks = blocks(id, measure);
        return blocks.length == 0 ? Double.NaN : SenSlope.median(blocks);
    }

    private static double median(List<Double> values) {
        return SenSlope.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}

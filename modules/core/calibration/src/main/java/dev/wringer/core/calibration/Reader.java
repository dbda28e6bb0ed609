package dev.wringer.core.calibration;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Takes the windows of a run, one after the other, and keeps of them what a {@link Source} does. */
final class Reader {
    private final Source source;
    private final long firstWindow;
    private final List<Source.Row> rows = new ArrayList<>();
    private final TreeMap<EndpointId, Histogram> merged = new TreeMap<>();
    private long cell = -1;

    /** @param firstWindow earlier ones are not drawn */
    Reader(Source source, long firstWindow) {
        this.source = source;
        this.firstWindow = firstWindow;
    }

    void add(Window window) {
        if (window.index() / source.windowsPerCell != cell) {
            rows.clear();
            merged.clear();
            cell = window.index() / source.windowsPerCell;
        }
        if (window.index() >= firstWindow
                && window.phase() == Phase.STEADY
                && window.faults().isEmpty()) {
            keep(window);
        }
        if (window.index() % source.windowsPerCell == source.windowsPerCell - 1
                && 2 * rows.size() > source.windowsPerCell) {
            SortedMap<EndpointId, Times> times = new TreeMap<>();
            merged.forEach((id, histogram) -> times.put(id, Times.of(histogram)));
            source.cells.put((int) cell, new Source.Cell(List.copyOf(rows), times));
        }
    }

    private void keep(Window window) {
        SortedMap<EndpointId, Map<Outcome, Long>> outcomes = new TreeMap<>();
        for (EndpointInterval interval : window.endpoints()) {
            outcomes.put(interval.id(), outcomes(interval));
            if (window.generator().isFit()) {
                merged.computeIfAbsent(interval.id(), id -> EndpointInterval.newHistogram())
                        .add(interval.responseTime());
            }
        }
        rows.add(new Source.Row(window.index(), window.generator(), outcomes, window.services()));
    }

    private static Map<Outcome, Long> outcomes(EndpointInterval interval) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, interval.count(outcome));
        }
        return outcomes;
    }
}

package dev.wringer.core.calibration;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.GeneratorInterval;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.model.Outcome;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is kept of a run: its windows, and in each cell (as many windows as the judge takes together) the response times, which
 * it never looks at one by one.
 */
final class Source {
    /** One window, and where in the run it was. */
    record Row(
            long window,
            GeneratorInterval generator,
            SortedMap<EndpointId, Map<Outcome, Long>> outcomes,
            List<ServiceInterval> services) {}

    /** The windows that count, in order; those in which Wringer was unfit have no times. */
    record Cell(List<Row> rows, SortedMap<EndpointId, Times> times) {}

    /** Cells that can be drawn, by their place in the run: more than half of their windows count. */
    final TreeMap<Integer, Cell> cells = new TreeMap<>();

    final int windowsPerCell;

    Source(int windowsPerCell) {
        this.windowsPerCell = windowsPerCell;
    }
}

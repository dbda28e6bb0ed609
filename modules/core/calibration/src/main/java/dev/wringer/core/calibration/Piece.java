package dev.wringer.core.calibration;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.GeneratorInterval;
import dev.wringer.core.metrics.ServiceInterval;
import java.util.List;
import java.util.SortedMap;

/**
 * One window of the run without its trend, to be put anywhere into another. The response times of a cell are in its first
 * window in which Wringer was fit, because percentiles are judged over cells.
 *
 * @param times those in {@code endpoints}; none in the other windows of a cell
 */
record Piece(
        GeneratorInterval generator,
        List<EndpointInterval> endpoints,
        List<ServiceInterval> services,
        SortedMap<EndpointId, Times> times) {}

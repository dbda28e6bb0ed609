package dev.wringer.adapters.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wringer.adapters.storage.Column;
import dev.wringer.adapters.storage.WindowRow;
import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.Phase;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The windows of a run as one array per curve, rounded to what an eye can tell apart: an array of numbers is a tenth of the
 * size of a row of named figures.
 */
final class WindowColumns {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final MathContext FIGURE = new MathContext(4, RoundingMode.HALF_UP);
    private static final double MILLIS = 1_000.0;

    private final ArrayNode starts = JSON.arrayNode();
    private final ArrayNode warmUp = JSON.arrayNode();
    private final ArrayNode quiesce = JSON.arrayNode();
    private final ArrayNode held = JSON.arrayNode();
    private final ObjectNode unfit = JSON.objectNode();
    private final ObjectNode faults = JSON.objectNode();
    private final ObjectNode recovering = JSON.objectNode();
    private final Map<EndpointId, ObjectNode> endpoints = new LinkedHashMap<>();
    private final Map<String, ObjectNode> services = new LinkedHashMap<>();
    private final Set<String> servicesOfWindow = new LinkedHashSet<>();
    private String windowStart = "";
    private double windowSeconds;

    void add(WindowRow row) {
        if (!row.text(Column.WINDOW_START).equals(windowStart)) {
            beginWindow(row);
        }
        String service = row.text(Column.SERVICE);
        if (servicesOfWindow.add(service)) {
            addService(services.computeIfAbsent(service, WindowColumns::newService), row);
        }
        String endpoint = row.text(Column.ENDPOINT);
        if (!endpoint.isEmpty()) {
            addEndpoint(endpoints.computeIfAbsent(new EndpointId(service, endpoint), WindowColumns::newEndpoint), row);
        }
    }

    void putInto(ObjectNode root) {
        ObjectNode windows = root.putObject("windows");
        windows.put("seconds", windowSeconds);
        windows.set("start", starts);
        windows.set("warm_up", warmUp);
        windows.set("quiesce", quiesce);
        windows.set("held", held);
        windows.set("unfit", unfit);
        windows.set("faults", faults);
        windows.set("recovering", recovering);
        root.putArray("endpoints").addAll(endpoints.values());
        root.putArray("services").addAll(services.values());
    }

    private void beginWindow(WindowRow row) {
        windowStart = row.text(Column.WINDOW_START);
        servicesOfWindow.clear();
        Instant start = Instant.parse(windowStart);
        long millis = Duration.between(start, Instant.parse(row.text(Column.WINDOW_END)))
                .toMillis();
        windowSeconds = Math.max(windowSeconds, millis / MILLIS);
        String index = Integer.toString(starts.size());
        starts.add(start.toEpochMilli());
        warmUp.add(row.phase() == Phase.WARM_UP ? 1 : 0);
        quiesce.add(row.phase() == Phase.QUIESCE ? 1 : 0);
        held.add(row.phase() == Phase.HELD ? 1 : 0);
        note(unfit, index, row, Column.GENERATOR_UNFIT);
        note(faults, index, row, Column.FAULTS);
        note(recovering, index, row, Column.RECOVERING);
    }

    private static void note(ObjectNode notes, String index, WindowRow row, Column column) {
        if (!row.text(column).isEmpty()) {
            notes.put(index, String.join(", ", row.list(column)));
        }
    }

    private static ObjectNode newService(String name) {
        return JSON.objectNode().put("name", name);
    }

    private static ObjectNode newEndpoint(EndpointId id) {
        return JSON.objectNode().put("service", id.service()).put("endpoint", id.endpoint());
    }

    private void addService(ObjectNode curves, WindowRow row) {
        add(curves, "memory", row.number(Column.MEMORY_MB));
        add(curves, "sessions", row.number(Column.SESSIONS_OPEN));
    }

    private void addEndpoint(ObjectNode curves, WindowRow row) {
        add(curves, "p50", row.number(Column.P50_MS));
        add(curves, "p95", row.number(Column.P95_MS));
        add(curves, "p99", row.number(Column.P99_MS));
        add(curves, "errors", row.number(Column.ERROR_RATE_PCT));
        OptionalDouble requests = row.number(Column.REQUESTS);
        add(curves, "rate", requests.isEmpty() ? requests : OptionalDouble.of(requests.getAsDouble() / seconds(row)));
    }

    private static double seconds(WindowRow row) {
        Instant start = Instant.parse(row.text(Column.WINDOW_START));
        return Math.max(
                Duration.between(start, Instant.parse(row.text(Column.WINDOW_END)))
                                .toMillis()
                        / MILLIS,
                1 / MILLIS);
    }

    /** Windows in which it was not there are unknown. */
    private void add(ObjectNode curves, String name, OptionalDouble figure) {
        ArrayNode curve = curves.withArray("/" + name);
        while (curve.size() < starts.size() - 1) {
            curve.addNull();
        }
        if (figure.isPresent()) {
            curve.add(BigDecimal.valueOf(figure.getAsDouble()).round(FIGURE).stripTrailingZeros());
        } else {
            curve.addNull();
        }
    }
}

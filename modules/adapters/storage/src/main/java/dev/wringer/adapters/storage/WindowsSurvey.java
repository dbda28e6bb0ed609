package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Figure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a windows CSV shows, found by reading it once. A figure that every row leaves empty was not measured. */
final class WindowsSurvey {
    private static final Optional<String> WITHOUT_FAULTS = Optional.of("it says nothing of faults");

    private static final int ENDPOINTS_MAX = 10_000;
    private static final double PERCENT_MAX = 100;

    private final TreeSet<EndpointId> endpoints = new TreeSet<>();
    private final TreeMap<EndpointId, Long> inFlight = new TreeMap<>();
    private final Map<Column, Long> filled = new EnumMap<>(Column.class);
    private Instant loadStart = Instant.MIN;
    private Duration window = Duration.ZERO;
    private long windowCount;
    private long endpointRows;
    private long withoutPercentiles;

    private WindowsSurvey() {}

    static WindowsSurvey of(Path file) {
        WindowsSurvey survey = new WindowsSurvey();
        try (WindowGroups groups = new WindowGroups(file)) {
            for (Optional<WindowGroups.Group> next = groups.next(); next.isPresent(); next = groups.next()) {
                survey.add(next.get());
            }
            survey.window = groups.window();
        }
        if (survey.windowCount == 0) {
            throw new RunFolderException(file + " has no window: it needs a header with at least "
                    + names(WindowRow.NEEDED) + ", and a row for each window and endpoint");
        }
        survey.requireErrorsInAllRowsOrNone(file);
        return survey;
    }

    private void add(WindowGroups.Group group) {
        loadStart = windowCount == 0 ? group.start() : loadStart;
        windowCount = group.index() + 1;
        inFlight.clear();
        for (WindowRow row : group.rows()) {
            for (Column column : Column.values()) {
                if (!row.text(column).isEmpty()) {
                    filled.merge(column, 1L, Long::sum);
                }
            }
            if (!row.text(Column.ENDPOINT).isEmpty()) {
                add(row);
            }
        }
    }

    private void add(WindowRow row) {
        endpointRows++;
        if (row.text(Column.REQUESTS).isEmpty()) {
            throw row.unreadable(Column.REQUESTS, "a whole number", null);
        }
        EndpointId id = new EndpointId(row.text(Column.SERVICE), row.text(Column.ENDPOINT));
        endpoints.add(id);
        if (endpoints.size() > ENDPOINTS_MAX) {
            throw row.wrong("more than " + ENDPOINTS_MAX + " endpoints; group those that differ by an id only");
        }
        long open = RowsOfAnyTool.count(row, Column.IN_FLIGHT);
        if (open > 0) {
            inFlight.put(id, open);
        }
        boolean timed = Percentiles.of(row).isPresent();
        withoutPercentiles += RowsOfAnyTool.count(row, Column.REQUESTS) > 0 && !timed ? 1 : 0;
    }

    /** An empty cell among filled ones would count as no error. */
    private void requireErrorsInAllRowsOrNone(Path file) {
        long told = filled.getOrDefault(Column.ERRORS, 0L);
        if (told > 0 && told < endpointRows) {
            throw new RunFolderException(file + ": errors is empty in " + (endpointRows - told) + " of " + endpointRows
                    + " rows, expected a whole number in each, or in none when errors were not measured");
        }
    }

    Instant loadStart() {
        return loadStart;
    }

    Duration window() {
        return window;
    }

    long windowCount() {
        return windowCount;
    }

    Set<EndpointId> endpoints() {
        return endpoints;
    }

    SortedMap<EndpointId, Long> inFlightAtEnd() {
        return inFlight;
    }

    boolean has(Column column) {
        return filled.containsKey(column);
    }

    boolean hasPercentiles() {
        return Percentiles.COLUMNS.stream().allMatch(this::has);
    }

    long withoutPercentiles() {
        return withoutPercentiles;
    }

    /** Why a criterion cannot be judged; empty when it can. */
    Optional<String> missingFor(Criterion criterion, boolean isLogged) {
        return switch (criterion) {
            case Criterion.ErrorRate ignored -> missing(Column.ERRORS);
            case Criterion.ResponseTime c -> missingFor(c.percentile(), isLogged);
            case Criterion.ResponseTimeStable c -> missingFor(c.percentile(), isLogged);
            case Criterion.MemoryStable ignored ->
                has(Column.MEMORY_FLOOR_MB) ? Optional.empty() : missing(Column.MEMORY_MB);
            case Criterion.ResourceStable c -> missing(column(c.resource()));
            case Criterion.Metric c -> missingFor(c.series().figure(), isLogged);
            case Criterion.UnfinishedRequests ignored -> missing(Column.IN_FLIGHT);
            case Criterion.StuckSessions ignored -> missing(Column.SESSIONS_STUCK);
            case Criterion.Restarts ignored -> missing(Column.RESTARTS, Column.UPTIME_H);
            case Criterion.HealthChecks ignored -> missing(Column.HEALTH_CHECKS, Column.HEALTH_FAILURES);
            case Criterion.Recovery ignored -> WITHOUT_FAULTS;
            case Criterion.Availability ignored -> WITHOUT_FAULTS;
            case Criterion.OutsideBlastRadius ignored -> WITHOUT_FAULTS;
            case Criterion.NothingLost ignored -> Optional.of("it says nothing of what was read back");
            case Criterion.InPhase ignored -> WITHOUT_FAULTS;
            case Criterion.NoWorse c -> missing(Column.ERRORS).or(() -> missingFor(c.percentile(), isLogged));
        };
    }

    private Optional<String> missingFor(Figure figure, boolean isLogged) {
        return switch (figure) {
            case Figure.OfService of ->
                of == Figure.OfService.AVAILABILITY
                        ? missing(Column.HEALTH_CHECKS, Column.HEALTH_FAILURES)
                        : missing(column(of));
            case Figure.Gauge ignored -> missing(Column.GAUGES);
            case Figure.CounterRate ignored -> missing(Column.GAUGES);
            case Figure.Percentile(double percentile) -> missingFor(percentile, isLogged);
            case Figure.OfEndpoint of ->
                switch (of) {
                    case RATE -> Optional.empty();
                    case ERROR_RATE, SUCCESS_RATE -> missing(Column.ERRORS);
                    case IN_FLIGHT -> missing(Column.IN_FLIGHT);
                    case MAX -> missingFor(PERCENT_MAX, isLogged);
                    case MEAN ->
                        isLogged ? Optional.empty() : Optional.of("a mean of response times needs a histogram log");
                };
        };
    }

    private static Column column(Figure.OfService figure) {
        return switch (figure) {
            case MEMORY, MEMORY_FLOOR, MEMORY_USAGE -> Column.MEMORY_MB;
            case CPU -> Column.CPU_PCT;
            case OPEN_FILES -> Column.OPEN_FILES;
            case THREADS -> Column.THREADS;
            case SESSIONS_OPEN -> Column.SESSIONS_OPEN;
            case RESTARTS -> Column.RESTARTS;
            case AVAILABILITY -> Column.HEALTH_CHECKS;
        };
    }

    private Optional<String> missingFor(double percentile, boolean isLogged) {
        if (isLogged) {
            return Optional.empty();
        }
        if (!Percentiles.SHOWN.contains(percentile)) {
            return Optional.of("a windows file shows p50, p95, p99 and p100 (max) only; others need a histogram log");
        }
        return missing(Percentiles.COLUMNS.toArray(Column[]::new));
    }

    private Optional<String> missing(Column... needed) {
        List<Column> lacking =
                Arrays.stream(needed).filter(column -> !has(column)).toList();
        return lacking.isEmpty() ? Optional.empty() : Optional.of("the file has no figures for " + names(lacking));
    }

    private static String names(List<Column> columns) {
        return String.join(", ", columns.stream().map(Column::header).toList());
    }
}

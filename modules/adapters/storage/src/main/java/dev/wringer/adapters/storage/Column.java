package dev.wringer.adapters.storage;

import java.util.Locale;

/**
 * The columns of {@code windows.csv}, in their order, named as in its header but for the case. An unknown figure is an empty
 * cell. Figures of a service and of the generator repeat on each row that they belong to.
 */
public enum Column {
    WINDOW_START,
    WINDOW_END,
    SERVICE,
    PORT,
    /** Empty on the one row of a service that no traffic goes to; then so is all that belongs to an endpoint. */
    ENDPOINT,
    /** Requests that came to their end in the window, well or not. */
    REQUESTS,
    ERRORS,
    ERROR_RATE_PCT,
    P50_MS,
    P95_MS,
    P99_MS,
    MAX_MS,
    SERVICE_TIME_P99_MS,
    SEND_DELAY_P99_MS,
    MEMORY_MB,
    CPU_PCT,
    OPEN_FILES,
    THREADS,
    SESSIONS_OPEN,
    RESTARTS,
    UPTIME_H,
    /** Ids, separated by semicolons. */
    FAULTS,
    /** {@code warm-up}, {@code steady}, or {@code quiesce} where a pause of the load touches the window. */
    PHASE,
    STARTED,
    TIMEOUTS,
    IN_FLIGHT,
    OLDEST_IN_FLIGHT_S,
    SESSIONS_STUCK,
    HEALTH_CHECKS,
    HEALTH_FAILURES,
    MEMORY_FLOOR_MB,
    /** What exceeded its limit, in words, separated by semicolons; empty: fit. */
    GENERATOR_UNFIT,
    /** {@code name=value}, separated by semicolons. */
    GAUGES,
    /** {@code kind=count}, separated by semicolons; only kinds that occurred. */
    ERROR_KINDS,
    /** {@code label=count}, separated by semicolons. */
    ERROR_LABELS,
    GENERATOR_SEND_DELAY_P99_MS,
    GENERATOR_LOOP_LAG_MAX_MS,
    GENERATOR_GC_PAUSE_MAX_MS,
    /** Share of the host's processors, 0 to 1. */
    GENERATOR_CPU_SHARE,
    GENERATOR_CLOCK_DRIFT_MS,
    GENERATOR_JUDGE_STALL_MS,
    /** Number of the window in the run, from 0; where Wringer itself stood still, numbers are missing. */
    WINDOW,
    /** Ids of the faults that were gone in the window and not yet recovered from, separated by semicolons. */
    RECOVERING;

    /** As the header has it. */
    public String header() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.wringer.adapters.imports;

import dev.wringer.core.model.Outcome;

/** What Vegeta tells of a request: when it was sent, and whether it was answered with a status from 200 to 399. */
record VegetaResult(long startMicros, long latencyNanos, int code, String error, String attack, String url) {
    private static final int STATUS_OK = 200;
    private static final int STATUS_ERROR = 400;
    private static final long NANOS_PER_MICRO = 1_000;

    Sample sample(Names names) {
        long micros = latencyNanos / NANOS_PER_MICRO;
        boolean ok = code >= STATUS_OK && code < STATUS_ERROR;
        Outcome outcome = ok ? Outcome.OK : Failures.kind(code, error);
        String label = ok ? "" : error.isEmpty() ? "status " + code : error;
        return new Sample(
                names.endpoint(url.isEmpty() ? attack : "", url), startMicros + micros, micros, outcome, label);
    }
}

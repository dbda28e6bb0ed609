package dev.wringer.adapters.imports;

import dev.wringer.core.model.Outcome;

/** What k6 tells of a request beside its time; a tag that is not there, or switched off, is empty. */
record K6Tags(String name, String url, String status, String expected, String error, String errorCode) {
    static final String METRIC = "http_req_duration";

    private static final int STATUS_ERROR = 400;

    Sample sample(Names names, long endMicros, long micros) {
        int code = Figures.status(status);
        boolean failed = expected.isEmpty() ? code == 0 || code >= STATUS_ERROR : expected.equals("false");
        if (!failed) {
            return new Sample(names.endpoint(name, url), endMicros, micros, Outcome.OK, "");
        }
        String label = !error.isEmpty() ? error : code > 0 ? "status " + code : "error " + errorCode;
        return new Sample(names.endpoint(name, url), endMicros, micros, kind(code), label);
    }

    /** Codes from k6's documentation; what has none is told by its words. */
    private Outcome kind(int code) {
        return switch (errorCode) {
            case "1050", "1211" -> Outcome.TIMEOUT;
            case "1212" -> Outcome.REFUSED;
            case "1220", "1221" -> Outcome.RESET;
            default -> Failures.kind(code, error);
        };
    }
}

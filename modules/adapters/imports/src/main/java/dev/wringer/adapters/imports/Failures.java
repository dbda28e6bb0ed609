package dev.wringer.adapters.imports;

import dev.wringer.core.model.Outcome;
import java.util.Locale;

/** Which kind of error another tool means, by the status and by the words that operating systems and HTTP clients use. */
final class Failures {
    private static final int STATUS_ERROR = 400;

    private Failures() {}

    /** @param status of HTTP, 0 without an answer */
    static Outcome kind(int status, String words) {
        if (status >= STATUS_ERROR) {
            return Outcome.UNEXPECTED_STATUS;
        }
        String text = words.toLowerCase(Locale.ROOT);
        if (text.contains("timeout") || text.contains("timed out") || text.contains("deadline exceeded")) {
            return Outcome.TIMEOUT;
        }
        if (text.contains("refused") || text.contains("httphostconnect")) {
            return Outcome.REFUSED;
        }
        if (text.contains("reset")
                || text.contains("broken pipe")
                || text.contains("eof")
                || text.contains("nohttpresponse")) {
            return Outcome.RESET;
        }
        return Outcome.FAILED_EXPECTATION;
    }
}

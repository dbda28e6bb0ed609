package dev.wringer.targets.sonia;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/**
 * A request that is answered with an error code instead of data. It is thrown, so that a chain of calls between
 * services ends at the first refusal; it carries no stack trace, because it is an answer and not an accident.
 */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final transient Map<String, String> details;

    Refusal(Code code, String message) {
        this(code, message, Map.of());
    }

    Refusal(Code code, String message, Map<String, String> details) {
        super(message, null, false, false);
        this.code = code;
        this.details = details;
    }

    /** What the caller is told about a failure; the particulars of an accident stay in the log. */
    static Refusal of(Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> refusal;
            case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
            case TimeoutException late -> new Refusal(Code.TIMEOUT, "no answer in time");
            default -> new Refusal(Code.INTERNAL, "internal error");
        };
    }

    Code code() {
        return code;
    }

    Map<String, String> details() {
        return details;
    }
}

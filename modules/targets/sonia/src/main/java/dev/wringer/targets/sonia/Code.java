package dev.wringer.targets.sonia;

import java.util.Optional;

/** The standard error codes of every envelope, each with the HTTP status that goes with it. */
enum Code {
    OK(200),
    INVALID_ARGUMENT(400),
    INVALID_COMMAND(400),
    UNAUTHENTICATED(401),
    INVALID_APPROVAL(401),
    POLICY_DENIED(403),
    PATH_OUTSIDE_SANDBOX(403),
    SYMLINK_DENIED(403),
    NOT_FOUND(404),
    INTERNAL(500),
    UNAVAILABLE(503),
    TIMEOUT(504);

    private final int status;

    Code(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    static Optional<Code> named(String text) {
        for (Code code : values()) {
            if (code.name().equals(text)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}

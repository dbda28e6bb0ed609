package dev.wringer.core.model;

/** How a request ended. Everything but {@link #OK} is an error, each kind counted on its own. */
public enum Outcome {
    OK("ok"),
    TIMEOUT("timeout"),
    REFUSED("refused"),
    RESET("reset"),
    UNEXPECTED_STATUS("unexpected status"),
    FAILED_EXPECTATION("failed expectation"),
    MALFORMED("malformed answer"),
    /** An arrival that found no room: the target is gone or far too slow, and the limit of requests in flight is reached. */
    NOT_SENT("not sent");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    /** As written in reports and files. */
    public String words() {
        return words;
    }

    public boolean isError() {
        return this != OK;
    }
}

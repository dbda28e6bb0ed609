package dev.wringer.adapters.imports;

/** A line that does not say what it should. Counted, not fatal: files are torn, and tools print into them. */
final class BadLine extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Without a stack trace: there may be millions of them. */
    BadLine(String message) {
        super(message, null, false, false);
    }
}

package dev.wringer.adapters.imports;

/** A file that cannot be imported; the message is meant for the user and says why and what to do. */
public final class ImportException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ImportException(String message) {
        super(message);
    }
}

package dev.wringer.adapters.storage;

/** A run folder that cannot be written or read; the message is meant for the user and says which file and why. */
public final class RunFolderException extends RuntimeException {
    RunFolderException(String message) {
        super(message);
    }

    RunFolderException(String message, Throwable cause) {
        super(message, cause);
    }
}

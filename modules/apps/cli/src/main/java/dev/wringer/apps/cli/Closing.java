package dev.wringer.apps.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, the last first; what one refuses does not keep the others open. */
final class Closing {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    void close() throws IOException {
        IOException refused = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                IOException failed = new IOException("could not be closed: " + e.getMessage(), e);
                if (refused != null) {
                    failed.addSuppressed(refused);
                }
                refused = failed;
            }
        }
        if (refused != null) {
            throw refused;
        }
    }
}

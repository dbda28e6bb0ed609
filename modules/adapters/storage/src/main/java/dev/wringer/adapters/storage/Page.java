package dev.wringer.adapters.storage;

import java.io.IOException;

/** Makes the page that people look at from the other files of a finished run, before the manifest is written. */
@FunctionalInterface
public interface Page {
    Page NONE = folder -> {};

    void write(RunFolder folder) throws IOException;
}

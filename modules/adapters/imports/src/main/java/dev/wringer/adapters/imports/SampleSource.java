package dev.wringer.adapters.imports;

import java.io.IOException;
import java.util.function.Consumer;

/** A file of requests, in whatever format. */
interface SampleSource {
    /** Reads it to its end; what cannot be read, or is refused with a {@link BadLine}, is counted. */
    void read(Consumer<Sample> requests, BadLines bad) throws IOException;
}

package dev.wringer.core.model;

import java.util.regex.Pattern;

/** One question to a service, answered by yes or no. */
public sealed interface Probe {
    /** A GET of this path answers with 200 to 299. */
    record Http(String path) implements Probe {
        public Http {
            InvalidValue.unless(path.startsWith("/"), "http", "path " + path, "a path that begins with /");
        }
    }

    /** The port accepts a connection. */
    record Tcp() implements Probe {}

    /** A line of the service's own output contains a match; answers for launched services only. */
    record LogLine(Pattern pattern) implements Probe {}
}

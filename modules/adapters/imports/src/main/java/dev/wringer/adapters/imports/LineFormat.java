package dev.wringer.adapters.imports;

import java.io.IOException;
import java.util.Optional;

/** How one line of a file tells of a request. */
interface LineFormat {
    /** The request; empty where the line tells of something else; {@link BadLine} when it is not of this format. */
    Optional<Sample> sample(String line, Lines rest) throws IOException;
}

package dev.wringer.adapters.storage;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;

/** The rows of a file that grew until Wringer was killed; a last one without its line end is torn. */
final class WholeRows {
    private final Path file;
    private final boolean quoting;

    private WholeRows(Path file, boolean quoting) {
        this.file = file;
        this.quoting = quoting;
    }

    static WholeRows lines(Path file) {
        return new WholeRows(file, false);
    }

    /** Line ends within quotes belong to their cell. */
    static WholeRows csv(Path file) {
        return new WholeRows(file, true);
    }

    /** Cuts the file off before its first row that is torn or not kept. None is there: nothing to do. */
    void cut(Predicate<String> kept) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        long length = length(kept);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.force(true);
        }
    }

    private long length(Predicate<String> kept) throws IOException {
        long length = 0;
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        boolean quoted = false;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                quoted ^= quoting && octet == '"';
                row.write(octet);
                if (octet == '\n' && !quoted) {
                    if (!kept.test(row.toString(StandardCharsets.UTF_8))) {
                        return length;
                    }
                    length += row.size();
                    row.reset();
                }
            }
        }
        return length;
    }
}

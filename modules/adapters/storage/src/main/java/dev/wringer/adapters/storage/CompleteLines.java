package dev.wringer.adapters.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lines of a file. A last one without its line end is torn, and counts as not there. */
final class CompleteLines implements AutoCloseable {
    private final BufferedReader in;
    private final boolean torn;
    private String ahead;

    CompleteLines(Path file) throws IOException {
        torn = isTorn(file);
        in = TextFile.reader(file);
        ahead = in.readLine();
    }

    /** Null at the end. */
    String next() throws IOException {
        String line = ahead;
        ahead = line == null ? null : in.readLine();
        return ahead == null && torn ? null : line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static boolean isTorn(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(Math.max(channel.size() - 1, 0));
            return channel.read(last) == 1 && last.get(0) != '\n';
        }
    }
}

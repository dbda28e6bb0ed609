package dev.wringer.adapters.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rows that a file got since it was looked at last. A last one without its line end is not there yet. */
final class GrowingFile {
    private static final int CHUNK = 1 << 22;

    private final Path file;
    private final boolean quoting;
    private long position;
    private long size = -1;
    private boolean mayGrow;

    /** @param quoting line ends within quotes belong to their cell */
    GrowingFile(Path file, boolean quoting, long position) {
        this.file = file;
        this.quoting = quoting;
        this.position = position;
    }

    /** One row with its line end, and where the next one begins. */
    record Row(String text, long end) {}

    /** Up to some MB, not yet taken. */
    List<Row> rows() throws IOException {
        byte[] bytes = read();
        List<Row> rows = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            quoted ^= quoting && bytes[i] == '"';
            if (bytes[i] == '\n' && !quoted) {
                rows.add(new Row(new String(bytes, from, i + 1 - from, StandardCharsets.UTF_8), position + i + 1));
                from = i + 1;
            }
        }
        return rows;
    }

    /** Whether it was longer at the last look than at the one before, or longer than one look takes. */
    boolean mayGrow() {
        return mayGrow;
    }

    void take(long until) {
        position = until;
    }

    long position() {
        return position;
    }

    private byte[] read() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            mayGrow = channel.size() != size || channel.size() - position > CHUNK;
            size = channel.size();
            ByteBuffer bytes = ByteBuffer.allocate(Math.clamp(size - position, 0, CHUNK));
            channel.position(position);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Reads on until the chunk is full.
            }
            byte[] read = new byte[bytes.position()];
            bytes.flip().get(read);
            return read;
        } catch (NoSuchFileException notYet) {
            return new byte[0];
        }
    }
}

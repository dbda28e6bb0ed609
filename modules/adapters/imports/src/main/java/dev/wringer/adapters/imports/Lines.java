package dev.wringer.adapters.imports;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.GZIPInputStream;

/** The lines of a text file, plain or gzipped, one at a time. Of a line that is too long only the beginning is kept. */
final class Lines implements AutoCloseable {
    static final int LENGTH_MAX = 16 << 20;
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final Deque<String> ahead = new ArrayDeque<>();
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long number;

    Lines(Path file) throws IOException {
        in = open(file);
    }

    /** The bytes of a file, unpacked when they are gzipped. */
    static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        raw.mark(2);
        boolean gzipped = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return gzipped ? new GZIPInputStream(raw, BUFFER) : raw;
    }

    /** Null at the end. */
    String next() throws IOException {
        String line = ahead.isEmpty() ? read() : ahead.pop();
        number += line == null ? 0 : 1;
        return line;
    }

    /** From 1, of the line read last. */
    long number() {
        return number;
    }

    /** Gives the line read last back. */
    void back(String line) {
        ahead.push(line);
        number--;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private String read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        while (fill()) {
            int from = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            int room = LENGTH_MAX - line.size();
            line.write(buffer, from, Math.min(position - from, room));
            if (position < limit) {
                position++;
                return text(line);
            }
        }
        return line.size() == 0 ? null : text(line);
    }

    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        position = 0;
        limit = in.read(buffer);
        return limit > 0;
    }

    private static String text(ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}

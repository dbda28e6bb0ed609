package dev.wringer.adapters.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a CSV file (RFC 4180), one at a time. In a file of our own a last row without its line end is torn, and counts as
 * not there; other tools may leave that line end out.
 */
final class CsvReader implements AutoCloseable {
    private final BufferedReader in;
    private final boolean lastLineEnds;
    private long row;

    private CsvReader(BufferedReader in, boolean lastLineEnds) {
        this.in = in;
        this.lastLineEnds = lastLineEnds;
    }

    static CsvReader ofOurs(BufferedReader in) {
        return new CsvReader(in, true);
    }

    static CsvReader ofAnyTool(BufferedReader in) {
        return new CsvReader(in, false);
    }

    /** The number of the row read last, from 1. */
    long row() {
        return row;
    }

    Optional<List<String>> next() throws IOException {
        row++;
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (quoted) {
                quoted = c != '"' || followedByQuote();
                if (quoted) {
                    cell.append((char) c);
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                cells.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    return Optional.of(cells);
                }
            } else if (c != '\r') {
                cell.append((char) c);
            }
        }
        if (lastLineEnds || quoted || (cells.isEmpty() && cell.isEmpty())) {
            return Optional.empty();
        }
        cells.add(cell.toString());
        return Optional.of(cells);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Takes the second quote of a doubled one. */
    private boolean followedByQuote() throws IOException {
        in.mark(1);
        boolean doubled = in.read() == '"';
        if (!doubled) {
            in.reset();
        }
        return doubled;
    }
}

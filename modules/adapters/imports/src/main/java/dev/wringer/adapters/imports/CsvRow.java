package dev.wringer.adapters.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Cells of CSV (RFC 4180), which may go over several lines when they are quoted. */
final class CsvRow {
    private static final int LINES_MAX = 64;

    private CsvRow() {}

    /** The cells that begin with a line; a quote that nobody closes spoils this line only. */
    static List<String> of(String line, char delimiter, Lines lines) throws IOException {
        List<String> taken = new ArrayList<>();
        StringBuilder text = new StringBuilder(line);
        while (isOpen(text) && taken.size() < LINES_MAX && text.length() < Lines.LENGTH_MAX) {
            String next = lines.next();
            if (next == null) {
                break;
            }
            taken.add(next);
            text.append('\n').append(next);
        }
        if (isOpen(text)) {
            Collections.reverse(taken);
            taken.forEach(lines::back);
            throw new BadLine("a quote is not closed");
        }
        return cells(text, delimiter);
    }

    private static boolean isOpen(CharSequence text) {
        return text.chars().filter(c -> c == '"').count() % 2 == 1;
    }

    private static List<String> cells(CharSequence text, char delimiter) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (doubled) {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == delimiter && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}

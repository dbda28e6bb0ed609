package dev.wringer.apps.cli;

import java.util.ArrayList;
import java.util.List;

/** A table that reads well in a terminal, and becomes one where Markdown is understood. */
final class MarkdownTable {
    private final List<List<String>> rows = new ArrayList<>();

    MarkdownTable(String... titles) {
        rows.add(List.of(titles));
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(line(row, " ")));
        lines.add(1, line(rows.getFirst().stream().map(title -> "").toList(), "-"));
        return lines;
    }

    private String line(List<String> row, String filling) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(filling)
                    .append(cell)
                    .append(filling.repeat(width(column) - cell.length()))
                    .append(filling)
                    .append('|');
        }
        return line.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}

package dev.wringer.adapters.definitions;

import dev.wringer.core.model.InvalidValue;
import java.util.ArrayList;
import java.util.List;

/** Reads comma-separated values as RFC 4180 has them; empty lines are skipped. */
final class CsvText {
    private final String text;
    private int at;

    private CsvText(String text) {
        this.text = text;
        this.at = text.startsWith("\ufeff") ? 1 : 0;
    }

    static List<List<String>> rows(String text, int rowsMax) {
        CsvText csv = new CsvText(text);
        List<List<String>> rows = new ArrayList<>();
        while (csv.at < text.length()) {
            List<String> row = csv.row();
            if (row.size() > 1 || !row.getFirst().isEmpty()) {
                rows.add(row);
            }
            if (rows.size() > rowsMax) {
                throw new InvalidValue("csv", "more than " + rowsMax + " rows", "fewer rows");
            }
        }
        return rows;
    }

    private List<String> row() {
        List<String> fields = new ArrayList<>();
        fields.add(field());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            fields.add(field());
        }
        while (at < text.length() && "\r\n".indexOf(text.charAt(at)) >= 0) {
            if (text.charAt(at++) == '\n') {
                break;
            }
        }
        return fields;
    }

    private String field() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        StringBuilder field = new StringBuilder();
        for (at++; at < text.length(); at++) {
            boolean quote = text.charAt(at) == '"';
            if (quote && (at + 1 >= text.length() || text.charAt(at + 1) != '"')) {
                at++;
                return field.toString();
            }
            at += quote ? 1 : 0;
            field.append(text.charAt(at));
        }
        throw new InvalidValue("csv", "a quoted field without its end", "\"field\"");
    }
}

package dev.wringer.adapters.imports;

import java.util.ArrayList;
import java.util.List;

/** Counts the lines that could not be read and keeps the first few. More than {@value #PERCENT_MAX} % are too many. */
final class BadLines {
    private static final int PERCENT_MAX = 1;
    private static final int SHOWN_MAX = 5;
    private static final int REASON_MAX = 160;

    private final List<String> first = new ArrayList<>();
    private long lines;
    private long bad;

    void good() {
        lines++;
    }

    void bad(long lineNumber, String reason) {
        lines++;
        bad++;
        if (first.size() < SHOWN_MAX) {
            String oneLine = reason.lines().findFirst().orElse("");
            String shortened = oneLine.length() <= REASON_MAX ? oneLine : oneLine.substring(0, REASON_MAX) + "…";
            first.add("line " + lineNumber + ": " + shortened);
        }
    }

    long count() {
        return bad;
    }

    List<String> first() {
        return List.copyOf(first);
    }

    void requireFew(ImportFormat format) {
        if (bad * 100 > lines * PERCENT_MAX) {
            throw new ImportException("%,d of %,d lines are not what %s writes, at most %d %% may be: %s"
                    .formatted(bad, lines, Names.of(format), PERCENT_MAX, String.join("; ", first)));
        }
    }
}

package dev.wringer.adapters.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Follows a run folder while it is written: what came since a position, which names exactly what was seen, so that whoever loses its
 * connection, or whose server starts anew, misses nothing. Used by one thread at a time.
 */
public final class RunTail {
    private final RunFolder folder;
    private final GrowingFile windows;
    private final GrowingFile journal;
    private String header = "";

    private RunTail(RunFolder folder, Position position) {
        this.folder = folder;
        windows = new GrowingFile(folder.windowsCsv(), true, position.windows());
        journal = new GrowingFile(folder.journal(), false, position.journal());
    }

    /**
     * Bytes that were seen of {@code windows.csv} and {@code journal.jsonl}.
     */
    public record Position(long windows, long journal) {
        public static final Position START = new Position(0, 0);

        public Position {
            if (windows < 0 || journal < 0) {
                throw new IllegalArgumentException("a position before the start");
            }
        }

        /** @throws IllegalArgumentException when it is not what {@link #toString} gives */
        public static Position parse(String text) {
            String[] parts = text.split("-", 3);
            if (parts.length != 2) {
                throw new IllegalArgumentException("not a position: " + text);
            }
            return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }

        @Override
        public String toString() {
            return windows + "-" + journal;
        }
    }

    /**
     * @param rows of whole windows
     * @param events lines of the journal
     * @param position behind them
     * @param settled whether nothing is held back because it may still be on its way
     */
    public record News(List<WindowRow> rows, List<String> events, Position position, boolean settled) {
        public boolean isEmpty() {
            return rows.isEmpty() && events.isEmpty();
        }
    }

    public static RunTail of(RunFolder folder, Position position) {
        return new RunTail(folder, position);
    }

    /** What came since the last call; at most some MB, the rest with the next. */
    public News next() {
        try {
            List<WindowRow> rows = wholeWindows();
            List<String> events = new ArrayList<>();
            for (GrowingFile.Row row : journal.rows()) {
                events.add(row.text().stripTrailing());
                journal.take(row.end());
            }
            Position position = new Position(windows.position(), journal.position());
            return new News(rows, events, position, !windows.mayGrow() && !journal.mayGrow());
        } catch (IOException e) {
            throw new RunFolderException("cannot read " + folder.path() + ": " + RunFolder.reason(e), e);
        }
    }

    private List<WindowRow> wholeWindows() throws IOException {
        List<GrowingFile.Row> rows = windows.rows();
        if (header.isEmpty() && !rows.isEmpty()) {
            header = windows.position() == 0
                    ? rows.getFirst().text()
                    : new GrowingFile(folder.windowsCsv(), true, 0)
                            .rows()
                            .getFirst()
                            .text();
        }
        List<GrowingFile.Row> whole = rows.subList(0, windows.mayGrow() ? lastWindow(rows) : rows.size());
        if (whole.isEmpty()) {
            return List.of();
        }
        boolean fromTheStart = windows.position() == 0;
        windows.take(whole.getLast().end());
        String text = whole.stream().map(GrowingFile.Row::text).collect(Collectors.joining());
        return WindowRow.parse(folder.windowsCsv(), fromTheStart ? text : header + text);
    }

    /** Where the rows of the last window begin: they may still be on their way. */
    private static int lastWindow(List<GrowingFile.Row> rows) {
        int last = rows.size();
        while (last > 0 && start(rows.get(last - 1)).equals(start(rows.getLast()))) {
            last--;
        }
        return last;
    }

    private static String start(GrowingFile.Row row) {
        return row.text().substring(0, Math.max(0, row.text().indexOf(',')));
    }
}

package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.EndpointId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rows of a windows CSV by window, whoever wrote it. What cannot be is refused with its row: windows out of order, of
 * another length than the first (the last may be shorter), or with an endpoint twice.
 */
final class WindowGroups implements AutoCloseable {
    private final Stream<WindowRow> stream;
    private final Iterator<WindowRow> rows;
    private WindowRow ahead;
    private Group last;
    private Duration window = Duration.ZERO;

    WindowGroups(Path file) {
        stream = WindowRow.streamOfAnyTool(file);
        rows = stream.iterator();
    }

    /** @param index from 0; windows that the file leaves out have one too */
    record Group(long index, Instant start, Instant end, List<WindowRow> rows) {}

    Optional<Group> next() {
        List<WindowRow> together = new ArrayList<>();
        while (ahead != null || rows.hasNext()) {
            WindowRow row = ahead != null ? ahead : rows.next();
            ahead = null;
            if (!together.isEmpty() && !isSameWindow(together.getFirst(), row)) {
                ahead = row;
                break;
            }
            together.add(row);
        }
        return together.isEmpty() ? Optional.empty() : Optional.of(group(together));
    }

    /** Length of the first window. */
    Duration window() {
        return window;
    }

    @Override
    public void close() {
        stream.close();
    }

    private static boolean isSameWindow(WindowRow one, WindowRow other) {
        return one.text(Column.WINDOW_START).equals(other.text(Column.WINDOW_START))
                && one.text(Column.WINDOW_END).equals(other.text(Column.WINDOW_END));
    }

    private Group group(List<WindowRow> together) {
        WindowRow first = together.getFirst();
        Instant start = WindowReader.instant(first, Column.WINDOW_START);
        Instant end = WindowReader.instant(first, Column.WINDOW_END);
        if (!end.isAfter(start)) {
            throw first.wrong("window_end is not after window_start");
        }
        requireEachOnce(together);
        last = new Group(index(first, start, end), start, end, together);
        return last;
    }

    private long index(WindowRow first, Instant start, Instant end) {
        if (last == null) {
            window = Duration.between(start, end);
            return 0;
        }
        Duration before = Duration.between(last.start(), last.end());
        if (!before.equals(window)) {
            throw last.rows().getFirst().wrong("the window lasts " + before + ", the first " + window);
        }
        if (Duration.between(start, end).compareTo(window) > 0) {
            throw first.wrong("the window lasts " + Duration.between(start, end) + ", the first " + window);
        }
        if (start.isBefore(last.end())) {
            throw first.wrong("begins before the window above it ends; sort the rows by window_start");
        }
        Duration step = Duration.between(last.start(), start);
        Duration half = window.dividedBy(2);
        return last.index() + Math.max(1, step.plus(half).dividedBy(window));
    }

    private static void requireEachOnce(List<WindowRow> together) {
        TreeSet<EndpointId> seen = new TreeSet<>();
        for (WindowRow row : together) {
            EndpointId id = new EndpointId(row.text(Column.SERVICE), row.text(Column.ENDPOINT));
            if (id.service().isEmpty()) {
                throw row.wrong("service is empty");
            }
            if (!seen.add(id)) {
                throw row.wrong("a second row of " + id + " in the same window");
            }
        }
    }
}

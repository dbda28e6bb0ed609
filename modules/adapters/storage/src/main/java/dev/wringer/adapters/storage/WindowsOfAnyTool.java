package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.HdrHistogram.Histogram;

/** Reads a windows CSV and the histogram log beside it in step. */
final class WindowsOfAnyTool extends Spliterators.AbstractSpliterator<Window> {
    private final WindowGroups groups;
    private final Optional<LatencyLogReader> latencies;
    private final RowsOfAnyTool rows;
    private final SortedMap<EndpointId, Long> inFlight = new TreeMap<>();

    private WindowsOfAnyTool(WindowGroups groups, Optional<LatencyLogReader> latencies, RowsOfAnyTool rows) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.groups = groups;
        this.latencies = latencies;
        this.rows = rows;
    }

    static Stream<Window> stream(Path file, Optional<Path> log, RowsOfAnyTool rows) {
        WindowGroups groups = new WindowGroups(file);
        try {
            Optional<LatencyLogReader> latencies =
                    log.isPresent() ? Optional.of(new LatencyLogReader(log.get())) : Optional.empty();
            WindowsOfAnyTool windows = new WindowsOfAnyTool(groups, latencies, rows);
            return StreamSupport.stream(windows, false).onClose(windows::close);
        } catch (IOException e) {
            groups.close();
            throw unreadable(e);
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super Window> action) {
        Optional<WindowGroups.Group> group = groups.next();
        group.ifPresent(present -> action.accept(rows.window(present, inFlight, histograms(present))));
        return group.isPresent();
    }

    private Map<String, Histogram> histograms(WindowGroups.Group group) {
        try {
            return latencies.isPresent() ? latencies.get().before(group.end()) : Map.of();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void close() {
        groups.close();
        try {
            if (latencies.isPresent()) {
                latencies.get().close();
            }
        } catch (IOException ignored) {
            // All that was wanted has been read.
        }
    }

    private static RunFolderException unreadable(IOException e) {
        return new RunFolderException("cannot read the histogram log: " + RunFolder.reason(e), e);
    }
}

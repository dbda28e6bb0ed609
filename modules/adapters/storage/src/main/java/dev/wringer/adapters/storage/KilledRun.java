package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run that was killed, cut back to its last whole window so that it can go on: what was measured of the window that was open is lost,
 * whatever of it had reached the disk. Journal, faults and checkpoints keep all that is complete.
 */
public final class KilledRun {
    private final RunFolder folder;
    private final Optional<Window> last;

    private KilledRun(RunFolder folder, Optional<Window> last) {
        this.folder = folder;
        this.last = last;
    }

    /** @throws RunFolderException when the run came to its end, or its files cannot be changed */
    public static KilledRun cutBack(RunFolder folder) {
        if (folder.drained().isPresent()) {
            throw new RunFolderException(
                    folder.path() + " came to its end; judge it again with: wringer judge " + folder.path());
        }
        try (Stream<Window> windows = folder.windows()) {
            KilledRun killed = new KilledRun(folder, windows.reduce((earlier, later) -> later));
            killed.cut();
            return killed;
        } catch (IOException e) {
            throw new RunFolderException("cannot go on with " + folder.path() + ": " + RunFolder.reason(e), e);
        }
    }

    private void cut() throws IOException {
        Instant end = last.map(Window::end).orElse(Instant.EPOCH);
        WholeRows.csv(folder.windowsCsv())
                .cut(row -> isHeader(row) || instant(row).isBefore(end));
        WholeRows.csv(folder.secondsCsv())
                .cut(row -> isHeader(row) || instant(row).isBefore(end));
        WholeRows.lines(folder.latencies()).cut(new LatencyLogReader.StartingBefore(end));
        WholeRows.lines(folder.journal()).cut(line -> true);
        WholeRows.csv(folder.faultsCsv()).cut(row -> true);
        WholeRows.csv(folder.checkpointsCsv()).cut(row -> true);
        ServiceLogs.mask(folder);
    }

    private static boolean isHeader(String row) {
        return !Character.isDigit(row.charAt(0));
    }

    private static Instant instant(String row) {
        return Instant.parse(row.substring(0, row.indexOf(',')));
    }

    /** When the load began; empty when it did not. */
    public Optional<Instant> loadStart() {
        return last.map(window -> window.end().minusNanos(window.endNanos()))
                .or(() -> Journal.at(folder.journal(), "load-started"));
    }

    /** Windows that are over, measured or lost. */
    public long windows() {
        long measured = last.map(window -> window.index() + 1).orElse(0L);
        return folder.gaps().stream().mapToLong(Gap::untilWindow).reduce(measured, Math::max);
    }

    /** Each service in the last whole window. */
    public List<ServiceInterval> services() {
        return last.map(Window::services).orElse(List.of());
    }
}

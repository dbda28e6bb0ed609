package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.Window;
import dev.wringer.engine.run.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Writes a windows CSV and the histogram log beside it, for evidence that another tool measured. Both appear under their
 * names only when they are complete.
 */
public final class WindowsWriter implements AutoCloseable {
    private static final List<Column> WITH_ERRORS = List.of(
            Column.WINDOW_START,
            Column.WINDOW_END,
            Column.SERVICE,
            Column.ENDPOINT,
            Column.REQUESTS,
            Column.ERRORS,
            Column.ERROR_RATE_PCT,
            Column.P50_MS,
            Column.P95_MS,
            Column.P99_MS,
            Column.MAX_MS,
            Column.ERROR_KINDS,
            Column.ERROR_LABELS);
    private static final List<Column> TIMES_ONLY = List.of(
            Column.WINDOW_START,
            Column.WINDOW_END,
            Column.SERVICE,
            Column.ENDPOINT,
            Column.REQUESTS,
            Column.P50_MS,
            Column.P95_MS,
            Column.P99_MS,
            Column.MAX_MS);

    private final Path file;
    private final Path log;
    private final List<Column> columns;
    private final Problems problems = new Problems();
    private final EvidenceFile csv;
    private final EvidenceFile hlog;
    private LatencyLog latencies;

    /** @param tellsErrors false when only times were measured: then the file has no column of errors */
    public WindowsWriter(Path file, boolean tellsErrors) {
        this.file = file;
        this.log = WindowsFile.logBeside(file);
        this.columns = tellsErrors ? WITH_ERRORS : TIMES_ONLY;
        removeUnfinished();
        this.csv = EvidenceFile.buffered(unfinished(file), problems);
        this.hlog = EvidenceFile.buffered(unfinished(log), problems);
        csv.append(WindowRows.header(columns));
    }

    /** The next window; its intervals hold the response times, and the same as service times. */
    public void append(Window window) {
        if (latencies == null) {
            latencies = new LatencyLog(hlog, window.start());
            latencies.begin();
        }
        csv.append(WindowRows.of(window, columns));
        latencies.append(new Recorder.Interval(window.start(), window.end(), window.endpoints()));
    }

    /** Gives both files their names. */
    public void finish() {
        csv.close();
        hlog.close();
        problems.summary().ifPresent(problem -> {
            throw new RunFolderException("cannot write " + file + ": " + problem);
        });
        try {
            Files.move(unfinished(log), log, StandardCopyOption.REPLACE_EXISTING);
            Files.move(unfinished(file), file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RunFolderException("cannot write " + file + ": " + RunFolder.reason(e), e);
        }
    }

    /** Leaves nothing unfinished behind. */
    @Override
    public void close() {
        csv.close();
        hlog.close();
        removeUnfinished();
    }

    /** The histogram log that belongs to the file. */
    public Path log() {
        return log;
    }

    private void removeUnfinished() {
        try {
            Files.deleteIfExists(unfinished(file));
            Files.deleteIfExists(unfinished(log));
        } catch (IOException e) {
            throw new RunFolderException("cannot write " + file + ": " + RunFolder.reason(e), e);
        }
    }

    private static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }
}

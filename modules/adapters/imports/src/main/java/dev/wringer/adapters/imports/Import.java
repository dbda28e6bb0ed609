package dev.wringer.adapters.imports;

import dev.wringer.adapters.storage.WindowsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Makes a windows CSV, and the histogram log beside it, of what another load generator wrote. */
public final class Import {
    private static final Duration WINDOW_MIN = Duration.ofSeconds(1);
    private static final Duration WINDOW_MAX = Duration.ofDays(1);

    private final ImportFormat format;
    private final Path file;
    private final Path to;
    private final Duration window;

    private Import(ImportFormat format, Path file, Path to, Duration window) {
        this.format = format;
        this.file = file;
        this.to = to;
        this.window = window;
    }

    /**
     * Writes the CSV only when the whole file could be read.
     *
     * @param to the CSV; its folder has to be there
     * @throws ImportException when there is nothing to import, or too much of it cannot be read
     */
    public static Imported of(ImportFormat format, Path file, Path to, Duration window) {
        Import run = new Import(format, file, to, window);
        run.requirePossible();
        try {
            return run.read();
        } catch (IOException e) {
            throw new ImportException(Names.of(format) + ": cannot read " + file + ": " + e.getMessage());
        }
    }

    private void requirePossible() {
        if (format == ImportFormat.GATLING) {
            throw new ImportException("gatling: its log is binary and undocumented; let the simulation write its own"
                    + " file of windows, or drive the same load with wringer run");
        }
        if (!Files.isRegularFile(file)) {
            throw new ImportException("there is no file " + file);
        }
        if (window.compareTo(WINDOW_MIN) < 0 || window.compareTo(WINDOW_MAX) > 0 || window.toNanos() % 1_000_000 != 0) {
            throw new ImportException("--window: expected 1s to 1d, in whole milliseconds");
        }
    }

    private Imported read() throws IOException {
        Names names = new Names(format);
        BadLines bad = new BadLines();
        try (WindowsWriter writer = new WindowsWriter(to, format != ImportFormat.HLOG)) {
            requireOther(to);
            requireOther(writer.log());
            Windowing windows = new Windowing(window, writer);
            if (format == ImportFormat.HLOG) {
                new HistogramLogFile(file, names, window.toNanos() / 1_000).read(windows, bad);
            } else {
                LineSource.of(format, file, names).read(windows::add, bad);
            }
            windows.finish();
            bad.requireFew(format);
            if (windows.requests() == 0) {
                throw new ImportException(Names.of(format) + ": " + file + " tells of no request");
            }
            writer.finish();
            return new Imported(
                    windows.requests(),
                    windows.errors(),
                    windows.endpoints(),
                    windows.windows(),
                    names.others(),
                    bad.count(),
                    bad.first(),
                    writer.log());
        }
    }

    private void requireOther(Path written) throws IOException {
        if (Files.exists(written) && Files.isSameFile(written, file)) {
            throw new ImportException("--to: " + written + " would be written over the file that is read");
        }
    }
}

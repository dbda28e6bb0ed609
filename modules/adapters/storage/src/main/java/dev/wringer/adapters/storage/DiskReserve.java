package dev.wringer.adapters.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps room on the disk for what a verdict and its report need: rows of windows, journal, and the files of the end. When a disk gets
 * nearly full, histograms become coarser in time first, one per window, which costs no criterion anything; then there are none.
 */
final class DiskReserve {
    /** How much is written of each endpoint's histograms. */
    enum Histograms {
        EACH_INTERVAL,
        EACH_WINDOW,
        NONE
    }

    private static final long LEAST = 6L << 20;
    private static final int COARSER_BELOW = 2;

    private final Path folder;
    private Histograms histograms = Histograms.EACH_INTERVAL;

    DiskReserve(Path folder) {
        this.folder = folder;
    }

    Histograms histograms() {
        return histograms;
    }

    /**
     * Looks at the disk.
     *
     * @param rowBytes of windows so far: the report needs about half of that again
     * @return whether less is written from now on
     */
    boolean lookAgain(long rowBytes) {
        long needed = LEAST + rowBytes / 2;
        long free = free();
        Histograms affordable = free < needed
                ? Histograms.NONE
                : free < COARSER_BELOW * needed ? Histograms.EACH_WINDOW : Histograms.EACH_INTERVAL;
        boolean less = affordable.compareTo(histograms) > 0;
        histograms = less ? affordable : histograms;
        return less;
    }

    String words() {
        return histograms == Histograms.NONE
                ? "no histograms from here on: the disk is nearly full"
                : "one histogram per window from here on, not per interval: the disk is getting full";
    }

    /** A disk that cannot be asked is not full. */
    private long free() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}

package dev.wringer.core.calibration;

import dev.wringer.core.model.RandomStream;
import java.util.List;

/**
 * The moving-block bootstrap (Künsch, The Jackknife and the Bootstrap for General Stationary Observations, Annals of Statistics
 * 1989): a series is put together from pieces that follow each other in the original, so that what depends on its neighbours
 * goes on doing so.
 *
 * @param starts the cells that a piece may start with
 * @param length cells of a piece
 */
record MovingBlocks(List<Integer> starts, int length) {
    MovingBlocks {
        starts = List.copyOf(starts);
    }

    /** For each cell of the new series, the cell it is taken from; a last piece is cut. */
    int[] draw(int cells, RandomStream random) {
        int[] drawn = new int[cells];
        int start = 0;
        for (int cell = 0; cell < cells; cell++) {
            if (cell % length == 0) {
                start = starts.get((int) random.nextLong(starts.size()));
            }
            drawn[cell] = start + cell % length;
        }
        return drawn;
    }
}

package dev.wringer.checks.benchmarks;

import java.util.List;

/**
 * One kind of run and the figures published for it.
 *
 * @param row and {@code column}: where the figures stand in the published table
 * @param runs so many are judged for the full report
 */
record Cell(String row, String column, Experiment experiment, long runs, List<Claim> claims) {
    Cell {
        claims = List.copyOf(claims);
    }

    String name() {
        return row + ", " + column;
    }
}

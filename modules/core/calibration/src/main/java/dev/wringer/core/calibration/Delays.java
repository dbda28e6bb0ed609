package dev.wringer.core.calibration;

import java.util.List;

/**
 * Times to a finding, in hours.
 *
 * @param sorted ascending
 */
public record Delays(List<Double> sorted) {
    public Delays {
        sorted = sorted.stream().sorted().toList();
    }

    public boolean isEmpty() {
        return sorted.isEmpty();
    }

    /** The smallest that at least this share of all do not exceed (nearest rank); not for an empty list. */
    public double quantile(double share) {
        int rank = (int) Math.ceil(share * sorted.size() - 1e-9);
        return sorted.get(Math.max(1, rank) - 1);
    }

    public double max() {
        return sorted.getLast();
    }
}

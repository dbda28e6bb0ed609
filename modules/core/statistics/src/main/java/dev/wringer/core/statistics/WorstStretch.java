package dev.wringer.core.statistics;

/**
 * The stretch of windows with the largest sum, found while they come (Kadane; in Bentley, Programming Pearls, CACM 1984). Of
 * errors above the allowed share it says where the errors were.
 */
public final class WorstStretch {
    private double running;
    private long runningFrom;
    private double worst;
    private long from = -1;
    private long to = -1;

    /**
     * Takes the next window.
     *
     * @param excess by how much it was worse than allowed; negative when better
     */
    public void add(long window, double excess) {
        if (running <= 0) {
            running = 0;
            runningFrom = window;
        }
        running += excess;
        if (running > worst) {
            worst = running;
            from = runningFrom;
            to = window;
        }
    }

    public boolean isPresent() {
        return from >= 0;
    }

    public long from() {
        return from;
    }

    public long to() {
        return to;
    }
}

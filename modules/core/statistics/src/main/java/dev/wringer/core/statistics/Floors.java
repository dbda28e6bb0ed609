package dev.wringer.core.statistics;

import java.util.ArrayList;
import java.util.List;

/** The lowest value of each block of windows: of memory, what is left when a garbage collector's sawtooth is cut off. */
public final class Floors {
    private final long blockWindows;
    private final List<Floor> closed = new ArrayList<>();
    private long block = -1;
    private long seen;
    private double lowest;

    /** @param blockWindows length of a block, 1 or more */
    public Floors(long blockWindows) {
        this.blockWindows = blockWindows;
    }

    /**
     * @param time middle of the block, in windows since the start
     * @param value the lowest in it
     */
    public record Floor(double time, double value) {}

    /** Takes a window that counts. Of a block, at least half of the windows must. */
    public void add(long window, double value) {
        if (window / blockWindows != block) {
            close();
            block = window / blockWindows;
        }
        lowest = seen == 0 ? value : Math.min(lowest, value);
        seen++;
        if (window % blockWindows == blockWindows - 1) {
            close();
        }
    }

    private void close() {
        if (seen > 0 && 2 * seen >= blockWindows) {
            closed.add(new Floor(block * blockWindows + blockWindows / 2.0, lowest));
        }
        seen = 0;
    }

    /** The floors of the blocks whose middle lies from a window on. */
    public List<Floor> from(double window) {
        return closed.stream().filter(f -> f.time() >= window).toList();
    }

    /** Those of all closed blocks, in order. */
    public List<Floor> all() {
        return closed;
    }

    /**
     * Equal batches of floors, in order: the median and the mean time of each. Batches that grow with the run make neighbours
     * nearly independent, whatever the autocorrelation.
     */
    public record Batches(List<Floor> medians) {
        /** Of at least so many floors as batches. */
        public static Batches of(List<Floor> floors, int count) {
            List<Floor> medians = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                List<Floor> batch = floors.subList(i * floors.size() / count, (i + 1) * floors.size() / count);
                double time = batch.stream().mapToDouble(Floor::time).average().orElseThrow();
                double[] floorsOfBatch =
                        batch.stream().mapToDouble(Floor::value).toArray();
                medians.add(new Floor(time, SenSlope.median(floorsOfBatch)));
            }
            return new Batches(List.copyOf(medians));
        }

        public int count() {
            return medians.size();
        }

        public Floor first() {
            return medians.getFirst();
        }

        public Floor last() {
            return medians.getLast();
        }

        /** The medians alone. */
        public double[] values() {
            return medians.stream().mapToDouble(Floor::value).toArray();
        }

        /** The medians, less a slope. */
        public double[] lessSlope(double perWindow) {
            return medians.stream()
                    .mapToDouble(f -> f.value() - perWindow * f.time())
                    .toArray();
        }

        /** Sen's, per window. */
        public double slope() {
            return SenSlope.of(medians.stream().mapToDouble(Floor::time).toArray(), values());
        }

        /** The earliest batches. */
        public Batches first(int n) {
            return new Batches(medians.subList(0, n));
        }

        /** The latest batches. */
        public Batches last(int n) {
            return new Batches(medians.subList(count() - n, count()));
        }
    }
}

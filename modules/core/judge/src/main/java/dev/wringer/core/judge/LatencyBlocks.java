package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointInterval;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The percentile of one endpoint in one block of the run after the other, from merged histograms: percentiles are never
 * averaged. A block with too few requests for its percentile goes on until it has enough.
 */
final class LatencyBlocks {
    private static final double BOUND_ALPHA = 0.05;

    private final double percentile;
    private final long blockWindows;
    private final long samplesMin;
    private final List<Block> blocks = new ArrayList<>();
    private final Histogram merged = EndpointInterval.newHistogram();
    private long blockEnd;
    private long from = -1;
    private long requests;

    LatencyBlocks(double percentile, long blockWindows) {
        this.percentile = percentile;
        this.blockWindows = blockWindows;
        this.samplesMin = samplesMin(percentile);
    }

    /** @param logMicros natural logarithm of the percentile in microseconds */
    record Block(long fromWindow, double logMicros) {}

    /** The fewest requests of which some are, with 95 % confidence, beyond the percentile: 59 for p95. */
    static long samplesMin(double percentile) {
        return percentile >= 100
                ? 1
                : (long) Math.ceil(StrictMath.log(BOUND_ALPHA) / StrictMath.log(percentile / 100) - 1e-9);
    }

    /** Takes a window that counts; windows that do not are not given. True when it completed a block. */
    boolean add(long window, Histogram responseTime) {
        boolean completed = window >= blockEnd && close();
        if (from < 0) {
            from = window;
        }
        if (window >= blockEnd) {
            blockEnd = (window / blockWindows + 1) * blockWindows;
        }
        if (responseTime.getTotalCount() > 0) {
            merged.add(responseTime);
            requests += responseTime.getTotalCount();
        }
        return completed;
    }

    /** Ends the open block, if it has enough requests. */
    boolean close() {
        if (from < 0 || merged.getTotalCount() < samplesMin) {
            return false;
        }
        double micros = Math.max(1, merged.getValueAtPercentile(percentile));
        blocks.add(new Block(from, StrictMath.log(micros)));
        merged.reset();
        from = -1;
        return true;
    }

    List<Block> blocks() {
        return blocks;
    }

    long requests() {
        return requests;
    }

    double[] logs() {
        return blocks.stream().mapToDouble(Block::logMicros).toArray();
    }
}

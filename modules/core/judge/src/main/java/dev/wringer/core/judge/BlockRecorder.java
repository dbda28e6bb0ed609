package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Window;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.HdrHistogram.Histogram;

/** Sums up what counts of each block of a run, per endpoint, and hands a block on when the next begins. */
final class BlockRecorder {
    private final long blockNanos;
    private final double percentile;
    private final BiConsumer<Long, SortedMap<EndpointId, Baseline.Block>> consumer;
    private final TreeMap<EndpointId, Sums> open = new TreeMap<>();
    private long number;

    /** @param consumer takes each block that has requests, with its number from 0 */
    BlockRecorder(Duration block, double percentile, BiConsumer<Long, SortedMap<EndpointId, Baseline.Block>> consumer) {
        this.blockNanos = block.toNanos();
        this.percentile = percentile;
        this.consumer = consumer;
    }

    private static final class Sums {
        private final Histogram responseTime = EndpointInterval.newHistogram();
        private long requests;
        private long errors;

        void add(EndpointInterval interval) {
            requests += interval.finished();
            errors += interval.errors();
            responseTime.add(interval.responseTime());
        }

        void reset() {
            requests = 0;
            errors = 0;
            responseTime.reset();
        }
    }

    void observe(Window window) {
        long now = (window.endNanos() - 1) / blockNanos;
        if (now != number) {
            close();
            number = now;
        }
        if (Masking.isTimely(window)) {
            window.endpoints()
                    .forEach(interval -> open.computeIfAbsent(interval.id(), ignored -> new Sums())
                            .add(interval));
        }
    }

    /** Hands the open block on. */
    void close() {
        SortedMap<EndpointId, Baseline.Block> block = new TreeMap<>();
        open.forEach((id, sums) -> {
            if (sums.requests > 0) {
                double micros = (double) sums.responseTime.getValueAtPercentile(percentile);
                block.put(id, new Baseline.Block(sums.requests, sums.errors, micros));
            }
            sums.reset();
        });
        if (!block.isEmpty()) {
            consumer.accept(number, block);
        }
    }
}

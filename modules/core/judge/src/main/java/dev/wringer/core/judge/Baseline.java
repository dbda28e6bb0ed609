package dev.wringer.core.judge;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An earlier run, block by block, for a later one to be held against. Blocks are counted from the start of the load, so that
 * like is compared with like: the first half hour with the first half hour.
 *
 * @param block length of a block
 * @param percentile of the response times kept, 0 to 100
 * @param blocks by number from 0, and endpoint; an endpoint without counted requests in a block is absent from it
 */
public record Baseline(Duration block, double percentile, SortedMap<Long, SortedMap<EndpointId, Block>> blocks) {
    public Baseline {
        blocks = new TreeMap<>(blocks);
    }

    /**
     * One endpoint in one block.
     *
     * @param micros the percentile of the response time, in microseconds
     */
    public record Block(long requests, long errors, double micros) {
        double errorRate() {
            return (double) errors / requests;
        }
    }

    /** What of an earlier run a later one is compared with. The windows are read to their end. */
    public static Baseline of(JudgePlan later, Stream<Window> earlier) {
        double percentile = criterion(later).percentile();
        SortedMap<Long, SortedMap<EndpointId, Block>> blocks = new TreeMap<>();
        BlockRecorder recorder =
                new BlockRecorder(blockOf(later), percentile, (number, block) -> blocks.put(number, block));
        earlier.forEach(recorder::observe);
        recorder.close();
        return new Baseline(blockOf(later), percentile, blocks);
    }

    /** By which a run is compared with an earlier one: that of its plan, or the usual one. */
    static Criterion.NoWorse criterion(JudgePlan plan) {
        return asked(plan).orElse(Criterion.NoWorse.USUAL);
    }

    /** The criterion of a plan, in whatever phase. */
    static Optional<Criterion.NoWorse> asked(JudgePlan plan) {
        return plan.criteria().stream()
                .map(criterion -> criterion instanceof Criterion.InPhase phase ? phase.criterion() : criterion)
                .filter(Criterion.NoWorse.class::isInstance)
                .map(Criterion.NoWorse.class::cast)
                .filter(criterion -> criterion.control().isEmpty())
                .findFirst();
    }

    static Duration blockOf(JudgePlan plan) {
        return plan.window().multipliedBy(Timeline.of(plan).block());
    }
}

package dev.wringer.checks.benchmarks;

import dev.wringer.core.model.Seed;
import java.util.List;
import java.util.stream.LongStream;

/** Made-up runs of one kind, each with a seed of its own, and what the judge says of them. */
interface Experiment {
    /** Runs that are judged together, as the services or endpoints of one run of Wringer. */
    int together();

    /** Judges as many runs as are judged together. */
    List<Seen> judged(List<Seed> seeds);

    /** Judges at least so many runs, on all processors; what comes out does not depend on how many there are. */
    default List<Seen> runs(long atLeast) {
        int each = together();
        return LongStream.range(0, Math.ceilDiv(atLeast, each))
                .parallel()
                .mapToObj(batch -> judged(LongStream.range(batch * each, (batch + 1) * each)
                        .mapToObj(Seed::new)
                        .toList()))
                .flatMap(List::stream)
                .toList();
    }
}

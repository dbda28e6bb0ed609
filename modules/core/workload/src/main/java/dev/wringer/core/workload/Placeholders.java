package dev.wringer.core.workload;

import dev.wringer.core.model.Feeder;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.util.List;
import java.util.Optional;

/**
 * Where the placeholders of one flow are filled from. What an arrival draws depends on the seed, the flow and the number of
 * the arrival only, so a request can be rendered late, by whoever sends it, or not at all.
 */
public final class Placeholders {
    private final String runId;
    private final String flow;
    private final RandomStream stream;
    private final Optional<Feeder> feeder;

    /** @param runId makes correlation ids unique across runs */
    public Placeholders(String runId, String flow, Seed seed, Optional<Feeder> feeder) {
        this.runId = runId;
        this.flow = flow;
        this.stream = seed.stream("placeholders/" + flow);
        this.feeder = feeder;
    }

    RandomStream stream(long sequence) {
        return stream.at(sequence);
    }

    String correlationId(long sequence, int step) {
        return runId + "-" + flow + "-" + sequence + "-" + step;
    }

    /** The row of an arrival; empty without a feeder. */
    List<String> row(long sequence) {
        return feeder.map(f -> f.rows().get(rowIndex(f, sequence))).orElse(List.of());
    }

    private int rowIndex(Feeder rows, long sequence) {
        int count = rows.rows().size();
        return (int) (rows.random() ? stream.at(sequence).nextLong(count) : sequence % count);
    }
}

package dev.wringer.core.model;

import java.util.List;

/** Rows of test data, one per arrival, in order and from the top again at the end, or drawn at random from the seed. */
public record Feeder(List<String> columns, List<List<String>> rows, boolean random) {
    public Feeder {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        InvalidValue.unless(!rows.isEmpty(), "file", "a feeder without rows", "a header line and at least one row");
    }
}

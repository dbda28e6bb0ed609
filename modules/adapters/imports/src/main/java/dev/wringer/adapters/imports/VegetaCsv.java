package dev.wringer.adapters.imports;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Rows of {@code vegeta encode --to csv}, which has no header; older releases end after the ninth column. */
record VegetaCsv(Names names) implements LineFormat {
    private static final int TIMESTAMP = 0;
    private static final int CODE = 1;
    private static final int LATENCY = 2;
    private static final int ERROR = 5;
    private static final int ATTACK = 7;
    private static final int URL = 10;
    private static final int COLUMNS_MIN = 8;

    @Override
    public Optional<Sample> sample(String line, Lines rest) throws IOException {
        List<String> row = CsvRow.of(line, ',', rest);
        if (row.size() < COLUMNS_MIN) {
            throw new BadLine(row.size() + " cells, expected 12 as vegeta encode --to csv writes");
        }
        return Optional.of(new VegetaResult(
                        Figures.whole(row.get(TIMESTAMP), "timestamp") / 1_000,
                        Figures.whole(row.get(LATENCY), "latency"),
                        Figures.status(row.get(CODE)),
                        row.get(ERROR),
                        row.get(ATTACK),
                        row.size() > URL ? row.get(URL) : "")
                .sample(names));
    }
}

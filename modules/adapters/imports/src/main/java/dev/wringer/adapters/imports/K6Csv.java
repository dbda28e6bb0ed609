package dev.wringer.adapters.imports;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Rows of {@code k6 run --out csv}; its usual times are whole seconds, which a window of some seconds is coarse enough for. */
final class K6Csv implements LineFormat {
    private final Names names;
    private final Columns columns;

    K6Csv(Names names, List<String> header) {
        this.names = names;
        columns = new Columns(header);
        columns.require(
                List.of("metric_name", "timestamp", "metric_value"), ImportFormat.K6, "the output of k6 run --out csv");
    }

    @Override
    public Optional<Sample> sample(String line, Lines rest) throws IOException {
        List<String> row = CsvRow.of(line, ',', rest);
        columns.requireWhole(row);
        if (!columns.cell(row, "metric_name").equals(K6Tags.METRIC)) {
            return Optional.empty();
        }
        return Optional.of(new K6Tags(
                        columns.cell(row, "name"),
                        columns.cell(row, "url"),
                        columns.cell(row, "status"),
                        columns.cell(row, "expected_response"),
                        columns.cell(row, "error"),
                        columns.cell(row, "error_code"))
                .sample(
                        names,
                        Figures.microsOfTimestamp(columns.cell(row, "timestamp")),
                        Figures.microsOfMillis(columns.cell(row, "metric_value"), "metric_value")));
    }
}

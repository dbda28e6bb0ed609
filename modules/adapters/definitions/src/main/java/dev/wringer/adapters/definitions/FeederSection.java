package dev.wringer.adapters.definitions;

import dev.wringer.core.model.Feeder;
import dev.wringer.core.model.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads feeders: rows of test data in a CSV file whose first line names the columns. */
final class FeederSection {
    private static final int BYTES_MAX = 16 << 20;
    private static final int ROWS_MAX = 1_000_000;

    private static final Key<String> CSV = Key.required(
            "csv",
            Syntaxes.TEXT,
            "\"users.csv\"",
            "a file of at most 16 MiB, relative to the simulation's folder; its first line names the columns");
    private static final Key<Boolean> ORDER = Key.usual(
            "order",
            Syntaxes.choice(Map.of("sequential", false, "random", true)),
            "sequential",
            "random",
            "from the top and again, or drawn by the seed");

    static final SectionKeys KEYS = SectionKeys.of(
            "feeder", "Test data, one row per arrival; a column is used as `\"${feeder.COLUMN}\"`.", CSV, ORDER);

    static final Syntax<Feeder> FEEDER = Syntaxes.section(KEYS, FeederSection::read);

    private FeederSection() {}

    private static Entry<Feeder> read(Section section) {
        Entry<String> csv = section.read(CSV);
        Entry<Boolean> random = section.read(ORDER);
        return section.build(() -> {
            byte[] bytes = DataFile.bytes(section.context().resolve(csv.value(), "csv"), BYTES_MAX, "csv");
            List<List<String>> rows = CsvText.rows(new String(bytes, StandardCharsets.UTF_8), ROWS_MAX);
            if (rows.size() < 2) {
                throw new InvalidValue("csv", csv.value() + " has no rows", "a header line and at least one row");
            }
            requireEvenRows(rows, csv.value());
            return new Feeder(rows.getFirst(), rows.subList(1, rows.size()), random.value());
        });
    }

    private static void requireEvenRows(List<List<String>> rows, String file) {
        int columns = rows.getFirst().size();
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i).size() != columns) {
                throw new InvalidValue(
                        "csv",
                        "record " + (i + 1) + " of " + file + " has "
                                + rows.get(i).size() + " fields",
                        columns + " fields as in its first line");
            }
        }
    }
}

package dev.wringer.adapters.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file whose requests are lines.
 *
 * @param headers lines at its beginning that are not requests
 */
record LineSource(Path file, LineFormat format, int headers) implements SampleSource {
    private static final String TABLES = ",;\t|";

    /** Looks at the first line. */
    static SampleSource of(ImportFormat format, Path file, Names names) throws IOException {
        String first = firstLine(file);
        boolean isJson = first.startsWith("{");
        return switch (format) {
            case K6 ->
                isJson
                        ? new LineSource(file, new K6Json(names), 0)
                        : new LineSource(file, new K6Csv(names, cells(first, ',')), 1);
            case JMETER -> first.startsWith("<") ? new JmeterXml(file, names) : jmeter(file, names, first);
            case VEGETA -> {
                if (!isJson && !first.matches("\\d.*")) {
                    throw new ImportException("vegeta: this is neither JSON nor CSV; encode the results of an attack"
                            + " first: vegeta encode results.bin > results.json");
                }
                yield new LineSource(file, isJson ? new VegetaJson(names) : new VegetaCsv(names), 0);
            }
            case HLOG, GATLING -> throw new IllegalArgumentException(format + " has no requests line by line");
        };
    }

    @Override
    public void read(Consumer<Sample> requests, BadLines bad) throws IOException {
        try (Lines lines = new Lines(file)) {
            for (int i = 0; i < headers; i++) {
                lines.next();
            }
            for (String line = lines.next(); line != null; line = lines.next()) {
                long number = lines.number();
                if (line.isBlank()) {
                    continue;
                }
                try {
                    Optional<Sample> sample = format.sample(line, lines);
                    sample.ifPresent(requests);
                    bad.good();
                } catch (BadLine wrong) {
                    bad.bad(number, wrong.getMessage());
                }
            }
        }
    }

    private static LineSource jmeter(Path file, Names names, String first) {
        if (first.matches("\\d+,.*")) {
            return new LineSource(file, JmeterCsv.withoutHeader(names), 0);
        }
        char delimiter = (char) TABLES.chars()
                .boxed()
                .max((a, b) -> Long.compare(count(first, a), count(first, b)))
                .orElseThrow()
                .intValue();
        return new LineSource(file, JmeterCsv.withHeader(names, cells(first, delimiter), delimiter), 1);
    }

    private static long count(String line, int character) {
        return line.chars().filter(c -> c == character).count();
    }

    private static List<String> cells(String header, char delimiter) {
        return Stream.of(header.split(Pattern.quote(String.valueOf(delimiter)), -1))
                .map(cell -> cell.replace("\"", "").strip())
                .toList();
    }

    private static String firstLine(Path file) throws IOException {
        try (Lines lines = new Lines(file)) {
            String first = lines.next();
            if (first == null) {
                throw new ImportException(file + " is empty");
            }
            return first.replace("\uFEFF", "").strip();
        }
    }
}

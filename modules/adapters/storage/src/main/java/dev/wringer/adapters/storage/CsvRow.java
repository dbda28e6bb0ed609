package dev.wringer.adapters.storage;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A row of a file that has one per fault: its cells by the names of the header, empty where a figure is not known. */
public final class CsvRow {
    private final List<String> header;
    private final List<String> cells;
    private final String place;

    private CsvRow(List<String> header, List<String> cells, String place) {
        this.header = header;
        this.cells = cells;
        this.place = place;
    }

    /** In the order of the file. */
    public List<String> columns() {
        return header;
    }

    /** As written. */
    public String text(String column) {
        return cells.get(header.indexOf(column));
    }

    List<String> list(String column) {
        return Listing.split(text(column));
    }

    long count(String column) {
        try {
            return Long.parseLong(text(column));
        } catch (NumberFormatException e) {
            throw unreadable(column, "a whole number", e);
        }
    }

    /** Seconds in the file. */
    OptionalLong nanos(String column) {
        try {
            String text = text(column);
            return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Decimals.nanos(new BigDecimal(text)));
        } catch (ArithmeticException | NumberFormatException e) {
            throw unreadable(column, "seconds", e);
        }
    }

    /** None when there is no file; a last row that is torn counts as not there. */
    static List<CsvRow> readAll(Path file, List<String> header) {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<CsvRow> rows = new ArrayList<>();
        try (CsvReader csv = CsvReader.ofOurs(TextFile.reader(file))) {
            Optional<List<String>> first = csv.next();
            if (first.isPresent() && !first.get().equals(header)) {
                throw new RunFolderException("cannot read " + file + ": expected the columns " + header);
            }
            for (Optional<List<String>> cells = csv.next(); cells.isPresent(); cells = csv.next()) {
                rows.add(of(file + ", row " + csv.row(), header, cells.get()));
            }
        } catch (IOException e) {
            throw new RunFolderException("cannot read " + file + ": " + RunFolder.reason(e), e);
        }
        return List.copyOf(rows);
    }

    private static CsvRow of(String place, List<String> header, List<String> cells) {
        if (cells.size() != header.size()) {
            throw new RunFolderException(
                    place + ": " + cells.size() + " cells, expected " + header.size() + " as in the header");
        }
        return new CsvRow(header, cells, place);
    }

    static String line(Stream<String> cells) {
        return cells.map(WindowRows::quoted).collect(joining(",", "", "\n"));
    }

    private RunFolderException unreadable(String column, String expected, RuntimeException e) {
        return new RunFolderException(place + ": " + column + " is '" + text(column) + "', expected " + expected, e);
    }
}

package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.Phase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One row of {@code windows.csv}: an endpoint in a window, or a service without one. */
public final class WindowRow {
    /** Without these, rows of another tool say nothing. */
    static final List<Column> NEEDED =
            List.of(Column.WINDOW_START, Column.WINDOW_END, Column.SERVICE, Column.ENDPOINT, Column.REQUESTS);

    private final List<String> cells;
    private final String place;

    private WindowRow(List<String> cells, String place) {
        this.cells = cells;
        this.place = place;
    }

    /** As written; empty where it is not known or does not apply. */
    public String text(Column column) {
        return cells.get(column.ordinal());
    }

    public OptionalDouble number(Column column) {
        try {
            String text = text(column);
            return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw unreadable(column, "a number", e);
        }
    }

    public OptionalLong count(Column column) {
        try {
            String text = text(column);
            return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw unreadable(column, "a whole number", e);
        }
    }

    /** The parts of a cell that holds several texts. */
    public List<String> list(Column column) {
        return Listing.split(text(column));
    }

    /** {@code name=value} by name. */
    public Map<String, String> pairs(Column column) {
        try {
            return Listing.splitPairs(text(column));
        } catch (IllegalArgumentException e) {
            throw unreadable(column, "name=value;…", e);
        }
    }

    /** Steady unless the row says that it is not. */
    public Phase phase() {
        String word = text(Column.PHASE);
        return Stream.of(Phase.values())
                .filter(phase -> phase.word().equals(word))
                .findFirst()
                .orElse(Phase.STEADY);
    }

    /** Exact; a figure that is not known counts as 0. */
    BigDecimal decimal(Column column) {
        try {
            return text(column).isEmpty() ? BigDecimal.ZERO : new BigDecimal(text(column));
        } catch (NumberFormatException e) {
            throw unreadable(column, "a number", e);
        }
    }

    /** A wrong row, whose cells may each be right. */
    RunFolderException wrong(String problem) {
        return new RunFolderException(place + ": " + problem);
    }

    RunFolderException unreadable(Column column, String expected, RuntimeException cause) {
        String message = place + ": " + column.header() + " is '" + text(column) + "', expected " + expected;
        return new RunFolderException(message, cause);
    }

    /** Of a file that Wringer wrote. */
    static Stream<WindowRow> stream(Path file) {
        return stream(file, CsvReader::ofOurs, List.of());
    }

    /** Of a file that any tool may have written. */
    static Stream<WindowRow> streamOfAnyTool(Path file) {
        return stream(file, CsvReader::ofAnyTool, NEEDED);
    }

    /** Of a part of a file that Wringer wrote, with the header before it. */
    static List<WindowRow> parse(Path file, String text) {
        CsvReader csv = CsvReader.ofOurs(new BufferedReader(new StringReader(text)));
        return StreamSupport.stream(new Rows(file, csv, List.of()), false).toList();
    }

    private static Stream<WindowRow> stream(
            Path file, Function<BufferedReader, CsvReader> reader, List<Column> needed) {
        try {
            CsvReader csv = reader.apply(TextFile.reader(file));
            return StreamSupport.stream(new Rows(file, csv, needed), false).onClose(() -> close(csv));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void close(CsvReader csv) {
        try {
            csv.close();
        } catch (IOException ignored) {
            // All that was wanted has been read.
        }
    }

    private static RunFolderException unreadable(Path file, IOException e) {
        return new RunFolderException("cannot read " + file + ": " + RunFolder.reason(e), e);
    }

    /** Reads as far as is asked for, whatever the order of columns in the file. */
    private static final class Rows extends Spliterators.AbstractSpliterator<WindowRow> {
        private final Path file;
        private final CsvReader csv;
        private final List<Column> needed;
        private List<String> header = List.of();

        Rows(Path file, CsvReader csv, List<Column> needed) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.file = file;
            this.csv = csv;
            this.needed = needed;
        }

        @Override
        public boolean tryAdvance(Consumer<? super WindowRow> action) {
            try {
                if (header.isEmpty()) {
                    header = header(csv.next().orElse(List.of()));
                }
                Optional<List<String>> cells = header.isEmpty() ? Optional.empty() : nextFilled();
                cells.ifPresent(present -> action.accept(row(present)));
                return cells.isPresent();
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }

        /** Some tools begin a file with a byte order mark. */
        private List<String> header(List<String> cells) {
            List<String> names = cells.stream()
                    .map(name -> name.replace("\uFEFF", "").strip())
                    .toList();
            for (Column column : needed) {
                if (!cells.isEmpty() && !names.contains(column.header())) {
                    throw new RunFolderException(file + " has no column " + column.header() + " in its first row");
                }
            }
            return names;
        }

        /** A row without a character is no row. */
        private Optional<List<String>> nextFilled() throws IOException {
            Optional<List<String>> cells = csv.next();
            while (cells.isPresent() && cells.get().equals(List.of(""))) {
                cells = csv.next();
            }
            return cells;
        }

        private WindowRow row(List<String> cells) {
            String place = file + ", row " + csv.row();
            if (cells.size() != header.size()) {
                throw new RunFolderException(
                        place + ": " + cells.size() + " cells, expected " + header.size() + " as in the header");
            }
            List<String> ordered = new ArrayList<>();
            for (Column column : Column.values()) {
                int index = header.indexOf(column.header());
                ordered.add(index < 0 ? "" : cells.get(index));
            }
            return new WindowRow(ordered, place);
        }
    }
}

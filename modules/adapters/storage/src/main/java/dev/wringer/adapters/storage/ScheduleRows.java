package dev.wringer.adapters.storage;

import static java.util.stream.Collectors.joining;

import dev.wringer.core.model.PlannedFault;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Writes and reads {@code schedule.csv}: a row per planned fault, in the order of their begin; offsets in seconds. */
final class ScheduleRows {
    private static final List<String> HEADER = List.of("id", "kind", "words", "target", "from", "at_s", "for_s");

    static String of(List<PlannedFault> schedule) {
        return schedule.stream().map(ScheduleRows::row).collect(joining("", String.join(",", HEADER) + "\n", ""));
    }

    static List<CsvRow> read(Path file) {
        return CsvRow.readAll(file, HEADER);
    }

    private static String row(PlannedFault planned) {
        return CsvRow.line(Stream.of(
                planned.id(),
                planned.fault().kind(),
                planned.fault().words(),
                planned.target().to().orElse(""),
                planned.target().from().orElse(""),
                Decimals.seconds(planned.at().toNanos()).toPlainString(),
                Decimals.seconds(planned.lasting().toNanos()).toPlainString()));
    }

    private ScheduleRows() {}
}

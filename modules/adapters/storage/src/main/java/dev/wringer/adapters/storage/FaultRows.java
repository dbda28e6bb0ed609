package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.model.PlannedFault;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Writes and reads {@code faults.csv}: a row per fault that is over, in the order in which they were. Offsets are seconds from
 * the start of the load; {@code windows} is the number of windows that were over before, since the judge's findings say when
 * they were known.
 */
final class FaultRows {
    private static final List<String> HEADER = List.of(
            "id",
            "kind",
            "words",
            "target",
            "planned_s",
            "for_s",
            "applied_s",
            "confirmed_s",
            "removed_s",
            "gone_s",
            "recovered_s",
            "evidence",
            "problem",
            "overlapping",
            "reached",
            "inside_requests",
            "inside_errors",
            "outside_requests",
            "outside_errors",
            "windows");
    private static final double PERCENT = 100;
    private static final int PERCENT_PLACES = 4;

    static String header() {
        return String.join(",", HEADER) + "\n";
    }

    static String of(FaultRecord fault, long windows) {
        PlannedFault planned = fault.planned();
        return CsvRow.line(Stream.of(
                planned.id(),
                planned.fault().kind(),
                planned.fault().words(),
                planned.target().words(),
                seconds(planned.at().toNanos()),
                seconds(planned.lasting().toNanos()),
                seconds(fault.applied()),
                seconds(fault.confirmed()),
                seconds(fault.removed()),
                seconds(fault.gone()),
                seconds(fault.recovered()),
                fault.evidence(),
                fault.problem(),
                Listing.join(fault.overlapping()),
                Listing.join(fault.reached()),
                Long.toString(fault.inside().finished()),
                Long.toString(fault.inside().errors()),
                Long.toString(fault.outside().finished()),
                Long.toString(fault.outside().errors()),
                Long.toString(windows)));
    }

    static List<CsvRow> read(Path file) {
        return CsvRow.readAll(file, HEADER);
    }

    static List<FaultOver> read(Path file, List<PlannedFault> schedule) {
        Map<String, PlannedFault> planned = new LinkedHashMap<>();
        schedule.forEach(fault -> planned.put(fault.id(), fault));
        List<FaultOver> faults = new ArrayList<>();
        for (CsvRow row : read(file)) {
            PlannedFault own = planned.get(row.text("id"));
            if (own == null) {
                throw new RunFolderException(
                        file + " has a fault '" + row.text("id") + "' that the simulation has not");
            }
            faults.add(new FaultOver(record(own, row), row.count("windows")));
        }
        return List.copyOf(faults);
    }

    private static FaultRecord record(PlannedFault planned, CsvRow row) {
        return new FaultRecord(
                planned,
                row.nanos("applied_s"),
                row.nanos("confirmed_s"),
                row.nanos("removed_s"),
                row.nanos("gone_s"),
                row.nanos("recovered_s"),
                row.text("evidence"),
                row.text("problem"),
                row.list("overlapping"),
                row.list("reached"),
                new FaultRecord.Requests(row.count("inside_requests"), row.count("inside_errors")),
                new FaultRecord.Requests(row.count("outside_requests"), row.count("outside_errors")));
    }

    /** As {@code summary.json} has it. */
    static Map<String, Object> json(FaultRecord fault) {
        return Json.object(
                "id", fault.planned().id(),
                "kind", fault.planned().fault().kind(),
                "words", fault.planned().fault().words(),
                "target", fault.planned().target().words(),
                "planned_s", Decimals.seconds(fault.planned().at().toNanos()),
                "applied_s", decimal(fault.applied()),
                "confirmed_s", decimal(fault.confirmed()),
                "removed_s", decimal(fault.removed()),
                "gone_s", decimal(fault.gone()),
                "time_to_recover_s", decimal(fault.timeToRecoverNanos()),
                "availability_inside_pct", availability(fault.inside()),
                "errors_outside", fault.outside().errors(),
                "problem", fault.problem());
    }

    private static BigDecimal availability(FaultRecord.Requests requests) {
        return requests.finished() == 0
                ? null
                : BigDecimal.valueOf((requests.finished() - requests.errors()) * PERCENT / requests.finished())
                        .setScale(PERCENT_PLACES, RoundingMode.HALF_UP);
    }

    private static BigDecimal decimal(OptionalLong nanos) {
        return nanos.isPresent() ? Decimals.seconds(nanos.getAsLong()) : null;
    }

    private static String seconds(OptionalLong nanos) {
        return nanos.isPresent() ? seconds(nanos.getAsLong()) : "";
    }

    private static String seconds(long nanos) {
        return Decimals.seconds(nanos).toPlainString();
    }

    private FaultRows() {}
}

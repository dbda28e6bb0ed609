package dev.wringer.adapters.storage;

import dev.wringer.core.judge.Baseline;
import dev.wringer.core.metrics.EndpointId;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run was compared with, kept in its folder, so that the comparison can be made again when the earlier run is gone: a
 * row per block and endpoint.
 */
final class BaselineFile {
    private static final List<String> HEADER =
            List.of("block_s", "percentile", "block", "service", "endpoint", "requests", "errors", "response_time_us");

    private BaselineFile() {}

    static void write(Path file, Baseline baseline) throws IOException {
        StringBuilder rows = new StringBuilder(String.join(",", HEADER)).append('\n');
        baseline.blocks()
                .forEach((number, block) -> block.forEach((id, seen) -> rows.append(String.join(
                                ",",
                                Decimals.seconds(baseline.block().toNanos()).toPlainString(),
                                Double.toString(baseline.percentile()),
                                Long.toString(number),
                                WindowRows.quoted(id.service()),
                                WindowRows.quoted(id.endpoint()),
                                Long.toString(seen.requests()),
                                Long.toString(seen.errors()),
                                Double.toString(seen.micros())))
                        .append('\n')));
        TextFile.write(file, rows.toString());
    }

    /** Empty when the run was compared with none. */
    static Optional<Baseline> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (CsvReader csv = CsvReader.ofOurs(TextFile.reader(file))) {
            return Optional.of(read(csv));
        } catch (IOException | RuntimeException e) {
            throw new RunFolderException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Baseline read(CsvReader csv) throws IOException {
        SortedMap<Long, SortedMap<EndpointId, Baseline.Block>> blocks = new TreeMap<>();
        Duration length = Duration.ofMinutes(1);
        double percentile = 0;
        csv.next();
        for (Optional<List<String>> row = csv.next(); row.isPresent(); row = csv.next()) {
            List<String> cells = row.get();
            length = Duration.ofNanos(Decimals.nanos(new BigDecimal(cells.get(0))));
            percentile = Double.parseDouble(cells.get(1));
            Baseline.Block block = new Baseline.Block(
                    Long.parseLong(cells.get(5)), Long.parseLong(cells.get(6)), Double.parseDouble(cells.get(7)));
            blocks.computeIfAbsent(Long.valueOf(cells.get(2)), ignored -> new TreeMap<>())
                    .put(new EndpointId(cells.get(3), cells.get(4)), block);
        }
        return new Baseline(length, percentile, blocks);
    }
}

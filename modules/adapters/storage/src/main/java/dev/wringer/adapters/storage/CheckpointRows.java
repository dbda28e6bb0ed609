package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.Residue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes and reads {@code checkpoints.csv}: a row per checkpoint and service; an unknown figure is an empty cell. */
final class CheckpointRows {
    private static final List<String> HEADER = List.of(
            "checkpoint",
            "at",
            "service",
            "sessions_open",
            "in_flight",
            "sockets",
            "open_files",
            "threads",
            "memory_mb",
            "live_memory_mb",
            "garbage");
    private static final int PLACES = 3;

    static String header() {
        return String.join(",", HEADER) + "\n";
    }

    /** Checkpoints are numbered from 1, as a person counts. */
    static String of(Checkpoint checkpoint) {
        StringBuilder rows = new StringBuilder();
        for (Residue residue : checkpoint.services()) {
            rows.append(Stream.of(
                            Long.toString(checkpoint.number() + 1),
                            checkpoint.at().toString(),
                            residue.service(),
                            WindowRows.text(residue.sessionsOpen()),
                            WindowRows.text(residue.inFlight()),
                            WindowRows.text(residue.sockets()),
                            WindowRows.text(residue.openFiles()),
                            WindowRows.text(residue.threads()),
                            WindowRows.text(residue.memoryMb(), PLACES),
                            WindowRows.text(residue.liveMemoryMb(), PLACES),
                            residue.garbage())
                    .map(WindowRows::quoted)
                    .collect(Collectors.joining(",", "", "\n")));
        }
        return rows.toString();
    }

    /** None when there is no file. Of a run that was killed while it wrote, the torn checkpoint counts as not there. */
    static List<Checkpoint> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Checkpoint> checkpoints = new ArrayList<>();
        try (CsvReader csv = CsvReader.ofOurs(TextFile.reader(file))) {
            csv.next();
            for (Optional<List<String>> row = csv.next(); row.isPresent(); row = csv.next()) {
                add(checkpoints, row.get());
            }
        } catch (IOException e) {
            throw new RunFolderException("cannot read " + file + ": " + RunFolder.reason(e), e);
        } catch (NumberFormatException | DateTimeException | IndexOutOfBoundsException e) {
            throw new RunFolderException("cannot read " + file + ": expected the columns " + HEADER, e);
        }
        boolean torn = checkpoints.size() > 1
                && checkpoints.getLast().services().size()
                        < checkpoints.getFirst().services().size();
        return List.copyOf(torn ? checkpoints.subList(0, checkpoints.size() - 1) : checkpoints);
    }

    private static void add(List<Checkpoint> checkpoints, List<String> cells) {
        long number = Long.parseLong(cells.getFirst()) - 1;
        List<Residue> services = new ArrayList<>();
        if (!checkpoints.isEmpty() && checkpoints.getLast().number() == number) {
            services.addAll(checkpoints.removeLast().services());
        }
        services.add(new Residue(
                cells.get(2),
                count(cells.get(3)),
                count(cells.get(4)),
                count(cells.get(5)),
                count(cells.get(6)),
                count(cells.get(7)),
                figure(cells.get(8)),
                figure(cells.get(9)),
                cells.get(10)));
        checkpoints.add(new Checkpoint(number, Instant.parse(cells.get(1)), services));
    }

    private static OptionalLong count(String cell) {
        return cell.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(cell));
    }

    private static OptionalDouble figure(String cell) {
        return cell.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(cell));
    }

    private CheckpointRows() {}
}

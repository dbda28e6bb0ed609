package dev.wringer.adapters.storage;

import dev.wringer.core.judge.Baseline;
import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.PlannedFault;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The evidence of one run: {@code results/<simulation>-<UTC time>-<seed>/}. What each file holds is said where it is written.
 * Streams hold a file open: close them.
 */
public record RunFolder(Path path) {
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SLUG_LENGTH_MAX = 60;
    private static final int SAME_NAME_MAX = 10_000;

    /** Makes a folder that was not there before; a name already taken gets {@code -2}, {@code -3} at its end. */
    public static RunFolder create(Path results, String simulationName, Instant now, long seed) {
        String name = slug(simulationName) + "-" + UTC_TIME.format(now) + "-" + seed;
        try {
            Files.createDirectories(results);
            for (int i = 1; i <= SAME_NAME_MAX; i++) {
                Path path = results.resolve(i == 1 ? name : name + "-" + i);
                if (createdNew(path)) {
                    return new RunFolder(path);
                }
            }
        } catch (IOException e) {
            throw new RunFolderException(
                    "cannot write results to " + results + ": " + reason(e) + "; choose another folder with --results",
                    e);
        }
        throw new RunFolderException("there are too many runs named " + name + " in " + results);
    }

    /** The folder of an earlier run, finished or not. */
    public static RunFolder open(Path path) {
        if (!Files.isDirectory(path)) {
            throw new RunFolderException("there is no run folder " + path);
        }
        RunFolder folder = new RunFolder(path);
        if (!Files.isRegularFile(folder.run())) {
            throw new RunFolderException(path + " is not a run folder: it has no run.json");
        }
        return folder;
    }

    /** What ran, and where. */
    public Path run() {
        return path.resolve("run.json");
    }

    /** The simulation file as it was read. */
    public Path simulation() {
        return path.resolve("simulation.conf");
    }

    /** A row per window, service and endpoint; see {@link Column}. */
    public Path windowsCsv() {
        return path.resolve("windows.csv");
    }

    /** A row per checkpoint and service; not there when the run came to none. */
    public Path checkpointsCsv() {
        return path.resolve("checkpoints.csv");
    }

    /** A row per planned fault, written before anything runs; not there when none is planned. */
    public Path scheduleCsv() {
        return path.resolve("schedule.csv");
    }

    /** A row per fault that is over, with all that became of it; not there when none is planned. */
    public Path faultsCsv() {
        return path.resolve("faults.csv");
    }

    /** A row per endpoint and second around faults; not there when none is planned. */
    public Path secondsCsv() {
        return path.resolve("seconds.csv");
    }

    /** The histograms of each interval. */
    public Path latencies() {
        return path.resolve("latencies.hlog");
    }

    /** One event per line. */
    public Path journal() {
        return path.resolve("journal.jsonl");
    }

    /** The earlier run that this one is compared with, if there is one. */
    public Path baselineCsv() {
        return path.resolve("baseline.csv");
    }

    public Path summary() {
        return path.resolve("summary.json");
    }

    /** Verdict and findings alone; judging again gives the same bytes. */
    public Path verdict() {
        return path.resolve("verdict.json");
    }

    public Path report() {
        return path.resolve("report.html");
    }

    /** How many requests took how long, over time: a JSON object of one line. */
    public Path heatMap() {
        return path.resolve("heatmap.json");
    }

    /** How often the judge is wrong about this run; see {@link CalibrationFile}. Written later, if at all. */
    public Path calibration() {
        return path.resolve("calibration.json");
    }

    public Path junit() {
        return path.resolve("junit.xml");
    }

    /** Size and SHA-256 of all other files. */
    public Path manifest() {
        return path.resolve("MANIFEST.json");
    }

    /** Where a launched service's output goes; its folder exists afterwards. */
    public Path serviceLog(String service) {
        try {
            return Files.createDirectories(path.resolve("services")).resolve(service + ".log");
        } catch (IOException e) {
            throw new RunFolderException("cannot write to " + path + ": " + reason(e), e);
        }
    }

    /** What was known before the run began. */
    public RunFacts facts() {
        return RunJson.read(this);
    }

    /** The rows of {@code windows.csv}, up to a last one that is torn. */
    public Stream<WindowRow> rows() {
        return WindowRow.stream(windowsCsv());
    }

    /** The windows as the judge saw them, up to the last that is complete. */
    public Stream<Window> windows() {
        return WindowReader.stream(this);
    }

    /** Keeps what the run is compared with. */
    public void keep(Baseline baseline) {
        try {
            BaselineFile.write(baselineCsv(), baseline);
        } catch (IOException e) {
            throw new RunFolderException("cannot write to " + path + ": " + reason(e), e);
        }
    }

    /** The earlier run that this one was compared with; empty when there was none. */
    public Optional<Baseline> baseline() {
        return BaselineFile.read(baselineCsv());
    }

    /** The bytes of {@code verdict.json}; empty when the run was killed before its end. */
    public Optional<String> verdictText() {
        try {
            return Files.exists(verdict()) ? Optional.of(Files.readString(verdict())) : Optional.empty();
        } catch (IOException e) {
            throw new RunFolderException("cannot read " + verdict() + ": " + reason(e), e);
        }
    }

    /** What was left in the pauses of the load, up to the last checkpoint that is complete. */
    public List<Checkpoint> checkpoints() {
        return CheckpointRows.read(checkpointsCsv());
    }

    /** The faults that were planned, as written before the run. */
    public List<CsvRow> scheduleRows() {
        return ScheduleRows.read(scheduleCsv());
    }

    /** The faults that are over, as written, up to the last row that is complete. */
    public List<CsvRow> faultRows() {
        return FaultRows.read(faultsCsv());
    }

    /**
     * The faults that are over, in the order in which they were, up to the last row that is complete.
     *
     * @param schedule of the simulation that ran
     */
    public List<FaultOver> faults(List<PlannedFault> schedule) {
        return FaultRows.read(faultsCsv(), schedule);
    }

    /** Windows that were lost because the run was killed and went on later, in their order. */
    public List<Gap> gaps() {
        return Journal.gaps(journal());
    }

    /** The lines of the journal, up to a last one that is torn. */
    public List<String> events() {
        return Journal.lines(journal());
    }

    /** What was left out of the evidence, and from when on; empty where there was room for all of it. */
    public List<String> reduced() {
        return Journal.reduced(journal());
    }

    /** How the run ended; empty when it was killed. */
    public Optional<Drained> drained() {
        return Journal.drained(journal());
    }

    /** In the words of the system, without the path that its messages repeat. */
    static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "it does not exist";
            case FileAlreadyExistsException taken -> "a file of that name is in the way";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    private static boolean createdNew(Path path) throws IOException {
        try {
            Files.createDirectory(path);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static String slug(String name) {
        String ascii = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        String dashed = ascii.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String shortened = dashed.substring(0, Math.min(dashed.length(), SLUG_LENGTH_MAX));
        String slug = shortened.replaceAll("^-+|-+$", "");
        return slug.isEmpty() ? "run" : slug;
    }
}

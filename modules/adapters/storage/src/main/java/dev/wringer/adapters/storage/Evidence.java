package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.engine.run.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All files of one run. Used by one thread at a time; no problem with a file gets out of it but by {@link #problem}. A run that goes on
 * with one that was killed adds to its files.
 */
final class Evidence {
    private final RunFolder folder;
    private final RunFacts facts;
    private final Page page;
    private final Start start;
    private final Problems problems = new Problems();
    private final EvidenceFile windows;
    private final LatencyLog latencies;
    private final Journal journal;
    private final Summary summary;
    private Optional<EvidenceFile> checkpoints = Optional.empty();
    private Optional<FaultFiles> faults = Optional.empty();
    private final DiskReserve reserve;
    private final boolean measuring;
    private long windowCount;

    /** How a run begins. */
    enum Start {
        NEW,
        /** Where a run was killed, which was cut back to whole windows. */
        RESUMED,
        /** From the beginning again: what is there already is given again, and compared. */
        REPLAYED
    }

    Evidence(RunFolder folder, RunFacts facts, Page page, Start start) {
        this.folder = folder;
        this.facts = facts;
        this.page = page;
        this.start = start;
        windows = opened(EvidenceFile.unbuffered(folder.windowsCsv(), problems));
        latencies = new LatencyLog(opened(EvidenceFile.buffered(folder.latencies(), problems)), facts.startedAt());
        journal = new Journal(opened(EvidenceFile.unbuffered(folder.journal(), problems)));
        summary = new Summary(facts);
        reserve = new DiskReserve(folder.path());
        measuring = facts.clock().equals("real");
    }

    private EvidenceFile opened(EvidenceFile file) {
        return start == Start.REPLAYED ? file.replaying() : file;
    }

    void begin() {
        if (start == Start.NEW) {
            attempt(folder.simulation(), () -> TextFile.write(folder.simulation(), facts.simulationFile()));
            attempt(folder.run(), () -> TextFile.write(folder.run(), RunJson.of(facts)));
        }
        windows.begin(WindowRows.header());
        latencies.begin();
        latencies.flush();
    }

    void append(Recorder.Entry entry) {
        journal.append(entry);
    }

    void append(Recorder.Interval interval) {
        if (reserve.histograms() == DiskReserve.Histograms.EACH_INTERVAL) {
            latencies.append(interval);
        }
    }

    /** The histograms first: a window that is in {@code windows.csv} has them, also after a loss of power in hours of measuring. */
    void append(Window window) {
        if (reserve.histograms() == DiskReserve.Histograms.EACH_WINDOW) {
            latencies.append(new Recorder.Interval(window.start(), window.end(), window.endpoints()));
        }
        if (measuring) {
            latencies.force();
        }
        latencies.flush();
        windows.append(WindowRows.of(window));
        summary.add(window);
        windowCount++;
        faults.ifPresent(FaultFiles::flush);
        if (measuring) {
            windows.force();
            journal.force();
        }
        if (reserve.lookAgain(windows.bytes())) {
            journal.append(
                    new Recorder.Entry(window.end(), Journal.REDUCED, new TreeMap<>(Map.of("what", reserve.words()))));
        }
    }

    /** A run in which nothing is planned to go wrong has no files of it. */
    void schedule(List<PlannedFault> schedule) {
        if (!schedule.isEmpty()) {
            attempt(folder.scheduleCsv(), () -> TextFile.force(folder.scheduleCsv(), ScheduleRows.of(schedule)));
            faults = Optional.of(new FaultFiles(
                    opened(EvidenceFile.unbuffered(folder.faultsCsv(), problems)),
                    opened(EvidenceFile.buffered(folder.secondsCsv(), problems))));
        }
        if (start == Start.RESUMED) {
            addUp(schedule);
        }
    }

    /** What was recorded before counts in the summary, too. */
    private void addUp(List<PlannedFault> schedule) {
        try (Stream<Window> before = folder.windows()) {
            before.forEach(window -> {
                summary.add(window);
                windowCount++;
            });
        }
        folder.faults(schedule).forEach(over -> summary.add(over.fault()));
    }

    void append(FaultRecord fault) {
        faults.ifPresent(files -> files.append(fault, windowCount));
        summary.add(fault);
    }

    void append(Recorder.Second second) {
        if (reserve.histograms() == DiskReserve.Histograms.NONE) {
            return;
        }
        faults.ifPresent(files -> files.append(second));
    }

    void append(Checkpoint checkpoint) {
        if (checkpoints.isEmpty()) {
            checkpoints = Optional.of(opened(EvidenceFile.unbuffered(folder.checkpointsCsv(), problems)));
            checkpoints.get().begin(CheckpointRows.header());
        }
        checkpoints.get().append(CheckpointRows.of(checkpoint));
    }

    void finish(Recorder.Finish finish, Instant at) {
        journal.drained(at, finish);
        journal.verdict(at, finish.verdict());
        close();
        attempt(folder.summary(), () -> TextFile.write(folder.summary(), summary.json(finish)));
        attempt(folder.heatMap(), () -> TextFile.write(folder.heatMap(), summary.heatJson()));
        attempt(folder.verdict(), () -> TextFile.write(folder.verdict(), VerdictJson.of(finish.verdict())));
        attempt(
                folder.junit(),
                () -> TextFile.write(folder.junit(), JUnitXml.of(facts.simulation(), finish.verdict())));
        attempt(folder.path().resolve("services"), () -> ServiceLogs.mask(folder));
        attempt(folder.report(), () -> page.write(folder));
        noteWhatIsGone();
        attempt(folder.manifest(), () -> Manifest.write(folder, facts, finish.verdict()));
    }

    /** What is written stays readable, as after a kill. */
    void close() {
        windows.close();
        latencies.close();
        journal.close();
        checkpoints.ifPresent(EvidenceFile::close);
        faults.ifPresent(FaultFiles::close);
    }

    void fail(RuntimeException e) {
        problems.add("recorder", e.toString());
    }

    Optional<String> problem() {
        return problems.summary();
    }

    /** A folder that was removed during the run takes all writes and keeps none. */
    private void noteWhatIsGone() {
        List<Path> grown = new ArrayList<>(List.of(folder.windowsCsv(), folder.latencies(), folder.journal()));
        checkpoints.ifPresent(ignored -> grown.add(folder.checkpointsCsv()));
        faults.ifPresent(
                ignored -> grown.addAll(List.of(folder.scheduleCsv(), folder.faultsCsv(), folder.secondsCsv())));
        for (Path file : grown) {
            if (!Files.exists(file)) {
                problems.add(name(file), "it was removed during the run");
            }
        }
    }

    private void attempt(Path file, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            problems.add(name(file), RunFolder.reason(e));
        } catch (RuntimeException e) {
            problems.add(name(file), e.toString());
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private interface Step {
        void run() throws IOException;
    }
}

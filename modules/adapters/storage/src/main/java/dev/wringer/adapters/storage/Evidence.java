package dev.wringer.adapters.storage;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.Window;
import dev.wringer.engine.run.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All files of one run. Used by one thread at a time; no problem with a file gets out of it but by {@link #problem}. */
final class Evidence {
    private final RunFolder folder;
    private final RunFacts facts;
    private final Page page;
    private final Problems problems = new Problems();
    private final EvidenceFile windows;
    private final LatencyLog latencies;
    private final Journal journal;
    private final Summary summary;
    private Optional<EvidenceFile> checkpoints = Optional.empty();

    Evidence(RunFolder folder, RunFacts facts, Page page) {
        this.folder = folder;
        this.facts = facts;
        this.page = page;
        windows = EvidenceFile.unbuffered(folder.windowsCsv(), problems);
        latencies = new LatencyLog(EvidenceFile.buffered(folder.latencies(), problems), facts.startedAt());
        journal = new Journal(EvidenceFile.unbuffered(folder.journal(), problems));
        summary = new Summary(facts);
    }

    void begin() {
        attempt(folder.simulation(), () -> TextFile.write(folder.simulation(), facts.simulationFile()));
        attempt(folder.run(), () -> TextFile.write(folder.run(), RunJson.of(facts)));
        windows.append(WindowRows.header());
        latencies.begin();
        latencies.flush();
    }

    void append(Recorder.Entry entry) {
        journal.append(entry);
    }

    void append(Recorder.Interval interval) {
        latencies.append(interval);
    }

    /** The histograms first: a window that is in {@code windows.csv} has them. */
    void append(Window window) {
        latencies.flush();
        windows.append(WindowRows.of(window));
        summary.add(window);
    }

    void append(Checkpoint checkpoint) {
        if (checkpoints.isEmpty()) {
            checkpoints = Optional.of(EvidenceFile.unbuffered(folder.checkpointsCsv(), problems));
            checkpoints.get().append(CheckpointRows.header());
        }
        checkpoints.get().append(CheckpointRows.of(checkpoint));
    }

    void finish(Recorder.Finish finish, Instant at) {
        journal.drained(at, finish);
        journal.verdict(at, finish.verdict());
        close();
        attempt(folder.summary(), () -> TextFile.write(folder.summary(), summary.json(finish)));
        attempt(folder.verdict(), () -> TextFile.write(folder.verdict(), VerdictJson.of(finish.verdict())));
        attempt(
                folder.junit(),
                () -> TextFile.write(folder.junit(), JUnitXml.of(facts.simulation(), finish.verdict())));
        attempt(folder.report(), () -> page.write(folder));
        noteWhatIsGone();
        attempt(folder.manifest(), () -> Manifest.write(folder));
    }

    /** What is written stays readable, as after a kill. */
    void close() {
        windows.close();
        latencies.close();
        journal.close();
        checkpoints.ifPresent(EvidenceFile::close);
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

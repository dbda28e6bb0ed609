package dev.wringer.adapters.storage;

import dev.wringer.core.judge.JudgePlan;
import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Fitness;
import dev.wringer.core.model.Pauses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A CSV in the format of {@code windows.csv} from any tool. Columns are found by their names in the header; only
 * {@code window_start, window_end, service, endpoint} and {@code requests} have to be there, and what the others would show
 * stays unmeasured without them. A histogram log of the same name beside it ({@code k6.csv} and {@code k6.hlog}) has the
 * response times; else they are reconstructed from {@code p50_ms, p95_ms, p99_ms} and {@code max_ms}.
 */
public final class WindowsFile {
    private final Path file;
    private final Optional<Path> log;
    private final WindowsSurvey survey;

    private WindowsFile(Path file, Optional<Path> log, WindowsSurvey survey) {
        this.file = file;
        this.log = log;
        this.survey = survey;
    }

    /** Reads the file once, to know what it shows; {@link RunFolderException} when it is no such file. */
    public static WindowsFile open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new RunFolderException("there is no file " + file);
        }
        Path beside = logBeside(file);
        Optional<Path> log = Files.isRegularFile(beside) ? Optional.of(beside) : Optional.empty();
        return new WindowsFile(file, log, WindowsSurvey.of(file));
    }

    /** Where the histograms of a windows CSV are kept. */
    static Path logBeside(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return file.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".hlog");
    }

    /** The criteria that the file has figures for; for those who give none. */
    public List<Criterion> shownOf(List<Criterion> criteria) {
        return criteria.stream()
                .filter(c -> c instanceof Criterion.ErrorRate
                        || survey.missingFor(c, log.isPresent()).isEmpty())
                .toList();
    }

    /**
     * What the judge has to know of the file before the first window. Neither the timeouts nor the planned load are known.
     *
     * @param limits memory limits in bytes, by service
     */
    public JudgePlan plan(List<Criterion> criteria, Duration warmUp, SortedMap<String, Long> limits) {
        SortedMap<String, String> unmeasured = new TreeMap<>();
        criteria.forEach(
                c -> survey.missingFor(c, log.isPresent()).ifPresent(missing -> unmeasured.put(c.key(), missing)));
        Duration duration = survey.window().multipliedBy(survey.windowCount());
        SortedMap<EndpointId, Duration> timeouts = new TreeMap<>();
        survey.endpoints().forEach(id -> timeouts.put(id, duration));
        Map<String, OptionalLong> memoryLimits = new TreeMap<>();
        limits.forEach((service, bytes) -> memoryLimits.put(service, OptionalLong.of(bytes)));
        return new JudgePlan(
                criteria,
                duration,
                survey.window(),
                warmUp,
                survey.windowCount(),
                timeouts,
                memoryLimits,
                new TreeMap<>(),
                Fitness.DEFAULT,
                unmeasured,
                Pauses.NONE,
                Optional.empty(),
                JudgePlan.Chaos.NONE);
    }

    /** One at a time, in their order; holds the file open: close it. */
    public Stream<Window> windows() {
        RowsOfAnyTool rows = new RowsOfAnyTool(survey.loadStart(), survey.has(Column.IN_FLIGHT), log.isPresent());
        return WindowsOfAnyTool.stream(file, log, rows);
    }

    /** What was still in flight at the end of the last window, where the file tells it. */
    public Remainder remainder() {
        return new Remainder(survey.inFlightAtEnd(), new TreeMap<>());
    }

    /** What a reader of the verdict should know of the evidence. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (log.isPresent()) {
            notes.add("response times are from " + log.get() + ", complete");
        } else if (survey.hasPercentiles()) {
            notes.add(
                    "percentiles reconstructed from p50, p95, p99 and max of each window: exact there, estimated where"
                            + " windows are taken together");
        } else {
            notes.add("no response times: that needs p50_ms, p95_ms, p99_ms and max_ms, or a histogram log beside it");
        }
        if (survey.withoutPercentiles() > 0 && survey.hasPercentiles() && log.isEmpty()) {
            notes.add(
                    survey.withoutPercentiles() + " rows with requests have no percentiles and do not count for times");
        }
        notes.add("how fit the tool that measured was is not known, unless the file has generator_unfit");
        return List.copyOf(notes);
    }
}

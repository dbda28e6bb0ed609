package dev.wringer.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.Window;
import dev.wringer.engine.run.Recorder;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class RunRecorderTest {
    private static final List<String> REPEATABLE =
            List.of("windows.csv", "journal.jsonl", "latencies.hlog", "summary.json", "junit.xml");

    @TempDir
    Path results;

    private RunFolder folder;

    @BeforeEach
    void createFolder() {
        folder = RunFolder.create(results, "sonia soak", Samples.START, 7);
    }

    @Test
    void whatWasWrittenIsReadAgainAsTheSameWindows() {
        new RecordedRun(folder, Page.NONE).windows(4).finish();

        List<Window> windows = read(RunFolder.open(folder.path()));

        assertThat(windows).hasSize(4);
        for (int i = 0; i < windows.size(); i++) {
            assertSame(windows.get(i), Samples.window(i));
        }
    }

    @Test
    void severalIntervalsMakeAWindow() {
        Window whole = Samples.window(0);
        EndpointInterval first = Samples.endpoint("gateway", "/v1/quiet", 5, 40);
        EndpointInterval second = Samples.endpoint("gateway", "/v1/quiet", 6, 30);
        EndpointInterval merged = Samples.endpoint("gateway", "/v1/quiet", 5, 40);
        merged.merge(second, false);
        Window window = new Window(
                0,
                whole.start(),
                whole.end(),
                whole.endNanos(),
                Phase.WARM_UP,
                List.of(merged),
                whole.services(),
                whole.generator(),
                List.of());

        new RecordedRun(folder, Page.NONE)
                .interval(new Recorder.Interval(whole.start(), whole.start().plusSeconds(30), List.of(first)))
                .interval(new Recorder.Interval(whole.start().plusSeconds(30), whole.end(), List.of(second)))
                .window(window)
                .interval(new Recorder.Interval(whole.end(), whole.end().plusSeconds(30), List.of(first)))
                .stop();

        assertThat(read(folder)).singleElement().satisfies(read -> assertSame(read, window));
    }

    @Test
    void theSameRunGivesTheSameBytes() throws IOException {
        RunFolder other = RunFolder.create(results, "sonia soak", Samples.START, 7);
        for (RunFolder each : List.of(folder, other)) {
            new RecordedRun(each, Page.NONE)
                    .entry("started", "service", "gateway")
                    .windows(3)
                    .finish();
        }

        for (String file : REPEATABLE) {
            assertThat(folder.path().resolve(file))
                    .hasSameBinaryContentAs(other.path().resolve(file));
        }
    }

    @Test
    void theColumnsAreThoseOfTheDesignAndThenTheJudges() throws IOException {
        new RecordedRun(folder, Page.NONE).windows(1).stop();

        assertThat(Files.readAllLines(folder.windowsCsv()).get(0))
                .isEqualTo("window_start,window_end,service,port,endpoint,requests,errors,error_rate_pct,p50_ms,p95_ms,"
                        + "p99_ms,max_ms,service_time_p99_ms,send_delay_p99_ms,memory_mb,cpu_pct,open_files,threads,"
                        + "sessions_open,restarts,uptime_h,faults,phase,started,timeouts,in_flight,oldest_in_flight_s,"
                        + "sessions_stuck,health_checks,health_failures,memory_floor_mb,generator_unfit,gauges,"
                        + "error_kinds,error_labels,generator_send_delay_p99_ms,generator_loop_lag_max_ms,"
                        + "generator_gc_pause_max_ms,generator_cpu_share,generator_clock_drift_ms,"
                        + "generator_judge_stall_ms,window,recovering");
    }

    @Test
    void unknownFiguresAreEmptyCells() throws IOException {
        new RecordedRun(folder, Page.NONE).windows(1).stop();

        assertThat(Files.readAllLines(folder.windowsCsv()))
                .contains("2026-02-08T00:00:00Z,2026-02-08T00:01:00Z,eva-os,7050,,,,,,,,,,,,,,,0,0,,,warm-up,,,,,0,0,0,"
                        + ",,,,,,,,,,,0,")
                .contains(
                        "2026-02-08T00:00:00Z,2026-02-08T00:01:00Z,gateway,7000,/v1/quiet,0,0,,,,,,,,180.125,12.34,55,"
                                + "41,7,0,1.5000,,warm-up,0,0,0,,1,12,2,140.001,,\"lag=1.0E-9;queue{a=\"\"b\\;c\"\"}="
                                + "0.30000000000000004\",,,,,,,,,0,");
    }

    @Test
    void latenciesAreAnOrdinaryHistogramLog() throws IOException {
        new RecordedRun(folder, Page.NONE).windows(3).stop();

        try (HistogramLogReader log = new HistogramLogReader(folder.latencies().toFile())) {
            EncodableHistogram first = log.nextIntervalHistogram();
            assertThat(log.getStartTimeSec()).isEqualTo((double) Samples.START.getEpochSecond());
            assertThat(first.getTag()).isEqualTo("gateway/v1/chat%2C%20%22new%22");
            assertThat(first.getStartTimeStamp()).isEqualTo(Samples.START.toEpochMilli());
            assertThat(first.getEndTimeStamp())
                    .isEqualTo(Samples.START.plusSeconds(60).toEpochMilli());
            assertThat((Histogram) first)
                    .isEqualTo(Samples.window(0).endpoints().get(0).responseTime());
            assertThat(log.nextIntervalHistogram().getTag()).isEqualTo("gateway/v1/chat%2C%20%22new%22:service-time");
            assertThat(log.nextIntervalHistogram().getTag()).isEqualTo("pipecat:say%20hello");
        }
    }

    @Test
    void aJournalLineHasTimeAndEventFirst() throws IOException {
        new RecordedRun(folder, Page.NONE)
                .entry("started", "service", "a \"b\"\n\ud800</script>")
                .entry("stopped", "left", List.of("pid 7"))
                .finish();

        assertThat(Files.readAllLines(folder.journal()))
                .containsExactly(
                        "{\"at\":\"2026-02-08T00:00:00Z\",\"event\":\"started\",\"service\":\"a \\\"b\\\"\\n"
                                + "?</script>\"}",
                        "{\"at\":\"2026-02-08T00:00:00Z\",\"event\":\"stopped\",\"left\":[\"pid 7\"]}",
                        "{\"at\":\"2026-02-08T01:00:00Z\",\"event\":\"drained\",\"duration_ns\":180000000001,"
                                + "\"stuck_sessions\":[{\"service\":\"pipecat\",\"sessions\":2}],"
                                + "\"unfinished\":[{\"service\":\"gateway\",\"endpoint\":\"/v1/chat, \\\"new\\\"\","
                                + "\"requests\":3}]}",
                        "{\"at\":\"2026-02-08T01:00:00Z\",\"event\":\"verdict\",\"reasons\":[\"gateway: memory grew\"],"
                                + "\"state\":\"FAIL\"}");
    }

    @Test
    void howTheRunEndedAndWhatRanAreReadAgain() {
        new RecordedRun(folder, Page.NONE).finish();

        RunFolder read = RunFolder.open(folder.path());
        assertThat(read.facts()).isEqualTo(Samples.FACTS);
        assertThat(read.drained().orElseThrow().remainder()).isEqualTo(Samples.REMAINDER);
        assertThat(read.drained().orElseThrow().durationNanos()).isEqualTo(180_000_000_001L);
    }

    @Test
    void theSummaryAddsUp() throws IOException {
        new RecordedRun(folder, Page.NONE).windows(3).finish();

        JsonNode summary = Json.tree(Files.readString(folder.summary()));
        assertThat(summary.at("/verdict/state").asText()).isEqualTo("FAIL");
        assertThat(summary.at("/findings/0/window").asLong()).isEqualTo(1);
        assertThat(summary.at("/findings/1/window").isNull()).isTrue();
        assertThat(summary.at("/endpoints/0/requests").asLong()).isEqualTo(183);
        assertThat(summary.at("/endpoints/0/errors_by_kind/timeout").asLong()).isEqualTo(18);
        assertThat(summary.at("/endpoints/1/p95_ms").isNull()).isTrue();
        assertThat(summary.at("/services/0/memory_max_mb").asDouble()).isEqualTo(182.125);
        assertThat(summary.at("/services/0/health_failures").asLong()).isEqualTo(6);
        assertThat(summary.at("/windows/unfit").asLong()).isEqualTo(1);
        assertThat(summary.at("/duration_s").asText()).isEqualTo("180.000000001");
    }

    @Test
    void continuousIntegrationSeesFailuresAndErrors() throws Exception {
        new RecordedRun(folder, Page.NONE).finish();

        String xml = Files.readString(folder.junit());
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
                .isEqualTo("grew by <40 %> & more");
    }

    @Test
    void theManifestCoversThePageAndTheLogsAndSeesEachChange() throws IOException {
        Files.writeString(folder.serviceLog("gateway"), "ready\n");
        RecordedRun run = new RecordedRun(folder, made -> {
            assertThat(made.summary()).exists();
            Files.writeString(made.report(), "<html>");
        });
        assertThat(run.windows(1).finish()).isEmpty();

        assertThat(Files.readString(folder.manifest())).contains("report.html", "services/gateway.log", "windows.csv");
        assertThat(Manifest.differences(folder)).isEmpty();

        Files.writeString(folder.windowsCsv(), "x", StandardOpenOption.APPEND);
        Files.delete(folder.report());
        Files.writeString(folder.path().resolve("note.txt"), "x");
        assertThat(Manifest.differences(folder))
                .containsExactly(
                        "report.html is gone",
                        "windows.csv has " + Files.size(folder.windowsCsv()) + " bytes instead of "
                                + (Files.size(folder.windowsCsv()) - 1) + "; differs within bytes 0 to "
                                + (Files.size(folder.windowsCsv()) - 2),
                        "note.txt was added");
    }

    @Test
    void aRunThatWasKilledKeepsItsWindows() throws IOException {
        new RecordedRun(folder, Page.NONE)
                .entry("started", "service", "gateway")
                .windows(3)
                .stop();

        assertThat(read(folder)).hasSize(3);
        assertThat(folder.drained()).isEmpty();
        assertThatThrownBy(() -> Manifest.differences(folder)).hasMessageContaining("did not come to its end");
    }

    @Test
    void tornLastLinesAreLeftOut() throws IOException {
        new RecordedRun(folder, Page.NONE).windows(3).finish();
        for (Path file : List.of(folder.windowsCsv(), folder.latencies(), folder.journal())) {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length - 9));
        }

        assertThat(read(folder)).hasSize(2);
        assertThat(folder.rows()).hasSize(11);
        assertThat(folder.drained()).isPresent();
    }

    @Test
    void aDamagedLineIsNamed() throws IOException {
        new RecordedRun(folder, Page.NONE).windows(2).stop();
        String csv = Files.readString(folder.windowsCsv());
        Files.writeString(folder.windowsCsv(), csv.replaceFirst("180\\.125", "much"));
        assertThatThrownBy(() -> read(folder))
                .isInstanceOf(RunFolderException.class)
                .hasMessageEndingWith("windows.csv, row 2: memory_mb is 'much', expected a number");

        Files.writeString(folder.windowsCsv(), csv);
        String log = Files.readString(folder.latencies());
        Files.writeString(folder.latencies(), log.replaceFirst("HISTFAAA", "HISTFBBB"));
        assertThatThrownBy(() -> read(folder))
                .isInstanceOf(RunFolderException.class)
                .hasMessageEndingWith("latencies.hlog, line 6: not a line of a histogram log");
    }

    @Test
    void aFullDiskIsToldAndStopsNothing() throws IOException {
        Files.createSymbolicLink(folder.windowsCsv(), Path.of("/dev/full"));

        Optional<String> problem = new RecordedRun(folder, Page.NONE).windows(2).finish();

        assertThat(problem).hasValue("the evidence is not complete: windows.csv: No space left on device");
        assertThat(folder.summary()).exists();
    }

    @Test
    void aFileThatCannotBeWrittenIsTold() throws IOException {
        Files.createDirectories(folder.latencies());
        Files.createDirectories(folder.summary().resolve("taken"));

        Optional<String> problem = new RecordedRun(folder, made -> {
                    throw new IllegalStateException("no page");
                })
                .windows(2)
                .finish();

        assertThat(problem.orElseThrow())
                .contains("latencies.hlog: Is a directory", "summary.json: ", "report.html: java.lang.Illegal");
        assertThat(folder.rows()).hasSize(8);
    }

    @Test
    void aFolderThatIsRemovedDuringTheRunIsTold() throws IOException {
        RecordedRun run = new RecordedRun(folder, Page.NONE).windows(1);
        Path elsewhere = results.resolve("elsewhere");
        Files.move(folder.path(), elsewhere);

        assertThat(run.windows(1).finish().orElseThrow())
                .contains("windows.csv: it was removed during the run", "summary.json: it does not exist");
    }

    private static List<Window> read(RunFolder folder) {
        try (Stream<Window> windows = folder.windows()) {
            return windows.toList();
        }
    }

    private static void assertSame(Window read, Window written) {
        assertThat(read).usingRecursiveComparison().ignoringFields("endpoints").isEqualTo(written);
        assertThat(read.endpoints()).hasSameSizeAs(written.endpoints());
        for (int i = 0; i < read.endpoints().size(); i++) {
            assertThat(read.endpoints().get(i))
                    .usingRecursiveComparison()
                    .withEqualsForType(Histogram::equals, Histogram.class)
                    .isEqualTo(written.endpoints().get(i));
        }
    }
}

package dev.wringer.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.engine.run.Recorder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultFilesTest {
    private static final PlannedFault RESET = planned("reset", Optional.of("memory-engine"), 90);
    private static final PlannedFault LATER = planned("later, \"2\"", Optional.empty(), 100);
    private static final FaultRecord OVER = over(RESET, "a probe was reset; \"twice\",\r\nthen answered", 7);
    private static final FaultRecord NEVER = new FaultRecord(
            LATER,
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            "",
            "not started: conf/STOP is there",
            List.of("reset"),
            List.of(),
            FaultRecord.Requests.NONE,
            FaultRecord.Requests.NONE);

    @TempDir
    Path results;

    private RunFolder folder;

    @BeforeEach
    void createFolder() {
        folder = RunFolder.create(results, "sonia chaos", Samples.START, 7);
    }

    @Test
    void theScheduleIsOnDiskBeforeAnythingElseOfTheRun() throws IOException {
        new RecordedRun(folder, Page.NONE).scheduled(RESET, LATER).stop();

        assertThat(Files.readString(folder.scheduleCsv()))
                .isEqualTo("id,kind,words,target,from,at_s,for_s\n"
                        + "reset,reset,connections reset,api-gateway,memory-engine,90.000,10.500\n"
                        + "\"later, \"\"2\"\"\",reset,connections reset,api-gateway,,100.000,10.500\n");
        assertThat(folder.scheduleRows()).extracting(row -> row.text("id")).containsExactly("reset", "later, \"2\"");
    }

    @Test
    void whatBecameOfFaultsIsReadAgainWithTheWindowsThatWereOverBefore() throws IOException {
        new RecordedRun(folder, Page.NONE)
                .scheduled(RESET, LATER)
                .windows(2)
                .over(NEVER)
                .window(Samples.window(2))
                .over(OVER)
                .finish();

        assertThat(folder.faults(List.of(RESET, LATER)))
                .containsExactly(new FaultOver(NEVER, 2), new FaultOver(OVER, 3));
        assertThat(Manifest.differences(folder)).isEmpty();
        assertThat(Files.readString(folder.manifest())).contains("schedule.csv", "faults.csv", "seconds.csv");
        assertThat(Files.readString(folder.summary()))
                .contains(
                        "\"id\" : \"reset\"", "\"time_to_recover_s\" : 4.000", "\"availability_inside_pct\" : 93.0000");
    }

    @Test
    void aFaultThatWasBeingWrittenWhenTheRunWasKilledCountsAsNotThere() throws IOException {
        new RecordedRun(folder, Page.NONE)
                .scheduled(RESET, LATER)
                .over(NEVER)
                .over(OVER)
                .stop();
        byte[] whole = Files.readAllBytes(folder.faultsCsv());
        int second = new String(whole, StandardCharsets.UTF_8).indexOf("\nreset,") + 1;

        for (int end = second; end < whole.length; end++) {
            Files.write(folder.faultsCsv(), Arrays.copyOf(whole, end));
            assertThat(folder.faults(List.of(RESET, LATER))).containsExactly(new FaultOver(NEVER, 0));
        }
    }

    @Test
    void aFaultThatTheSimulationDoesNotPlanIsRefused() {
        new RecordedRun(folder, Page.NONE).scheduled(RESET).over(OVER).stop();

        assertThatThrownBy(() -> folder.faults(List.of(LATER)))
                .isInstanceOf(RunFolderException.class)
                .hasMessageContaining("'reset'");
    }

    @Test
    void aTimeThatIsNoneIsRefusedWithItsRow() throws IOException {
        new RecordedRun(folder, Page.NONE).scheduled(RESET).over(OVER).stop();
        Files.writeString(
                folder.faultsCsv(), Files.readString(folder.faultsCsv()).replace(",91.000,", ",soon,"));

        assertThatThrownBy(() -> folder.faults(List.of(RESET)))
                .hasMessageEndingWith("faults.csv, row 2: applied_s is 'soon', expected seconds");
    }

    @Test
    void secondsAroundFaultsAreARowPerEndpoint() throws IOException {
        new RecordedRun(folder, Page.NONE)
                .scheduled(RESET)
                .second(new Recorder.Second(
                        Samples.START, Samples.START.plusSeconds(1), List.of(Samples.endpoint("gateway", "/a", 1, 0))))
                .second(new Recorder.Second(
                        Samples.START.plusSeconds(1),
                        Samples.START.plusSeconds(2),
                        List.of(Samples.endpoint("gateway", "/a", 1, 20))))
                .stop();

        assertThat(Files.readAllLines(folder.secondsCsv()))
                .hasSize(3)
                .contains("2026-02-08T00:00:00Z,2026-02-08T00:00:01Z,gateway,/a,0,0,0,,,,,")
                .last()
                .asString()
                .startsWith("2026-02-08T00:00:01Z,2026-02-08T00:00:02Z,gateway,/a,21,21,3,")
                .endsWith("timeout=2");
    }

    @Test
    void windowsSayWhichFaultsWereThereAndWhichTheSystemRecoveredFrom() {
        new RecordedRun(folder, Page.NONE).windows(3).stop();

        try (Stream<Window> windows = folder.windows()) {
            assertThat(windows)
                    .extracting(Window::faults, Window::recovering)
                    .containsExactly(
                            tuple(List.of(), List.of()),
                            tuple(List.of("kill-gateway", "slow;net"), List.of()),
                            tuple(List.of(), List.of("slow;net")));
        }
    }

    @Test
    void aRunWithoutFaultsHasNoFilesOfThem() throws IOException {
        new RecordedRun(folder, Page.NONE).scheduled().windows(1).finish();

        assertThat(folder.scheduleCsv()).doesNotExist();
        assertThat(folder.faultsCsv()).doesNotExist();
        assertThat(folder.secondsCsv()).doesNotExist();
        assertThat(folder.faults(List.of())).isEmpty();
        assertThat(Files.readString(folder.summary())).doesNotContain("faults", "read_backs");
    }

    @Test
    void whatWasReadBackIsReadAgain() {
        Remainder remainder = new Remainder(
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(Map.of("remember", new Remainder.ReadBack(100, 97, 2, 1, 41))));
        new RecordedRun(folder, Page.NONE).finish(remainder);

        assertThat(folder.drained().orElseThrow().remainder()).isEqualTo(remainder);
    }

    private static PlannedFault planned(String id, Optional<String> from, long at) {
        return new PlannedFault(
                id,
                new ConnectionFault.Reset(1),
                new FaultTarget(Optional.of("api-gateway"), from, List.of()),
                Duration.ofSeconds(at),
                Duration.ofMillis(10_500));
    }

    private static FaultRecord over(PlannedFault planned, String evidence, long errors) {
        return new FaultRecord(
                planned,
                OptionalLong.of(91_000_000_000L),
                OptionalLong.of(91_000_000_001L),
                OptionalLong.of(101_500_000_000L),
                OptionalLong.of(101_600_000_000L),
                OptionalLong.of(105_500_000_000L),
                evidence,
                "",
                List.of("a;b", "c\\"),
                List.of("api-gateway", "memory-engine"),
                new FaultRecord.Requests(100, errors),
                new FaultRecord.Requests(50, 0));
    }
}

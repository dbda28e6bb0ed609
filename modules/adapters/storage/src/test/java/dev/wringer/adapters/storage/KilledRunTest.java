package dev.wringer.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wringer.core.metrics.Gap;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** What is left of a run that was killed, wherever in a file that happened. */
class KilledRunTest {
    private static final int WINDOWS = 5;

    private Path results;
    private RunFolder folder;

    @BeforeTry
    void record() throws IOException {
        results = Files.createTempDirectory("killed");
        folder = RunFolder.create(results, "sonia soak", Samples.START, 7);
        new RecordedRun(folder, Page.NONE)
                .scheduled()
                .entry("load-started", "loops", 1)
                .windows(WINDOWS)
                .stop();
    }

    @AfterTry
    void remove() throws IOException {
        try (Stream<Path> all = Files.walk(results)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** A first window is not known to be torn before there is a second: it is one write. */
    @Property(tries = 60)
    void itGoesOnAtAWholeWindowAndEndsWithTheSameFiles(@ForAll @DoubleRange(min = 0.3, max = 1) double share)
            throws IOException {
        byte[] windows = Files.readAllBytes(folder.windowsCsv());
        byte[] latencies = Files.readAllBytes(folder.latencies());
        cut(folder.windowsCsv(), share);

        KilledRun killed = KilledRun.cutBack(folder);

        assertThat(killed.windows()).isLessThanOrEqualTo((long) (share * WINDOWS));
        assertThat(Files.readAllBytes(folder.windowsCsv()))
                .isEqualTo(Arrays.copyOf(windows, (int) Files.size(folder.windowsCsv())));
        RecordedRun.resumed(folder)
                .scheduled()
                .windows(killed.windows(), WINDOWS)
                .stop();
        assertThat(Files.readAllBytes(folder.windowsCsv())).isEqualTo(windows);
        assertThat(Files.readAllBytes(folder.latencies())).isEqualTo(latencies);
    }

    @Property(tries = 60)
    void aReplayAddsWhatIsMissingOfEachFile(
            @ForAll @DoubleRange(max = 1) double windowsLeft, @ForAll @DoubleRange(max = 1) double latenciesLeft)
            throws IOException {
        byte[] windows = Files.readAllBytes(folder.windowsCsv());
        byte[] latencies = Files.readAllBytes(folder.latencies());
        byte[] journal = Files.readAllBytes(folder.journal());
        cut(folder.windowsCsv(), windowsLeft);
        cut(folder.latencies(), latenciesLeft);
        cut(folder.journal(), windowsLeft);

        RecordedRun.replayed(folder)
                .scheduled()
                .entry("load-started", "loops", 1)
                .windows(WINDOWS)
                .stop();

        assertThat(Files.readAllBytes(folder.windowsCsv())).isEqualTo(windows);
        assertThat(Files.readAllBytes(folder.latencies())).isEqualTo(latencies);
        assertThat(Files.readAllBytes(folder.journal())).isEqualTo(journal);
    }

    private static void cut(Path file, double share) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate((long) (share * channel.size()));
        }
    }

    @Example
    void itKnowsWhenTheLoadBeganAndWhatWasCounted() {
        KilledRun killed = KilledRun.cutBack(folder);

        assertThat(killed.loadStart()).contains(Samples.START);
        assertThat(killed.windows()).isEqualTo(WINDOWS);
        assertThat(killed.services()).extracting(ServiceInterval::restarts).containsExactly(4L, 0L, 4L);
    }

    @Example
    void windowsThatWereLostBeforeAreOver() throws IOException {
        Files.writeString(
                folder.journal(),
                "{\"at\":\"2026-02-08T00:09:00Z\",\"event\":\"gap\",\"from_window\":5,\"until_window\":9}\n",
                StandardOpenOption.APPEND);

        assertThat(KilledRun.cutBack(folder).windows()).isEqualTo(9);
        assertThat(folder.gaps()).containsExactly(new Gap(5, 9));
    }

    @Example
    void aRunThatWasKilledBeforeItsFirstWindowBeginsWithTheLoad() throws IOException {
        cut(folder.windowsCsv(), 0.1);

        KilledRun killed = KilledRun.cutBack(folder);

        assertThat(killed.windows()).isZero();
        assertThat(killed.loadStart()).contains(Samples.START);
        try (Stream<Window> windows = folder.windows()) {
            assertThat(windows).isEmpty();
        }
        assertThat(Files.readAllLines(folder.latencies())).noneMatch(line -> line.startsWith("Tag="));
    }

    @Example
    void whatCameToItsEndIsLeftAsItIs() throws IOException {
        RecordedRun.resumed(folder).scheduled().finish();
        List<String> journal = Files.readAllLines(folder.journal());

        assertThatThrownBy(() -> KilledRun.cutBack(folder))
                .isInstanceOf(RunFolderException.class)
                .hasMessageContaining("came to its end; judge it again with: wringer judge");
        assertThat(Files.readAllLines(folder.journal())).isEqualTo(journal);
    }
}

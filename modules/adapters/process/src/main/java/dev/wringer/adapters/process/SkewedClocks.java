package dev.wringer.adapters.process;

import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Clocks of launched services that can be put off by libfaketime while they run. Services whose clock the schedule skews are
 * started under it, with an offset of 0; all others know nothing of it.
 */
public final class SkewedClocks implements AutoCloseable {
    private static final Duration SELF_TEST_OFFSET = Duration.ofHours(1);
    private static final Duration TOLERANCE = Duration.ofSeconds(1);
    private static final String RUN = "clocks";

    private final LaunchedServices services;
    private final Ledger ledger;
    private final Clock clock;
    private final SortedMap<String, Path> offsetFiles = new TreeMap<>();
    private final Deque<Ledger.Entry> entries = new ArrayDeque<>();
    private final Faketime faketime;

    private SkewedClocks(Faketime faketime, LaunchedServices services, Ledger ledger, Clock clock) {
        this.faketime = faketime;
        this.services = services;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Tries the library on a program and on a Java of its own; does nothing when the schedule skews no clock.
     *
     * @param folder of the run, for the files with the offsets
     * @param clock the real one
     * @throws IOException if the library is missing or does not keep its promises here; the message says which
     */
    public static SkewedClocks open(
            Path folder, List<PlannedFault> schedule, LaunchedServices services, Ledger ledger, Clock clock)
            throws IOException {
        List<String> skewed = schedule.stream()
                .filter(planned -> planned.fault() instanceof ProcessFault.ClockSkew)
                .flatMap(planned -> planned.target().to().stream())
                .distinct()
                .toList();
        Path library = skewed.isEmpty()
                ? Path.of("")
                : Faketime.installed().orElseThrow(() -> new IOException("libfaketime is not installed"));
        Faketime faketime =
                new Faketime(library, "wringer-" + ProcessHandle.current().pid());
        SkewedClocks clocks = new SkewedClocks(faketime, services, ledger, clock);
        try {
            if (!skewed.isEmpty()) {
                clocks.begin(folder.toAbsolutePath(), skewed);
            }
            return clocks;
        } catch (IOException e) {
            clocks.close();
            throw new IOException("clocks cannot be skewed: " + e.getMessage(), e);
        }
    }

    private void begin(Path folder, List<String> skewed) throws IOException {
        Files.createDirectories(folder);
        Path tried = folder.resolve("clock-self-test");
        Faketime.write(tried, SELF_TEST_OFFSET);
        entries.add(ledger.record(RUN, new Undo.Unlink(faketime.semaphore())));
        entries.add(ledger.record(RUN, new Undo.Unlink(faketime.memory())));
        faketime.makeShared(tried);
        testItself(tried);
        Files.delete(tried);
        for (String service : skewed) {
            Path file = folder.resolve("clock-" + service);
            Faketime.write(file, Duration.ZERO);
            offsetFiles.put(service, file);
        }
    }

    private void testItself(Path tried) throws IOException {
        Duration offset = offsetUnder(tried);
        require(isNear(offset, SELF_TEST_OFFSET), "`date` is off by " + offset + " instead of " + SELF_TEST_OFFSET);
        String printed = Tool.run(
                faketime.environment(tried),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SkewSelfTest.class.getName()));
        long nowMillis = clock.instant().toEpochMilli();
        List<Long> millis = Stream.of(printed.split(" ")).map(Long::valueOf).toList();
        Duration javaOffset = Duration.ofMillis(millis.get(0) - nowMillis);
        long waited = millis.get(1);
        long burned = millis.get(2);
        require(isNear(javaOffset, SELF_TEST_OFFSET), "Java is off by " + javaOffset);
        require(
                waited >= SkewSelfTest.WAIT_MILLIS && waited < 3 * SkewSelfTest.WAIT_MILLIS,
                "a wait of " + SkewSelfTest.WAIT_MILLIS + " ms took " + waited + " ms");
        require(burned < SkewSelfTest.WAIT_MILLIS / 2, "an idle Java took " + burned + " ms of CPU in half a second");
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException("the self-test of libfaketime failed: " + otherwise);
        }
    }

    /** Variables for a service, empty for one whose clock stays right. */
    public SortedMap<String, String> environment(String service) {
        Path file = offsetFiles.get(service);
        return file == null ? Collections.emptySortedMap() : faketime.environment(file);
    }

    /** @param planned a clock skew of the schedule that this was opened with */
    public Injection injection(PlannedFault planned) {
        return new ClockSkewing(
                this, planned.id(), planned.target().to().orElseThrow(), (ProcessFault.ClockSkew) planned.fault());
    }

    Path offsetFile(String service) {
        return offsetFiles.get(service);
    }

    LaunchedServices services() {
        return services;
    }

    Ledger ledger() {
        return ledger;
    }

    Clock clock() {
        return clock;
    }

    Path library() {
        return faketime.library();
    }

    /** What a program that is started now under this file takes for the time of day, less what it is. */
    Duration offsetUnder(Path offsetFile) throws IOException {
        String printed = Tool.run(faketime.environment(offsetFile), List.of("date", "+%s%3N"));
        return Duration.ofMillis(Long.parseLong(printed) - clock.instant().toEpochMilli());
    }

    static boolean isNear(Duration one, Duration other) {
        Duration tolerance = other.isZero() || other.abs().compareTo(TOLERANCE.multipliedBy(2)) > 0
                ? TOLERANCE
                : other.abs().dividedBy(2);
        return one.minus(other).abs().compareTo(tolerance) <= 0;
    }

    /** Clocks that were off are right again; the services must have ended, or go on with a right clock. */
    @Override
    public void close() throws IOException {
        for (Path file : new ArrayList<>(offsetFiles.values())) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(faketime.semaphore());
        Files.deleteIfExists(faketime.memory());
        while (!entries.isEmpty()) {
            ledger.done(entries.remove());
        }
    }
}

package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wringer.core.model.ProcessFault;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.run.Injection.Observation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Whether a fault has the size that its plan says, and nothing of it stays. */
class FaultSizesTest extends FaultingTest {
    private static final int TICKS_PER_SECOND = 100;
    private static final long LIMIT_BYTES = 64 << 20;

    @Test
    void aLimitedServiceHasItsShareOfAProcessorAndMoreAfterwards(TestReporter reporter) throws Exception {
        Injection limit = injection(new ProcessFault.CpuLimit(0.2));
        limit.apply();
        double limited = shareOver(3_000);
        limit.remove();
        reporter.publishEntry("share of a processor at a limit of 0.2", Double.toString(limited));
        assertThat(limited).isBetween(0.1, 0.3);
        Eventually.confirmed(() -> {
            double share = shareOver(500);
            return new Observation(share > 0.3, "share of a processor: " + share);
        });
    }

    private double shareOver(long millis) {
        long ticks = ticks();
        long begin = clock.nanos();
        pass(millis);
        return (ticks() - ticks) * 1e9 / TICKS_PER_SECOND / (clock.nanos() - begin);
    }

    private long ticks() {
        return unit().family().search().stream()
                .mapToLong(ProcessEntry::cpuTicks)
                .sum();
    }

    @Test
    void aLimitedServiceNeverUsesMoreMemoryAndMoreAfterwards() throws Exception {
        Path file = folder.resolve("cached");
        // What is written stays in memory as long as there is room for it.
        String write = "while :; do dd if=/dev/zero of=" + file + " bs=1M count=128 2>/dev/null; done";
        Injection limit =
                injection(new ProcessFault.MemoryLimit(LIMIT_BYTES), List.of("sh", "-c", "sleep 1000 & " + write));
        Cgroup group = Cgroup.among(unit().surroundings().cgroups(), Cgroup.Kind.MEMORY)
                .orElseThrow();
        limit.apply();
        Eventually.confirmed(() -> {
            long used = group.usageBytes().orElseThrow();
            assertThat(used).isLessThanOrEqualTo(LIMIT_BYTES);
            return new Observation(group.timesFelt().orElse(0) > 100, "limit met " + group.timesFelt());
        });
        assertThat(limit.observe().confirmed()).isTrue();
        limit.remove();
        Eventually.confirmed(() -> {
            long used = group.usageBytes().orElseThrow();
            return new Observation(used > LIMIT_BYTES, used + " bytes used");
        });
    }

    @Test
    void aServiceOpensAsManyFilesAsItMayAndNotOneMore() throws Exception {
        Path go = folder.resolve("go");
        List<String> opener = List.of(
                Fixture.java("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Opener.class.getName(),
                go.toString());
        FaultyWringer.launch(folder, reaper, services, List.of(), opener);
        awaitLine("^waits$");
        int open = openFiles();
        Injection tooLow = limit(open - 1);
        assertThatThrownBy(tooLow::apply)
                .isInstanceOf(Injection.Failed.class)
                .hasMessageContaining("has " + open + " files open already");
        tooLow.remove();
        assertThat(tooLow.observeGone().confirmed()).isTrue();
        Injection limit = limit(open + 20);
        limit.apply();
        Files.createFile(go);
        awaitLine("^refused after 20: .*Too many open files");
        assertThat(openFiles()).isEqualTo(open + 20);
        limit.remove();
        awaitLine("^opened 100$");
        assertThat(limit.observeGone().confirmed()).isTrue();
    }

    private Injection limit(int files) {
        return new ProcessFaults(services, ledger, clock)
                .injection(FaultyWringer.planned(new ProcessFault.FileLimit(files)));
    }

    private int openFiles() {
        return ProcessEntry.read(unit().id().pid())
                .flatMap(ProcessEntry::openFiles)
                .orElseThrow()
                .size();
    }

    private void awaitLine(String pattern) {
        Eventually.confirmed(() -> new Observation(
                unit().log().contains(Pattern.compile(pattern)),
                unit().log().lastLines().toString()));
    }

    @Test
    void whatIsStartedMeanwhileIsLimitedTooAndRestored() throws Exception {
        Path go = folder.resolve("go");
        Path gone = folder.resolve("gone");
        String start =
                "sleep 1000 & until [ -e %s ]; do sleep 0.02; done; sleep 1001 & : > %s; wait".formatted(go, gone);
        Injection limit = injection(new ProcessFault.FileLimit(77), List.of("sh", "-c", start));
        List<String> before = limits();
        limit.apply();
        Files.createFile(go);
        Eventually.confirmed(() ->
                new Observation(Files.exists(gone) && limits().equals(List.of("77", "77", "77")), limits().toString()));
        assertThat(limit.observe().evidence()).isEqualTo("soft limits of files: [77, 77, 77]");
        assertThat(limit.observeGone().confirmed()).isFalse();
        limit.remove();
        assertThat(limits()).hasSize(3).allMatch(before.getFirst()::equals);
        assertThat(limit.observeGone().confirmed()).isTrue();
    }

    private List<String> limits() {
        return unit().family().search().stream()
                .flatMap(entry -> SoftLimit.of(entry.id()).stream())
                .map(SoftLimit::value)
                .toList();
    }

    @Test
    void aLimitThatChangesNothingIsRefused() throws Exception {
        Injection limit = injection(new ProcessFault.FileLimit(1L << 40));
        assertThatThrownBy(limit::apply).hasMessageContaining("anyway");
        limit.remove();
        assertThat(limit.observeGone().confirmed()).isTrue();
    }

    @Test
    void aPausedServiceMakesNoProgressUntilItGoesOn() throws Exception {
        Injection pause = injection(new ProcessFault.Pause());
        pause.apply();
        Eventually.confirmed(pause::observe);
        long before = ticks();
        pass(500);
        assertThat(ticks()).isEqualTo(before);
        pause.remove();
        Eventually.confirmed(() -> new Observation(ticks() > before, "no progress"));
        assertThat(pause.observeGone().confirmed()).isTrue();
    }

    @Test
    void anIncarnationInACrashLoopLivesAsLongAsPlanned(TestReporter reporter) throws Exception {
        Duration every = Duration.ofMillis(400);
        Injection loop = injection(new ProcessFault.CrashLoop(every));
        Incarnation first = unit();
        loop.apply();
        first.process().waitFor();
        for (int i = 0; i < 3; i++) {
            long begin = clock.nanos();
            launch().process().waitFor();
            Duration lived = Duration.ofNanos(clock.nanos() - begin);
            reporter.publishEntry("lived in a crash loop of " + every, lived.toString());
            assertThat(lived).isBetween(every, every.plusSeconds(2));
        }
        loop.remove();
        Incarnation last = launch();
        pass(2 * every.toMillis());
        assertThat(last.process().isAlive()).isTrue();
    }
}

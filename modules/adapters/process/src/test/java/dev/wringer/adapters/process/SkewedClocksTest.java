package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.time.Clock;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkewedClocksTest {
    private static final ProcessFault.ClockSkew AHEAD = new ProcessFault.ClockSkew(Duration.ofMinutes(90));

    @TempDir
    private Path folder;

    private final Clock clock = Fixture.realClock();
    private final LaunchedServices services = new LaunchedServices();
    private Ledger ledger;
    private SkewedClocks clocks;
    private long lastPid;

    @BeforeEach
    void open() throws IOException {
        Can.inject(AHEAD);
        ledger = Ledger.open(folder);
        clocks = SkewedClocks.open(folder, List.of(planned(AHEAD)), services, ledger, clock);
    }

    @AfterEach
    void close() throws IOException {
        if (clocks != null) {
            clocks.close();
            ledger.close();
        }
    }

    @Test
    void aRunningServiceReadsAnotherTimeUntilTheFaultIsRemoved() throws Exception {
        Process service = launched(true);
        Injection skew = clocks.injection(planned(AHEAD));
        assertThat(skew.observe().confirmed()).isFalse();
        assertThat(offsetSeenBy(service)).isBetween(-60L, 60L);
        skew.apply();
        Eventually.confirmed(skew::observe);
        assertThat(offsetSeenBy(service)).isBetween(5_340L, 5_460L);
        skew.remove();
        Eventually.confirmed(skew::observeGone);
        assertThat(offsetSeenBy(service)).isBetween(-60L, 60L);
        skew.remove();
        service.destroyForcibly().waitFor();
    }

    @Test
    void aServiceWithoutTheLibraryIsNotConfirmed() throws Exception {
        Process service = launched(false);
        Injection skew = clocks.injection(planned(AHEAD));
        skew.apply();
        assertThat(skew.observe().evidence()).contains("not mapped");
        skew.remove();
        service.destroyForcibly().waitFor();
    }

    @Test
    void aServiceThatDiedIsNotConfirmedAndIsNoErrorWhenTheFaultIsRemoved() throws Exception {
        Process service = launched(true);
        Injection skew = clocks.injection(planned(AHEAD));
        skew.apply();
        service.destroyForcibly().waitFor();
        assertThat(skew.observe().confirmed()).isFalse();
        skew.remove();
        Eventually.confirmed(skew::observeGone);
    }

    @Test
    void aKilledServiceLeavesNothingInSharedMemory() throws Exception {
        launched(true).destroyForcibly().waitFor();
        clocks.close();
        assertThat(Path.of("/dev/shm/wringer-" + ProcessHandle.current().pid())).doesNotExist();
        assertThat(Path.of("/dev/shm")).isDirectoryNotContaining("glob:**faketime_*_" + lastPid);
    }

    @Test
    void onlyServicesWhoseClockIsSkewedKnowOfIt() throws Exception {
        assertThat(clocks.environment("gateway")).containsKey("LD_PRELOAD");
        assertThat(clocks.environment("another")).isEmpty();
        try (SkewedClocks none = SkewedClocks.open(folder, List.of(), services, ledger, clock)) {
            assertThat(none.environment("gateway")).isEmpty();
        }
    }

    @Test
    void offsetsAreWrittenAsSecondsWithASign() {
        assertThat(Faketime.text(Duration.ofMinutes(-2))).isEqualTo("-120\n");
        assertThat(Faketime.text(Duration.ofMillis(1_500))).isEqualTo("+1.5\n");
        assertThat(Faketime.text(Duration.ZERO)).isEqualTo("+0\n");
    }

    private Process launched(boolean skewed) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Fixture.java("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Timekeeper.class.getName());
        if (skewed) {
            builder.environment().putAll(clocks.environment("gateway"));
        }
        Process process = builder.start();
        lastPid = process.pid();
        offsetSeenBy(process);
        services.launched("gateway", incarnation(process));
        return process;
    }

    private Incarnation incarnation(Process process) {
        ProcessId id = ProcessEntry.read(process.pid()).orElseThrow().id();
        return new Incarnation(
                process,
                id,
                new Family(id, "NONE=1"),
                ServiceLog.from(folder.resolve("log")),
                Meter.from(List.of(), clock),
                "TERM",
                Surroundings.plain(service -> InetSocketAddress.createUnresolved(service, 1)));
    }

    private long offsetSeenBy(Process service) throws IOException {
        service.outputWriter().write("\n");
        service.outputWriter().flush();
        BufferedReader reader = service.inputReader();
        return Long.parseLong(reader.readLine()) - clock.instant().getEpochSecond();
    }

    private static PlannedFault planned(Fault fault) {
        return new PlannedFault("unit-1", fault, FaultTarget.of("gateway"), Duration.ZERO, Duration.ofSeconds(10));
    }
}

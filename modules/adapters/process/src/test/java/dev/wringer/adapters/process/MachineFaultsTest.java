package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.engine.run.Injection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFaultsTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path folder;

    private Ledger ledger;
    private MachineFaults faults;

    @BeforeEach
    void open() throws IOException {
        ledger = Ledger.open(folder);
        faults = new MachineFaults(folder, ledger);
    }

    @AfterEach
    void close() throws IOException {
        faults.close();
        ledger.close();
    }

    @Test
    void burnersTakeProcessorTimeUntilTheyAreRemoved() throws Exception {
        Injection burn = faults.injection(planned(new MachineFault.BurnCpu(2)));
        assertThat(burn.observe().confirmed()).isFalse();
        burn.apply();
        assertThat(Eventually.confirmed(burn::observe).evidence()).startsWith("2 of 2 processes burn");
        burn.remove();
        assertThat(burn.observeGone().confirmed()).isTrue();
        assertThat(burn.observe().confirmed()).isFalse();
        burn.remove();
    }

    @Test
    void aBurnerThatDiedIsNotConfirmedAndIsNoErrorWhenRemoved() throws Exception {
        Injection burn = faults.injection(planned(new MachineFault.BurnCpu(1)));
        burn.apply();
        children("while :; do :; done").forEach(ProcessHandle::destroyForcibly);
        Eventually.confirmed(burn::observeGone);
        assertThat(burn.observe().confirmed()).isFalse();
        burn.remove();
    }

    @Test
    void memoryIsResidentUntilItIsRemoved() throws Exception {
        Injection burn = faults.injection(planned(new MachineFault.BurnMemory(64 * MIB)));
        burn.apply();
        assertThat(Eventually.confirmed(burn::observe).evidence()).containsPattern("holds (6[1-9]|7[0-9]) MiB");
        burn.remove();
        assertThat(burn.observeGone().confirmed()).isTrue();
        burn.remove();
    }

    @Test
    void aMemoryBurnerThatDiedIsNotConfirmedAndIsNoErrorWhenRemoved() throws Exception {
        Injection burn = faults.injection(planned(new MachineFault.BurnMemory(MIB)));
        burn.apply();
        children("tail").forEach(ProcessHandle::destroyForcibly);
        Eventually.confirmed(burn::observeGone);
        assertThat(burn.observe().confirmed()).isFalse();
        burn.remove();
    }

    @Test
    void moreMemoryThanTheHostCanGiveIsRefused() {
        Injection burn = faults.injection(planned(new MachineFault.BurnMemory(1L << 50)));
        assertThatThrownBy(burn::apply).hasMessageContaining("256 MiB must stay");
        assertThat(burn.observeGone().confirmed()).isTrue();
    }

    @Test
    void aDiskOfTheRunIsFullUntilTheFillingIsRemoved() throws Exception {
        Can.inject(fill("data", 0, 8 * MIB));
        PlannedFault planned = planned(fill("data", 0, 8 * MIB));
        faults.prepare(List.of(planned));
        Injection fill = faults.injection(planned);
        fill.apply();
        assertThat(Eventually.confirmed(fill::observe).evidence()).isEqualTo("0 bytes free, and no space for more");
        assertThatThrownBy(() -> Files.write(folder.resolve("data/service.log"), new byte[1]))
                .hasMessageContaining("No space left");
        fill.remove();
        assertThat(fill.observeGone().confirmed()).isTrue();
        Files.write(folder.resolve("data/service.log"), new byte[1]);
        fill.remove();
        faults.close();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aReserveStaysFree() throws Exception {
        Can.inject(fill("data", MIB, 8 * MIB));
        PlannedFault planned = planned(fill("data", MIB, 8 * MIB));
        faults.prepare(List.of(planned));
        Injection fill = faults.injection(planned);
        fill.apply();
        assertThat(Files.getFileStore(folder.resolve("data")).getUsableSpace()).isBetween(MIB - 8192, MIB);
        assertThat(fill.observe().confirmed()).isTrue();
        Files.delete(filler());
        assertThat(fill.observe().confirmed()).isFalse();
        fill.remove();
    }

    @Test
    void aFolderWithFilesIsNotMountedOver() throws Exception {
        Files.createDirectories(folder.resolve("data/precious"));
        assertThatThrownBy(() -> faults.prepare(List.of(planned(fill("data", 0, 8 * MIB)))))
                .hasMessageContaining("not empty");
    }

    @Test
    void theRootTheHomeFoldersElsewhereAndLinksAreRefused() throws Exception {
        Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        for (String refused : List.of("/", System.getProperty("user.home"), "/var/tmp", "..", "link", "link/inside")) {
            Injection fill = faults.injection(planned(fill(refused, 64 * MIB, 0)));
            assertThatThrownBy(fill::apply).hasMessageContaining("refused");
            assertThat(fill.observe().confirmed()).isFalse();
        }
        for (String refused : List.of("/", System.getProperty("user.home"), "link", "link/inside", "../new")) {
            assertThatThrownBy(() -> faults.prepare(List.of(planned(fill(refused, 0, MIB)))))
                    .hasMessageContaining("refused");
        }
    }

    @Test
    void onADiskThatIsNotTheRunsOwnAReserveMustStay() throws Exception {
        Files.createDirectory(folder.resolve("real"));
        assertThatThrownBy(faults.injection(planned(fill("real", 0, 0)))::apply).hasMessageContaining("must be left");
    }

    private Path filler() throws IOException {
        try (var files = Files.newDirectoryStream(folder.resolve("data"), ".wringer-*-fill")) {
            return files.iterator().next();
        }
    }

    private static List<ProcessHandle> children(String command) {
        return ProcessHandle.current()
                .children()
                .filter(child -> List.of(child.info().arguments().orElse(new String[0]))
                                .toString()
                                .contains(command)
                        || child.info().command().orElse("").endsWith("/" + command))
                .toList();
    }

    private static MachineFault.DiskFill fill(String folder, long leave, long size) {
        return new MachineFault.DiskFill(Path.of(folder), leave, size);
    }

    private static PlannedFault planned(Fault fault) {
        return new PlannedFault(
                "unit-1",
                fault,
                new FaultTarget(Optional.empty(), Optional.empty(), List.of()),
                Duration.ZERO,
                Duration.ofSeconds(10));
    }
}

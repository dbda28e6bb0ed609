package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.Fault;
import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.ProcessFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class CapabilitiesTest {
    private static final Duration SECONDS = Duration.ofSeconds(5);

    private static final List<Fault> PLAN = List.of(
            new ProcessFault.Kill(),
            new ProcessFault.Pause(),
            new ProcessFault.CpuLimit(0.5),
            new ProcessFault.MemoryLimit(64 << 20),
            new ProcessFault.FileLimit(100),
            new MachineFault.BurnCpu(1),
            new MachineFault.BurnMemory(1 << 20),
            new MachineFault.DiskFill(Path.of("data"), 0, 1 << 20),
            new ProcessFault.ClockSkew(Duration.ofHours(1)),
            new NamespaceFault.Partition(List.of("b")),
            new NamespaceFault.Shape(Duration.ZERO, 0, 200_000),
            new NamespaceFault.Shape(Duration.ofMillis(50), 0, 0));

    @Test
    void aPlanThatIsAskedForAgainIsAnsweredWithoutAnotherProbe(TestReporter reporter) {
        var clock = Fixture.realClock();
        List<Optional<String>> first =
                PLAN.stream().map(new Capabilities()::missingFor).toList();
        reporter.publishEntry("first", clock.nanos() / 1_000_000 + " ms");
        long begin = clock.nanos();
        for (int i = 0; i < 100; i++) {
            assertThat(PLAN.stream().map(new Capabilities()::missingFor).toList())
                    .isEqualTo(first);
        }
        assertThat(Duration.ofNanos(clock.nanos() - begin))
                .as("1,200 answers; one probe takes some 100 ms")
                .isLessThan(SECONDS);
        for (int i = 0; i < PLAN.size(); i++) {
            int number = i;
            first.get(i).ifPresent(why -> reporter.publishEntry(PLAN.get(number).kind(), why));
        }
    }

    @Test
    void moreMemoryThanThereIsIsSaidSo() {
        assertThat(new Capabilities()
                        .missingFor(new MachineFault.BurnMemory(1L << 50))
                        .orElseThrow())
                .contains("leaves no room for");
    }
}

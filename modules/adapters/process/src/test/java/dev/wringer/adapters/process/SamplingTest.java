package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wringer.core.model.Probe;
import dev.wringer.engine.run.Host;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplingTest extends LaunchingTest {
    @Test
    void memoryGrowsByWhatTheServiceTakes() {
        HostDriver host = driver(List.of(
                Fixture.java("java"),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Hoarder.class.getName(),
                "" + port));
        host.start();
        host.awaitYes(line("up"));
        Host.Sampled before = host.sample();
        host.ask(new Probe.Tcp());
        host.awaitYes(line("holds 1"));
        Host.Sampled after = host.sample();
        assertThat(after.memoryMb().orElseThrow() - before.memoryMb().orElseThrow())
                .isCloseTo(64, within(16.0));
        assertThat(after.threads().orElseThrow()).isBetween(5L, 100L);
        assertThat(after.openFiles().orElseThrow()).isBetween(3L, 1_000L);
        assertThat(after.uptimeHours().orElseThrow()).isBetween(0.0, 0.1);
        assertThat(after.cpuPct().orElseThrow()).isBetween(0.0, 400.0);
        host.stop();
        assertThat(host.sample()).isEqualTo(Host.Sampled.NOTHING);
    }

    @Test
    void childrenCount() {
        HostDriver host = driver(List.of("sh", "-c", "sleep 1000 & setsid sleep 1000 & wait"));
        host.start();
        Host.Sampled sampled = host.awaitSample(figures -> figures.threads().orElse(0) == 3);
        assertThat(sampled.openFiles().orElseThrow()).isGreaterThanOrEqualTo(9);
        host.stop();
    }

    @Test
    void aBusyServiceShowsAndAnIdleOneDoesNot() {
        HostDriver busy = driver(List.of("sh", "-c", "while :; do :; done"));
        busy.start();
        busy.awaitSample(figures -> figures.cpuPct().orElse(0) > 25);
        busy.stop();

        HostDriver idle = driver(List.of("sleep", "1000"));
        idle.start();
        idle.awaitSample(figures -> figures.cpuPct().orElse(100) == 0);
        idle.stop();
    }

    @Test
    void whatShortLivedChildrenUsedCountsToo() {
        HostDriver host = driver(
                List.of("sh", "-c", "while :; do sh -c 'i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done'; done"));
        host.start();
        host.awaitSample(figures -> figures.cpuPct().orElse(0) > 25);
        host.stop();
    }
}

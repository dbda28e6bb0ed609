package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.metrics.Residue;
import dev.wringer.engine.run.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CountingTest extends LaunchingTest {
    @Test
    void garbageOfALaunchedJvmIsCollectedAndItsConnectionsAreCounted() throws IOException {
        HostDriver host = driver(litterer());
        host.start();
        host.awaitYes(line("up"));
        List<Socket> open = new ArrayList<>(List.of(connect(), connect()));
        host.awaitYes(line("holds 8, 2;"));

        Host.GarbageCollected collected = host.collectGarbage();
        Host.Counted two = host.count();
        open.removeLast().close();
        Host.Counted halfClosed = host.count();

        assertThat(collected.how()).isEqualTo(Residue.COLLECTED);
        assertThat(collected.liveMemoryMb().orElseThrow()).isBetween(8.0, 32.0);
        assertThat(two.sockets()).hasValue(2);
        assertThat(two.openFiles().orElseThrow()).isBetween(5L, 1_000L);
        assertThat(two.threads().orElseThrow()).isBetween(5L, 100L);
        assertThat(two.memoryMb().orElseThrow()).isGreaterThan(8);
        assertThat(halfClosed.sockets())
                .as("the service has not closed its side")
                .hasValue(2);
        open.getLast().close();
        host.stop();
        assertThat(host.collectGarbage().how()).isEqualTo("not running");
        assertThat(host.count().sockets()).isEmpty();
    }

    @Test
    void aJvmBehindAShellIsFound() {
        HostDriver host = driver(List.of("sh", "-c", String.join(" ", litterer()) + " & wait"));
        host.start();
        host.awaitYes(line("up"));
        assertThat(host.collectGarbage().how()).isEqualTo(Residue.COLLECTED);
        host.stop();
    }

    @Test
    void whatIsNoJvmSaysSo() {
        HostDriver host = driver(List.of("sleep", "1000"));
        host.start();
        Host.GarbageCollected collected = host.collectGarbage();
        assertThat(collected.how()).isEqualTo("not a JVM");
        assertThat(collected.liveMemoryMb()).isEmpty();
        assertThat(host.count().sockets()).hasValue(0);
        host.stop();
    }

    @Test
    void aJvmThatWasAttachedToIsCountedButNeverCollected() throws IOException {
        HostDriver launched = driver(litterer());
        long pid = launched.start();
        launched.awaitYes(line("up"));
        HostDriver host =
                driver(AttachedHost.create(Fixture.attached(port, OptionalLong.of(pid)), Fixture.realClock()));
        host.start();
        try (Socket socket = connect()) {
            assertThat(socket.isConnected()).isTrue();
            Host.GarbageCollected collected = host.collectGarbage();
            assertThat(collected.how()).isEqualTo("attached to, not launched");
            assertThat(collected.liveMemoryMb()).isEmpty();
            assertThat(host.count().sockets().orElseThrow()).isPositive();
        }
        launched.stop();
    }

    @Test
    void theHeapIsReadFromWhatEachCollectorSaysOfIt() {
        assertThat(used("""
            garbage-first heap   total reserved 204800K, committed 14336K, used 2048K [0x00000000f3800000, 0x0)
             region size 1024K, 0 young (0K), 0 survivors (0K)
            Metaspace       used 10240K, committed 10752K, reserved 1114112K
            """)).isEqualTo(2);
        assertThat(used("""
            DefNew     total 61440K, used 1024K [0x00000000f3800000, 0x00000000f7aa0000, 0x00000000f7aa0000)
             eden space 54656K,   2% used [0x00000000f3800000, 0x00000000f3800000, 0x00000000f6d60000)
            Tenured    total 136576K, used 3072K [0x00000000f7aa0000, 0x0000000100000000, 0x0000000100000000)
            """)).isEqualTo(4);
        assertThat(used("ZHeap            used 4M, capacity 200M, max capacity 200M\n"))
                .isEqualTo(4);
        assertThat(used("Shenandoah Heap\n 200M max, 200M soft max, 1G committed, 3072K used\n"))
                .isEqualTo(3);
        assertThat(Jvm.heap("something new").usedMib()).isEmpty();
        assertThat(Jvm.heap("").how()).contains("DisableExplicitGC");
    }

    private static double used(String info) {
        return Jvm.heap(info).usedMib().orElseThrow();
    }

    private List<String> litterer() {
        return List.of(
                Fixture.java("java"),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Litterer.class.getName(),
                "" + port);
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }
}

package dev.wringer.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.ConnectionFault.Direction;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.engine.run.Injection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProxyNetworkTest {
    private static final PlannedFault LATE =
            Rig.planned("late", new ConnectionFault.Latency(Duration.ofSeconds(20), Duration.ZERO, Direction.BOTH, 1));

    private static final PlannedFault SLICED =
            Rig.planned("sliced", new ConnectionFault.Slicer(100_000, Duration.ofMillis(1), Direction.BOTH, 1));

    private static final PlannedFault RESET = Rig.planned("reset", new ConnectionFault.Reset(1));

    @Test
    void passesBytesUnharmedWhileFaultsComeAndGo() throws Exception {
        byte[] sent = Bytes.random(32 << 20, 1);
        try (Rig rig = new Rig(LATE, SLICED);
                Socket client = rig.client()) {
            Thread writing = Thread.ofVirtual().start(() -> Rig.write(client, sent));
            byte[] start = client.getInputStream().readNBytes(1 << 20);
            rig.injection(SLICED).apply();
            byte[] sliced = client.getInputStream().readNBytes(1 << 20);
            rig.injection(LATE).apply();
            rig.injection(SLICED).remove();
            rig.injection(LATE).remove();
            byte[] rest = client.getInputStream().readNBytes(sent.length - (2 << 20));
            writing.join();
            assertThat(start).isEqualTo(Arrays.copyOf(sent, 1 << 20));
            assertThat(sliced).isEqualTo(Arrays.copyOfRange(sent, 1 << 20, 2 << 20));
            assertThat(rest).isEqualTo(Arrays.copyOfRange(sent, 2 << 20, sent.length));
        }
    }

    @Test
    void passesAHalfCloseOn() throws Exception {
        try (Rig rig = new Rig(RESET);
                Socket client = rig.client()) {
            client.getOutputStream().write(new byte[] {1, 2, 3});
            client.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void anIdleConnectionIsReset() throws Exception {
        try (Rig rig = new Rig(RESET);
                Socket client = rig.client()) {
            echo(client);
            rig.injection(RESET).apply();
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aSwallowedConnectionEndsWhenTheBlackHoleIsGone() throws Exception {
        PlannedFault hole = Rig.planned("hole", new ConnectionFault.BlackHole(Direction.REQUESTS, 1));
        try (Rig rig = new Rig(hole);
                Socket client = rig.client();
                Socket unharmed = rig.client()) {
            echo(client);
            echo(unharmed);
            Injection injection = rig.injection(hole);
            injection.apply();
            client.getOutputStream().write(1);
            assertThat(injection.observe().evidence()).contains("2 of 2 connections");
            injection.remove();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            echo(unharmed);
        }
    }

    @Test
    void theSameConnectionsAreDrawnEachTime() throws Exception {
        List<Boolean> first = drawn();
        assertThat(first).contains(true, false).isEqualTo(drawn());
    }

    private static List<Boolean> drawn() throws Exception {
        PlannedFault half = Rig.planned("half", new ConnectionFault.Reset(0.5));
        List<Boolean> reset = new ArrayList<>();
        try (Rig rig = new Rig(half)) {
            rig.injection(half).apply();
            for (int i = 0; i < 30; i++) {
                try (Socket client = rig.client()) {
                    echo(client);
                    reset.add(false);
                } catch (SocketException e) {
                    reset.add(true);
                }
            }
        }
        return reset;
    }

    @Test
    void aThousandConnectionsAreServedAndClosedWithIt() throws Exception {
        List<Socket> clients = new ArrayList<>();
        Rig rig = new Rig(RESET);
        InetSocketAddress address = rig.proxy();
        for (int i = 0; i < 1_000; i++) {
            clients.add(rig.client());
        }
        for (Socket client : clients) {
            echo(client);
        }
        rig.close();
        for (Socket client : clients) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client.close();
        }
        assertThatThrownBy(() -> Rig.client(address)).isInstanceOf(ConnectException.class);
    }

    @Test
    void onlyTheCallerOfAFaultGoesThroughItsProxyAndThenThroughTheSharedOne() throws Exception {
        PlannedFault own = Rig.planned("own", new ConnectionFault.Reset(1), Optional.of("gateway"));
        try (Rig rig = new Rig(own)) {
            assertThat(rig.network().address(Optional.empty(), Rig.SERVICE)).isEmpty();
            assertThat(rig.network().address(Optional.of("gateway"), Rig.SERVICE))
                    .isPresent();
        }
        try (Rig rig = new Rig(own, RESET)) {
            InetSocketAddress gateway =
                    rig.network().address(Optional.of("gateway"), Rig.SERVICE).orElseThrow();
            assertThat(rig.network().address(Optional.of("other"), Rig.SERVICE)).contains(rig.proxy());
            rig.injection(RESET).apply();
            try (Socket client = Rig.client(gateway)) {
                assertThatThrownBy(() -> echo(client)).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void faultsOfOtherKindsAreNotItsBusiness() throws Exception {
        PlannedFault kill = Rig.planned("kill", new ProcessFault.Kill());
        try (Rig rig = new Rig(kill)) {
            assertThat(rig.network().address(Optional.empty(), Rig.SERVICE)).isEmpty();
            assertThatThrownBy(() -> rig.injection(kill)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void echo(Socket client) throws IOException {
        client.getOutputStream().write(7);
        assertThat(client.getInputStream().read()).isEqualTo(7);
    }
}

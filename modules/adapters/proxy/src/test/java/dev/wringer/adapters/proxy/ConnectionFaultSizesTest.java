package dev.wringer.adapters.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.ConnectionFault.Direction;
import dev.wringer.core.model.HttpEffect;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.PlannedFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fault lets through, to the byte. */
class ConnectionFaultSizesTest {
    private static final int STALLED_MILLIS = 500;
    private static final int PIECES_MOST = 1 << 20;

    /** Of 1 MiB: in the queue of a way that is late, and in the buffers of four sockets. */
    private static final int PIECES_HELD_MOST = 64;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 1_000_000})
    void theServiceGetsAsManyBytesAsTheLimitLetsThrough(int limit) throws Exception {
        PlannedFault limited = Rig.planned("limited", new ConnectionFault.LimitData(limit, Direction.REQUESTS, 1));
        byte[] sent = Bytes.random(limit + 100_000, 1);
        try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Rig rig = new Rig(address(service), limited)) {
            rig.injection(limited).apply();
            try (Socket client = rig.client();
                    Socket accepted = service.accept()) {
                Thread.ofVirtual().start(() -> writeUntilCut(client, sent));
                assertThat(accepted.getInputStream().readAllBytes()).isEqualTo(Arrays.copyOf(sent, limit));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 1_000_000})
    void theClientGetsAsManyBytesAsTheLimitLetsThrough(int limit) throws Exception {
        PlannedFault limited = Rig.planned("limited", new ConnectionFault.LimitData(limit, Direction.RESPONSES, 1));
        byte[] sent = Bytes.random(limit + 100_000, 1);
        try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Rig rig = new Rig(address(service), limited)) {
            rig.injection(limited).apply();
            try (Socket client = rig.client();
                    Socket accepted = service.accept()) {
                Thread.ofVirtual().start(() -> writeUntilCut(accepted, sent));
                assertThat(client.getInputStream().readAllBytes()).isEqualTo(Arrays.copyOf(sent, limit));
            }
        }
    }

    @Test
    void aClientThatDoesNotReadStopsTheServiceFromWriting() throws Exception {
        PlannedFault late = Rig.planned(
                "late", new ConnectionFault.Latency(Duration.ofMillis(1), Duration.ZERO, Direction.BOTH, 1));
        try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Rig rig = new Rig(address(service), late);
                Socket client = rig.client();
                Socket accepted = service.accept()) {
            byte[] piece = Bytes.random(1 << 20, 1);
            AtomicInteger written = new AtomicInteger();
            Thread writing = Thread.ofVirtual().start(() -> {
                while (written.get() < PIECES_MOST && writeUntilCut(accepted, piece)) {
                    written.incrementAndGet();
                }
            });
            assertThat(writing.join(Duration.ofMillis(STALLED_MILLIS))).isFalse();
            assertThat(written).hasValueLessThan(PIECES_HELD_MOST);
            for (int pieces = 0; pieces < PIECES_HELD_MOST; pieces++) {
                assertThat(client.getInputStream().readNBytes(piece.length)).isEqualTo(piece);
            }
        }
    }

    @Test
    void faultsOfRequestsAndOfBytesAddUp() throws Exception {
        PlannedFault teapot = Rig.planned("teapot", new HttpFault(new HttpEffect.Status(418), "", "/faulty", 1));
        PlannedFault hole = Rig.planned("hole", new ConnectionFault.BlackHole(Direction.RESPONSES, 1));
        byte[] get = "GET /faulty HTTP/1.1\r\nhost: a\r\n\r\n".getBytes(US_ASCII);
        try (Rig rig = new Rig(teapot, hole)) {
            rig.injection(teapot).apply();
            rig.injection(hole).apply();
            try (Socket client = rig.client()) {
                client.setSoTimeout(STALLED_MILLIS);
                client.getOutputStream().write(get);
                assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            }
            rig.injection(hole).remove();
            try (Socket client = rig.client()) {
                client.getOutputStream().write(get);
                assertThat(client.getInputStream().readNBytes(12))
                        .asString(US_ASCII)
                        .isEqualTo("HTTP/1.1 418");
            }
        }
    }

    private static boolean writeUntilCut(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InetSocketAddress address(ServerSocket service) {
        return new InetSocketAddress(service.getInetAddress(), service.getLocalPort());
    }
}

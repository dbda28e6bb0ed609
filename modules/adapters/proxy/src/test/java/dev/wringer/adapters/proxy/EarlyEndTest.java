package dev.wringer.adapters.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.HttpEffect;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.PlannedFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that says everything at once, ends its half, and waits for the answer. */
class EarlyEndTest {
    private static final PlannedFault RESET = Rig.planned("reset", new ConnectionFault.Reset(1));

    private static final PlannedFault TEAPOT =
            Rig.planned("teapot", new HttpFault(new HttpEffect.Status(418), "", "/faulty", 1));

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 100_000, 3 << 20})
    void getsBackAllItSent(int length) throws Exception {
        byte[] sent = Bytes.random(length, 1);
        try (Rig rig = new Rig(RESET)) {
            assertThat(ask(rig, sent)).isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 100_000, 3 << 20})
    void getsTheAnswerOfAServiceThatReadsToTheEnd(int length) throws Exception {
        byte[] answer = Bytes.random(8 << 20, 2);
        try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Rig rig = new Rig(address(service), RESET)) {
            Thread.ofVirtual().start(() -> answerAtTheEnd(service, answer));
            assertThat(ask(rig, Bytes.random(length, 1))).isEqualTo(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 100_000, 3 << 20})
    void getsTheAnswerToItsRequest(int length) throws Exception {
        byte[] body = Bytes.random(8 << 20, 2);
        byte[] head = ("HTTP/1.1 200 OK\r\ncontent-length: " + body.length + "\r\n\r\n").getBytes(US_ASCII);
        try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Rig rig = new Rig(address(service), TEAPOT)) {
            Thread.ofVirtual().start(() -> answerAtTheEnd(service, Bytes.joined(head, body)));
            assertThat(ask(rig, post("/healthy", length))).endsWith(body);
        }
    }

    @Test
    void getsTheAnswerOfTheProxyItself() throws Exception {
        try (Rig rig = new Rig(TEAPOT)) {
            rig.injection(TEAPOT).apply();
            String answer = new String(ask(rig, post("/faulty", 3)), US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 418").endsWith("\r\n\r\n");
        }
    }

    private static byte[] ask(Rig rig, byte[] sent) throws IOException {
        try (Socket client = rig.client()) {
            Thread.ofVirtual().start(() -> {
                Rig.write(client, sent);
                end(client);
            });
            return client.getInputStream().readAllBytes();
        }
    }

    private static byte[] post(String path, int length) {
        String head = "POST %s HTTP/1.1\r\nhost: a\r\ncontent-length: %d\r\n\r\n".formatted(path, length);
        return Bytes.joined(head.getBytes(US_ASCII), Bytes.random(length, 1));
    }

    private static void answerAtTheEnd(ServerSocket service, byte[] answer) {
        try (Socket accepted = service.accept()) {
            accepted.getInputStream().readAllBytes();
            accepted.getOutputStream().write(answer);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InetSocketAddress address(ServerSocket service) {
        return new InetSocketAddress(service.getInetAddress(), service.getLocalPort());
    }
}

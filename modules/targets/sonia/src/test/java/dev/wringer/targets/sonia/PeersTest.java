package dev.wringer.targets.sonia;

import static dev.wringer.targets.sonia.ServiceName.API_GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.wringer.targets.sonia.SoniaInProcess.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {
    private static final String ENVELOPE = "{\"ok\":true,\"data\":{\"reply\":\"r\",\"model\":\"m\",\"memories\":[]}}";
    private static final String CHAT = "{\"message\":\"hello\"}";

    @TempDir
    Path data;

    @Test
    void correlationIdAndServiceTokenGoAlongToEveryServiceThatIsCalled() throws IOException {
        List<Headers> seen = new CopyOnWriteArrayList<>();
        try (SoniaInProcess sonia = gatewayAndPolicy()) {
            HttpServer router = answering(sonia.portOf(ServiceName.MODEL_ROUTER), ENVELOPE, seen);
            HttpServer memory = answering(sonia.portOf(ServiceName.MEMORY_ENGINE), ENVELOPE, seen);
            sonia.post(API_GATEWAY, "/v1/chat", CHAT, Peers.CORRELATION_HEADER, "passed-on");
            router.stop(0);
            memory.stop(0);

            assertThat(seen).hasSize(3).allSatisfy(headers -> {
                assertThat(headers.getFirst(Peers.CORRELATION_HEADER)).isEqualTo("passed-on");
                assertThat(headers.getFirst(ServiceToken.HEADER)).isEqualTo(sonia.token());
            });
        }
    }

    @Test
    void aPeerThatIsDownIsUnavailable() {
        try (SoniaInProcess sonia = gatewayAndPolicy()) {
            Reply reply = sonia.post(API_GATEWAY, "/v1/chat", CHAT);

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.code()).isEqualTo("UNAVAILABLE");
        }
    }

    @Test
    void aPeerThatComesBackIsUsedAgain() throws IOException {
        try (SoniaInProcess sonia = gatewayAndPolicy()) {
            sonia.post(API_GATEWAY, "/v1/chat", CHAT);
            List<Headers> seen = new CopyOnWriteArrayList<>();
            HttpServer router = answering(sonia.portOf(ServiceName.MODEL_ROUTER), ENVELOPE, seen);
            HttpServer memory = answering(sonia.portOf(ServiceName.MEMORY_ENGINE), ENVELOPE, seen);

            assertThat(SoniaInProcess.eventually(
                            () -> sonia.post(API_GATEWAY, "/v1/chat", CHAT).status() == 200))
                    .isTrue();
            router.stop(0);
            memory.stop(0);
        }
    }

    @Test
    void aPeerThatSpeaksNoEnvelopeIsUnavailable() throws IOException {
        try (SoniaInProcess sonia = gatewayAndPolicy()) {
            HttpServer router =
                    answering(sonia.portOf(ServiceName.MODEL_ROUTER), "hello", new CopyOnWriteArrayList<>());
            HttpServer memory =
                    answering(sonia.portOf(ServiceName.MEMORY_ENGINE), ENVELOPE, new CopyOnWriteArrayList<>());
            Reply reply = sonia.post(API_GATEWAY, "/v1/chat", CHAT);
            router.stop(0);
            memory.stop(0);

            assertThat(reply.code()).isEqualTo("UNAVAILABLE");
        }
    }

    private SoniaInProcess gatewayAndPolicy() {
        return SoniaInProcess.start(
                data, EnumSet.of(API_GATEWAY, ServiceName.EVA_OS), Map.of(), SoniaInProcess.SESSION_IDLE);
    }

    private static HttpServer answering(int port, String answer, List<Headers> seen) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestHeaders());
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }
}

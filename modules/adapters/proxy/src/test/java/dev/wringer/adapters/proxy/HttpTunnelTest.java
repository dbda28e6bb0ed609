package dev.wringer.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.wringer.core.model.HttpEffect;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.PlannedFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP/1.1 through a proxy that reads it. */
class HttpTunnelTest {
    private static final PlannedFault HALF_FAIL =
            Rig.planned("half", new HttpFault(new HttpEffect.Status(503), "", "/faulty", 0.5));

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            // The JDK's client reads no answer before it has sent its request: who answers earlier waits for it.
            byte[] body = exchange.getRequestBody().readAllBytes();
            // 0: chunked
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void passesLargeAndChunkedBodiesUnharmed() throws Exception {
        byte[] body = Bytes.random(20 << 20, 1);
        try (Rig rig = new Rig(server.getAddress(), HALF_FAIL);
                HttpClient client = HttpClient.newHttpClient()) {
            rig.injection(HALF_FAIL).apply();
            HttpRequest request = HttpRequest.newBuilder(uri(rig, "/healthy"))
                    .version(HttpClient.Version.HTTP_1_1)
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofByteArray()).body()).isEqualTo(body);
        }
    }

    @Test
    void drawsTheSameRequestsEachTime() throws Exception {
        List<Integer> first = statuses();
        assertThat(first).contains(200, 503).isEqualTo(statuses());
    }

    private List<Integer> statuses() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (Rig rig = new Rig(server.getAddress(), HALF_FAIL);
                HttpClient client = HttpClient.newHttpClient()) {
            rig.injection(HALF_FAIL).apply();
            for (int i = 0; i < 30; i++) {
                HttpRequest request = HttpRequest.newBuilder(uri(rig, "/faulty/" + i))
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                statuses.add(client.send(request, BodyHandlers.discarding()).statusCode());
            }
            assertThat(rig.injection(HALF_FAIL).observe().evidence()).contains("of 30 matching requests");
        }
        return statuses;
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws Exception {
        PlannedFault all = Rig.planned("all", new HttpFault(new HttpEffect.Status(418), "", "/faulty", 1));
        try (Rig rig = new Rig(server.getAddress(), all);
                Socket client = rig.client()) {
            rig.injection(all).apply();
            String get = "GET /%s HTTP/1.1\r\nhost: a\r\n%s\r\n";
            String requests = get.formatted("faulty", "")
                    + get.formatted("one", "")
                    + get.formatted("faulty", "")
                    + get.formatted("two", "connection: close\r\n");
            client.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            String answers = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answers.lines()
                            .filter(line -> line.startsWith("HTTP/1.1"))
                            .map(line -> line.substring(9, 12)))
                    .containsExactly("418", "200", "418", "200");
        }
    }

    @Test
    void anUpgradedConnectionIsPlainBytes() throws Exception {
        String switched = "HTTP/1.1 101 Switching Protocols\r\nupgrade: echo\r\nconnection: upgrade\r\n\r\n";
        String upgrade = "GET / HTTP/1.1\r\nhost: a\r\nupgrade: echo\r\nconnection: upgrade\r\n\r\n";
        byte[] bytes = Bytes.random(1 << 20, 2);
        try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Rig rig = new Rig(new InetSocketAddress(service.getInetAddress(), service.getLocalPort()), HALF_FAIL);
                Socket client = rig.client();
                Socket accepted = service.accept()) {
            client.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
            assertThat(accepted.getInputStream().readNBytes(upgrade.length())).hasSize(upgrade.length());
            accepted.getOutputStream().write(switched.getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().readNBytes(switched.length())).hasSize(switched.length());
            Thread.ofVirtual().start(() -> Rig.echo(accepted));
            Thread.ofVirtual().start(() -> Rig.write(client, bytes));
            assertThat(client.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
        }
    }

    private static URI uri(Rig rig, String path) {
        return URI.create("http://127.0.0.1:" + rig.proxy().getPort() + path);
    }
}

package dev.wringer.targets.sonia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorSystem;

/** SONIA inside the test's own process, on ports that are free, driven over HTTP as from outside. */
final class SoniaInProcess implements AutoCloseable {
    static final Set<ServiceName> ALL = EnumSet.allOf(ServiceName.class);
    static final Duration SESSION_IDLE = Duration.ofMillis(300);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** An answer with its envelope, where it has one. */
    record Reply(int status, JsonNode json, String text, HttpResponse<String> http) {
        String code() {
            return json.path("error").path("code").asText();
        }

        JsonNode data() {
            return json.path("data");
        }
    }

    private final int basePort;
    private final Path data;
    private final List<ActorSystem<?>> systems = new ArrayList<>();
    private final CompletableFuture<Void> crashed = new CompletableFuture<>();

    private SoniaInProcess(int basePort, Path data) {
        this.basePort = basePort;
        this.data = data;
    }

    static SoniaInProcess healthy(Path data) {
        return start(data, ALL, Map.of(), SESSION_IDLE);
    }

    /** One service alone, with defects as in its environment. */
    static SoniaInProcess defective(Path data, ServiceName service, Map<String, String> environment) {
        return start(data, Set.of(service), environment, SESSION_IDLE);
    }

    static SoniaInProcess start(
            Path data, Set<ServiceName> services, Map<String, String> environment, Duration sessionIdle) {
        SoniaInProcess sonia = new SoniaInProcess(freeBasePort(), data);
        for (ServiceName service : services) {
            Settings settings = Settings.usual(service, sonia.basePort, data, sessionIdle, Defects.read(environment));
            CompletableFuture<Integer> opened = new CompletableFuture<>();
            sonia.systems.add(Sonia.start(settings, opened, () -> sonia.crashed.complete(null)));
            opened.join();
        }
        return sonia;
    }

    CompletableFuture<Void> crashed() {
        return crashed;
    }

    int portOf(ServiceName service) {
        return service.port(basePort);
    }

    Path data() {
        return data;
    }

    String token() {
        try {
            return Files.readString(ServiceToken.fileIn(data));
        } catch (IOException noToken) {
            throw new UncheckedIOException(noToken);
        }
    }

    Reply get(ServiceName service, String path) {
        return send(request(service, path).GET().build()).join();
    }

    Reply post(ServiceName service, String path, String json, String... headers) {
        return postAsync(service, path, json, headers).join();
    }

    /** As another service would call, with the token. */
    Reply postAsService(ServiceName service, String path, String json) {
        return post(service, path, json, ServiceToken.HEADER, token());
    }

    CompletableFuture<Reply> postAsync(ServiceName service, String path, String json, String... headers) {
        HttpRequest.Builder request = request(service, path).POST(HttpRequest.BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    double metric(ServiceName service, String series) {
        return get(service, "/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    static HttpClient client() {
        return CLIENT;
    }

    /** Looks again and again, with a pause, until the condition holds or patience ends. */
    static boolean eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, 20, TimeUnit.MILLISECONDS)
                    .join();
        }
        return true;
    }

    @Override
    public void close() {
        systems.forEach(ActorSystem::terminate);
        systems.forEach(
                system -> system.getWhenTerminated().toCompletableFuture().join());
    }

    private HttpRequest.Builder request(ServiceName service, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + portOf(service) + path))
                .timeout(PATIENCE);
    }

    private static CompletableFuture<Reply> send(HttpRequest request) {
        return CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(response -> {
            String text = response.body();
            JsonNode json = text.startsWith("{")
                    ? Body.parse(text.getBytes(StandardCharsets.UTF_8)).json()
                    : MissingNode.getInstance();
            return new Reply(response.statusCode(), json, text, response);
        });
    }

    static int freeBasePort() {
        for (int tried = 0; tried < 100; tried++) {
            Optional<Integer> port = freePort(0);
            if (port.filter(base -> ALL.stream()
                            .allMatch(service -> freePort(service.port(base)).isPresent()))
                    .isPresent()) {
                return port.get();
            }
        }
        throw new IllegalStateException("no six free ports in a row of tens");
    }

    private static Optional<Integer> freePort(int wanted) {
        if (wanted > 65_535) {
            return Optional.empty();
        }
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return Optional.of(socket.getLocalPort());
        } catch (IOException taken) {
            return Optional.empty();
        }
    }
}

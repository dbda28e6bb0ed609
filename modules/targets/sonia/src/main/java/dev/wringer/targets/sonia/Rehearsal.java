package dev.wringer.targets.sonia;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * Starts all six services in one process, asks each for its work once and stops them. The JDK watches and archives the
 * classes it saw; with that archive every later start takes half the time. Only the start script calls this.
 */
public final class Rehearsal {
    private static final int TRIES = 20;

    private Rehearsal() {}

    /** Takes the folder that the services may fill. */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("sonia.service", "rehearsal");
        Path data = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
        int basePort = freeBasePort();
        List<ActorSystem<Host.Command>> systems = new ArrayList<>();
        for (ServiceName service : ServiceName.values()) {
            Settings settings = Settings.usual(service, basePort, data, Duration.ofSeconds(10), Defects.NONE);
            CompletableFuture<Integer> opened = new CompletableFuture<>();
            systems.add(Sonia.start(settings, opened, () -> {}));
            opened.join();
        }
        work(systems.get(0), "http://" + Settings.LOOPBACK + ":", basePort);
        systems.forEach(ActorSystem::terminate);
        systems.forEach(
                system -> system.getWhenTerminated().toCompletableFuture().join());
        System.exit(0);
    }

    private static void work(ActorSystem<?> system, String host, int basePort) {
        String gateway = host + ServiceName.API_GATEWAY.port(basePort);
        String voice = host + ServiceName.PIPECAT.port(basePort);
        send(system, post(gateway + "/v1/chat", "{\"message\":\"hello\"}"));
        send(system, post(gateway + "/v1/chat", "{\"message\":\" \"}"));
        send(
                system,
                post(
                        gateway + "/v1/action",
                        "{\"tool_name\":\"file.write\",\"args\":{\"path\":\"a.txt\",\"content\":\"a\"}}"));
        send(
                system,
                post(gateway + "/v1/action", "{\"tool_name\":\"shell.run\",\"args\":{\"command\":\"cat a.txt\"}}"));
        send(system, post(voice + "/session/start", "{\"user\":\"somebody\"}"));
        for (ServiceName service : ServiceName.values()) {
            send(system, HttpRequest.GET(host + service.port(basePort) + "/healthz"));
            send(system, HttpRequest.GET(host + service.port(basePort) + "/metrics"));
        }
    }

    private static HttpRequest post(String uri, String json) {
        return HttpRequest.POST(uri).withEntity(ContentTypes.APPLICATION_JSON, json);
    }

    private static void send(ActorSystem<?> system, HttpRequest request) {
        Http.get(system)
                .singleRequest(request)
                .thenCompose(response -> response.entity().toStrict(10_000, system))
                .toCompletableFuture()
                .join();
    }

    private static int freeBasePort() throws IOException {
        for (int tried = 0; tried < TRIES; tried++) {
            try (ServerSocket socket = new ServerSocket(0)) {
                int basePort = socket.getLocalPort();
                if (basePort < Settings.BASE_PORT_MAX) {
                    return basePort;
                }
            }
        }
        throw new IOException("no free base port");
    }
}

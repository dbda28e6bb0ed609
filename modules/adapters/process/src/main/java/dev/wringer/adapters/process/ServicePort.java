package dev.wringer.adapters.process;

import dev.wringer.core.model.Probe;
import dev.wringer.core.model.Service;
import dev.wringer.engine.run.Host;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLException;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Asks the port of a service: probes, and the page with its gauges. Nothing here blocks its caller. Certificates are
 * not looked at: the question is whether the service answers, not who it is.
 */
final class ServicePort implements AutoCloseable {
    private static final Duration SCRAPE_TIMEOUT = Duration.ofSeconds(1);
    private static final int STATUS_OK = 200;
    private static final int STATUS_REDIRECT = 300;

    private final Service service;
    private final HttpClient client;

    ServicePort(Service service) {
        this.service = service;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(AnyCertificate.context())
                .build();
    }

    /** Answers with {@link Host.Asked}, from another thread. */
    void ask(Host.Ask question, Probe.Http probe) {
        HttpRequest request;
        try {
            request = get(probe.path(), question.timeout());
        } catch (IllegalArgumentException e) {
            question.replyTo().tell(new Host.Asked(question.id(), false, e.getMessage()));
            return;
        }
        var unused = within(question.timeout(), client.sendAsync(request, BodyHandlers.discarding()))
                .thenApply(response -> answer(question.id(), response.statusCode()))
                .exceptionally(failure -> new Host.Asked(question.id(), false, words(failure)))
                .thenAccept(question.replyTo()::tell);
    }

    /** Answers with {@link Host.Asked}, from another thread. */
    void ask(Host.Ask question, Probe.Tcp ignored) {
        connect(
                question.timeout(),
                (yes, detail) -> question.replyTo().tell(new Host.Asked(question.id(), yes, detail)));
    }

    /** Tries to open a connection; tells, from another thread, whether it could and what happened in words. */
    void connect(Duration timeout, BiConsumer<Boolean, String> tell) {
        Thread.startVirtualThread(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(service.host(), service.port()), millis(timeout));
                tell.accept(true, "connected");
            } catch (IOException e) {
                tell.accept(false, words(e));
            }
        });
    }

    /** Adds the gauges that the service shows; none of them when it does not show them within a second. Tells later. */
    void tellWithGauges(Host.Sampled figures, ActorRef<? super Host.Sampled> replyTo) {
        var unused = gauges().thenAccept(gauges -> replyTo.tell(new Host.Sampled(
                figures.memoryMb(),
                figures.cpuPct(),
                figures.openFiles(),
                figures.threads(),
                figures.uptimeHours(),
                gauges)));
    }

    private CompletableFuture<SortedMap<String, Double>> gauges() {
        if (service.scrape().isEmpty()) {
            return CompletableFuture.completedFuture(new TreeMap<>());
        }
        Service.Scrape scrape = service.scrape().get();
        try {
            return within(
                            SCRAPE_TIMEOUT,
                            client.sendAsync(
                                    get(scrape.path(), SCRAPE_TIMEOUT),
                                    info -> new BoundedBody(info.statusCode() == STATUS_OK)))
                    .thenApply(response -> PrometheusPage.read(response.body(), scrape.series()))
                    .exceptionally(failure -> new TreeMap<>());
        } catch (IllegalArgumentException notAnAddress) {
            return CompletableFuture.completedFuture(new TreeMap<>());
        }
    }

    /** The timeout of a request ends with the head of the answer; this one holds for all of it. */
    private static <T> CompletableFuture<T> within(Duration timeout, CompletableFuture<T> exchange) {
        return exchange.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> exchange.cancel(true));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest get(String path, Duration timeout) {
        String host = service.host().contains(":") ? "[" + service.host() + "]" : service.host();
        URI uri = URI.create((service.tls() ? "https" : "http") + "://" + host + ":" + service.port() + path);
        return HttpRequest.newBuilder(uri).timeout(timeout).GET().build();
    }

    private static Host.Asked answer(long id, int status) {
        boolean yes = status >= STATUS_OK && status < STATUS_REDIRECT;
        return new Host.Asked(id, yes, yes ? Integer.toString(status) : "status " + status);
    }

    private static String words(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case HttpTimeoutException ignored -> "timed out";
            case SocketTimeoutException ignored -> "timed out";
            case TimeoutException ignored -> "timed out";
            case UnknownHostException ignored -> "unknown host";
            case ConnectException e when e.getCause() instanceof UnresolvedAddressException -> "unknown host";
            case ConnectException ignored -> "connection refused";
            case SSLException e -> "TLS: " + e.getMessage();
            case IOException e when e.getMessage() != null -> e.getMessage();
            default -> cause.getClass().getSimpleName();
        };
    }

    private static int millis(Duration timeout) {
        return (int) Math.min(Math.max(timeout.toMillis(), 1), Integer.MAX_VALUE);
    }
}

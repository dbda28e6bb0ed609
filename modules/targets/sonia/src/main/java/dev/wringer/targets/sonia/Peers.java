package dev.wringer.targets.sonia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * The other services as this one calls them: over HTTP, with its service token and the correlation ID of the request
 * it serves. What a peer refuses is refused here with the same code; a peer that does not answer is UNAVAILABLE or
 * TIMEOUT.
 */
final class Peers {
    static final String CORRELATION_HEADER = "X-Correlation-ID";
    private static final long ANSWER_SECONDS_MAX = 5;
    private static final long ANSWER_BYTES_MAX = 1024 * 1024;

    private final ActorSystem<?> system;
    private final Http http;
    private final Settings settings;
    private final ServiceToken token;

    Peers(ActorSystem<?> system, Settings settings, ServiceToken token) {
        this.system = system;
        this.http = Http.get(system);
        this.settings = settings;
        this.token = token;
    }

    /** The data of the peer's envelope. */
    CompletionStage<JsonNode> post(ServiceName peer, String path, ObjectNode body, String correlationId) {
        HttpRequest request = HttpRequest.POST("http://" + settings.addressOf(peer) + path)
                .withEntity(ContentTypes.APPLICATION_JSON, Body.write(body))
                .addHeader(RawHeader.create(CORRELATION_HEADER, correlationId))
                .addHeader(RawHeader.create(ServiceToken.HEADER, token.shown()));
        return http.singleRequest(request)
                .thenCompose(response -> response.entity()
                        .toStrict(TimeUnit.SECONDS.toMillis(ANSWER_SECONDS_MAX), ANSWER_BYTES_MAX, system))
                .toCompletableFuture()
                .orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(noAnswer(peer, failure)))
                .thenApply(entity -> data(peer, entity));
    }

    private JsonNode data(ServiceName peer, HttpEntity.Strict entity) {
        JsonNode envelope = envelope(peer, entity);
        if (envelope.path("ok").booleanValue()) {
            return envelope.path("data");
        }
        JsonNode error = envelope.path("error");
        Code code = Code.named(error.path("code").asText()).orElse(Code.INTERNAL);
        if (code == Code.UNAUTHENTICATED) {
            token.forget();
        }
        throw new Refusal(code, error.path("message").asText(), Map.of("service", peer.toString()));
    }

    private static JsonNode envelope(ServiceName peer, HttpEntity.Strict entity) {
        try {
            return Body.read(entity.getData().toArray());
        } catch (IOException notJson) {
            throw new Refusal(Code.UNAVAILABLE, peer + " gave no envelope", Map.of("service", peer.toString()));
        }
    }

    private static Refusal noAnswer(ServiceName peer, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        Code code = cause instanceof TimeoutException ? Code.TIMEOUT : Code.UNAVAILABLE;
        return new Refusal(code, peer + " does not answer", Map.of("service", peer.toString()));
    }
}

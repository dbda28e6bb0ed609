package dev.wringer.targets.sonia;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.pattern.Patterns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every request of a service enters and every answer leaves: routing, planted defects, service token, envelope,
 * correlation ID, metrics and log are the same for all six, so they are here and the services hold only their own work.
 */
final class FrontDoor {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final int REQUEST_BYTES_MAX = 256 * 1024;
    /** A longer body is read to its end within reason: a refusal while the caller still sends is lost on the way. */
    private static final int READ_BYTES_MAX = 4 * 1024 * 1024;

    private static final long REQUEST_MILLIS_MAX = 5_000;
    private static final Endpoint UNKNOWN = Endpoint.get("other", Endpoint.Access.ANYONE, call -> {
        throw new Refusal(Code.NOT_FOUND, "no such endpoint");
    });

    private record Target(Endpoint endpoint, String id) {}

    private record Arrival(HttpRequest request, Target target, String correlationId, long nanos) {}

    private final ServiceName service;
    private final ActorSystem<?> system;
    private final List<Endpoint> endpoints;
    private final PlantedDefects defects;
    private final ServiceToken token;
    private final Metrics metrics;

    FrontDoor(ActorSystem<?> system, ServiceName service, List<Endpoint> endpoints, Equipment equipment) {
        this.system = system;
        this.service = service;
        this.endpoints = endpoints;
        this.defects = equipment.defects();
        this.token = equipment.token();
        this.metrics = equipment.metrics();
    }

    CompletionStage<HttpResponse> answer(HttpRequest request) {
        Arrival arrival = new Arrival(request, targetOf(request), Call.correlationIdOf(request), System.nanoTime());
        metrics.began();
        return request.entity()
                .toStrict(REQUEST_MILLIS_MAX, READ_BYTES_MAX, system)
                .exceptionallyCompose(tooMuch -> CompletableFuture.failedFuture(
                        new Refusal(Code.INVALID_ARGUMENT, "the body did not arrive or has no end")))
                .thenCompose(entity -> sabotaged(arrival, entity.getData().toArray()))
                .<HttpResponse>handle((reply, failure) -> response(arrival, reply, failure))
                .thenApply(response -> counted(arrival, response));
    }

    private Target targetOf(HttpRequest request) {
        String path = request.getUri().path();
        return endpoints.stream()
                .filter(endpoint -> endpoint.method().equals(request.method().value()))
                .flatMap(endpoint -> endpoint.match(path).map(id -> new Target(endpoint, id)).stream())
                .findFirst()
                .orElse(new Target(UNKNOWN, ""));
    }

    private CompletionStage<? extends Endpoint.Reply> sabotaged(Arrival arrival, byte[] body) {
        if (body.length > REQUEST_BYTES_MAX) {
            throw new Refusal(Code.INVALID_ARGUMENT, "the body is too long");
        }
        if (defects.isOutage()) {
            throw new Refusal(Code.UNAVAILABLE, "out of service, as planted");
        }
        if (arrival.target().endpoint().access() == Endpoint.Access.PROBE) {
            return handled(arrival, body);
        }
        if (defects.isDeadlocked()) {
            return new CompletableFuture<>();
        }
        if (defects.failsNextRequest()) {
            throw new Refusal(Code.INTERNAL, "failed, as planted");
        }
        Duration delay = defects.delay();
        return delay.isZero()
                ? handled(arrival, body)
                : Patterns.after(delay, system.classicSystem(), () -> handled(arrival, body));
    }

    private CompletionStage<Endpoint.Reply> handled(Arrival arrival, byte[] body) {
        Endpoint endpoint = arrival.target().endpoint();
        Call call = new Call(
                arrival.request(), arrival.correlationId(), arrival.target().id(), Body.parse(body));
        if (endpoint.access() == Endpoint.Access.SERVICES && !token.accepts(call.serviceToken())) {
            throw new Refusal(Code.UNAUTHENTICATED, "the service token is missing or not valid");
        }
        return endpoint.handler().answer(call).thenApply(reply -> reply);
    }

    private HttpResponse response(Arrival arrival, Endpoint.Reply reply, Throwable failure) {
        double millis = (System.nanoTime() - arrival.nanos()) / 1e6;
        Envelope envelope = new Envelope(service, arrival.correlationId(), millis);
        HttpResponse response = failure == null ? success(envelope, reply) : refusal(arrival, envelope, failure);
        return response.addHeader(RawHeader.create(Peers.CORRELATION_HEADER, arrival.correlationId()));
    }

    private static HttpResponse success(Envelope envelope, Endpoint.Reply reply) {
        return switch (reply) {
            case Endpoint.Data(var json) -> json(Code.OK, envelope.ok(json));
            case Endpoint.Text(var contentType, var text) ->
                HttpResponse.create()
                        .withEntity(HttpEntities.create(
                                ContentTypes.parse(contentType), text.getBytes(StandardCharsets.UTF_8)));
            case Endpoint.Upgrade(var response) -> response;
        };
    }

    private static HttpResponse refusal(Arrival arrival, Envelope envelope, Throwable failure) {
        Refusal refusal = Refusal.of(failure);
        if (refusal.code() == Code.INTERNAL || refusal.code() == Code.UNAVAILABLE || refusal.code() == Code.TIMEOUT) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            LOG.atWarn()
                    .addKeyValue(JsonLayout.CORRELATION_ID, arrival.correlationId())
                    .addKeyValue(JsonLayout.DURATION_MS, envelope.durationMillis())
                    .setCause(cause instanceof Refusal ? null : cause)
                    .log("{} {}: {}", arrival.target().endpoint().path(), refusal.code(), refusal.getMessage());
        }
        return json(refusal.code(), envelope.refused(refusal));
    }

    private static HttpResponse json(Code code, byte[] bytes) {
        return HttpResponse.create()
                .withStatus(code.status())
                .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, bytes));
    }

    private HttpResponse counted(Arrival arrival, HttpResponse response) {
        long nanos = System.nanoTime() - arrival.nanos();
        int status = response.status().intValue();
        metrics.completed(arrival.target().endpoint().path(), status, nanos);
        LOG.atDebug()
                .addKeyValue(JsonLayout.CORRELATION_ID, arrival.correlationId())
                .addKeyValue(JsonLayout.DURATION_MS, nanos / 1e6)
                .log("{} {}", arrival.target().endpoint().path(), status);
        return response;
    }
}

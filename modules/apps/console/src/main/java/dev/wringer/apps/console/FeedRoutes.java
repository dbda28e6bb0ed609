package dev.wringer.apps.console;

import dev.wringer.adapters.reports.LiveData;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.RunTail;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.marshalling.sse.EventStreamMarshalling;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.sse.ServerSentEvent;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** One feed, three ways to carry it: WebSocket, server-sent events, long polling. Each goes on behind the piece it is told. */
final class FeedRoutes {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RunFolder folder;

    FeedRoutes(RunFolder folder) {
        this.folder = folder;
    }

    Route route() {
        return Directives.concat(
                Directives.path("socket", () -> after(this::socket)),
                Directives.path("events", () -> after(this::events)),
                Directives.path("poll", () -> after(this::poll)));
    }

    private Route after(Function<String, Route> inner) {
        return Directives.parameterOptional("after", lastId -> valid(lastId.orElse(""), inner));
    }

    private Route valid(String lastId, Function<String, Route> inner) {
        try {
            if (!lastId.isEmpty()) {
                RunTail.Position.parse(lastId);
            }
        } catch (IllegalArgumentException e) {
            return Directives.complete(StatusCodes.BAD_REQUEST, "after: not an id of a piece");
        }
        return inner.apply(lastId);
    }

    private Route socket(String lastId) {
        return Directives.handleWebSocketMessages(messages(lastId));
    }

    /** A browser that connects again by itself says in a header what it saw last. */
    private Route events(String lastId) {
        return Directives.optionalHeaderValueByName(
                "Last-Event-ID", header -> valid(header.orElse(lastId), this::stream));
    }

    private Flow<Message, Message, NotUsed> messages(String lastId) {
        Source<Message, NotUsed> pieces = Feed.of(folder, lastId).map(piece -> TextMessage.create(piece.json()));
        return Flow.fromSinkAndSourceCoupled(Sink.ignore(), pieces);
    }

    private Route stream(String lastId) {
        Source<ServerSentEvent, NotUsed> events = Feed.of(folder, lastId)
                .map(piece -> ServerSentEvent.create(
                        piece.json(), Optional.empty(), Optional.of(piece.id()), OptionalInt.empty()))
                .keepAlive(KEEP_ALIVE, ServerSentEvent::heartbeat);
        return Directives.completeOK(events, EventStreamMarshalling.toEventStream());
    }

    /** Answers with the next piece, or, when none comes for some time, with nothing. */
    private Route poll(String lastId) {
        return Directives.extractMaterializer(materializer -> answered(lastId, materializer));
    }

    private Route answered(String lastId, Materializer materializer) {
        CompletionStage<HttpResponse> answer = Feed.of(folder, lastId)
                .takeWithin(PATIENCE)
                .runWith(Sink.headOption(), materializer)
                .thenApply(FeedRoutes::response);
        return Directives.completeWithFuture(answer);
    }

    private static HttpResponse response(Optional<LiveData.Piece> piece) {
        return piece.isEmpty()
                ? HttpResponse.create().withStatus(StatusCodes.NO_CONTENT)
                : HttpResponse.create()
                        .withEntity(HttpEntities.create(
                                ContentTypes.APPLICATION_JSON, piece.get().json()));
    }
}

package dev.wringer.targets.sonia;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.ws.WebSocketUpgrade;

/** Voice: sessions are started and stopped over HTTP, and speak over a WebSocket in between. */
final class Pipecat implements Endpoint.Provider {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

    private final ActorSystem<?> system;
    private final ActorRef<Sessions.Command> sessions;
    private final VoiceStream stream;

    Pipecat(ActorSystem<?> system, ActorRef<Sessions.Command> sessions, VoiceStream stream) {
        this.system = system;
        this.sessions = sessions;
        this.stream = stream;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/session/start", Endpoint.Access.ANYONE, this::start),
                Endpoint.post("/session/stop", Endpoint.Access.ANYONE, this::stop),
                Endpoint.get("/session/{id}/stream", Endpoint.Access.ANYONE, this::stream),
                Endpoint.get("/session/{id}", Endpoint.Access.ANYONE, this::find),
                Endpoint.get("/sessions", Endpoint.Access.ANYONE, this::count));
    }

    private CompletionStage<Endpoint.Data> start(Call call) {
        String user = call.body().text("user");
        return AskPattern.<Sessions.Command, String>askWithStatus(
                        sessions, replyTo -> new Sessions.Start(user, replyTo), ANSWER_MAX, system.scheduler())
                .thenApply(id ->
                        new Endpoint.Data(Body.newObject().put("session_id", id).put("user", user)));
    }

    private CompletionStage<Endpoint.Data> stop(Call call) {
        String id = call.body().text("session_id");
        return this.<Sessions.Status>asked(replyTo -> new Sessions.Stop(id, replyTo))
                .thenApply(status -> new Endpoint.Data(session(id, status).put("accepted", true)));
    }

    private CompletionStage<Endpoint.Data> find(Call call) {
        return this.<Sessions.Status>asked(replyTo -> new Sessions.Find(call.id(), replyTo))
                .thenApply(status -> new Endpoint.Data(session(call.id(), status)));
    }

    private CompletionStage<Endpoint.Data> count(Call call) {
        return this.<Integer>asked(Sessions.Count::new)
                .thenApply(open -> new Endpoint.Data(Body.newObject().put("count", open)));
    }

    private CompletionStage<Endpoint.Upgrade> stream(Call call) {
        WebSocketUpgrade upgrade = call.request()
                .getAttribute(AttributeKeys.webSocketUpgrade)
                .orElseThrow(() -> new Refusal(Code.INVALID_ARGUMENT, "a stream is opened as a WebSocket"));
        return this.<Sessions.Status>asked(replyTo -> new Sessions.Find(call.id(), replyTo))
                .thenApply(status -> {
                    if (status != Sessions.Status.OPEN) {
                        throw new Refusal(Code.NOT_FOUND, "no such open session");
                    }
                    return new Endpoint.Upgrade(upgrade.handleMessagesWith(stream.of(call.id(), call.correlationId())));
                });
    }

    private <T> CompletionStage<T> asked(Function<ActorRef<T>, Sessions.Command> question) {
        return AskPattern.ask(sessions, question::apply, ANSWER_MAX, system.scheduler());
    }

    private static ObjectNode session(String id, Sessions.Status status) {
        if (status == Sessions.Status.UNKNOWN) {
            throw new Refusal(Code.NOT_FOUND, "no such session");
        }
        return Body.newObject()
                .put("session_id", id)
                .put("status", status.name().toLowerCase(Locale.ROOT));
    }
}

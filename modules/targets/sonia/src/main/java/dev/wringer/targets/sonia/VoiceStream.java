package dev.wringer.targets.sonia;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;

/**
 * The WebSocket of one session: audio is answered with its transcript, and what the user says with the assistant's
 * reply, one message after the other. The session holds the switch that ends it.
 */
final class VoiceStream {
    private static final long MESSAGE_MILLIS_MAX = 5_000;
    private static final int TRANSCRIPT_LENGTH_MAX = 200;

    private final ActorSystem<?> system;
    private final ActorRef<Sessions.Command> sessions;
    private final Peers peers;
    private final PlantedDefects defects;

    VoiceStream(ActorSystem<?> system, ActorRef<Sessions.Command> sessions, Equipment equipment) {
        this.system = system;
        this.sessions = sessions;
        this.peers = equipment.peers();
        this.defects = equipment.defects();
    }

    Flow<Message, Message, NotUsed> of(String id, String correlationId) {
        return Flow.<Message>create()
                .viaMat(KillSwitches.single(), Keep.right())
                .mapAsync(1, message -> answered(message, id, correlationId))
                .watchTermination((stream, ended) -> attached(id, stream, ended));
    }

    private NotUsed attached(String id, UniqueKillSwitch stream, CompletionStage<?> ended) {
        sessions.tell(new Sessions.Attach(id, stream));
        ended.whenComplete((done, failure) -> sessions.tell(new Sessions.Detach(id, stream)));
        return NotUsed.getInstance();
    }

    private CompletionStage<Message> answered(Message message, String id, String correlationId) {
        if (defects.isDeadlocked() || defects.isOutage()) {
            return new CompletableFuture<>();
        }
        CompletionStage<Message> answer = text(message)
                .thenCompose(text -> reply(Body.parse(text.getBytes(StandardCharsets.UTF_8)), id, correlationId))
                .exceptionally(failure -> error(Refusal.of(failure)))
                .thenApply(json -> TextMessage.create(new String(Body.write(json), StandardCharsets.UTF_8)));
        Duration delay = defects.delay();
        return delay.isZero() ? answer : Patterns.after(delay, system.classicSystem(), () -> answer);
    }

    private CompletionStage<String> text(Message message) {
        if (!message.isText()) {
            return CompletableFuture.failedFuture(new Refusal(Code.INVALID_ARGUMENT, "a message is JSON text"));
        }
        return message.asTextMessage()
                .toStrict(MESSAGE_MILLIS_MAX, Materializer.matFromSystem(system))
                .thenApply(TextMessage::getStrictText);
    }

    private CompletionStage<ObjectNode> reply(Body body, String id, String correlationId) {
        long seq = body.wholeNumber("seq");
        return switch (body.text("type")) {
            case "audio" ->
                CompletableFuture.completedFuture(message("transcript", seq).put("text", transcript(body)));
            case "say" ->
                peers.post(ServiceName.API_GATEWAY, "/v1/chat", chat(body, id), correlationId)
                        .thenApply(data -> message("reply", seq)
                                .put("text", data.path("reply").asText()));
            default -> throw new Refusal(Code.INVALID_ARGUMENT, "type must be audio or say");
        };
    }

    private static ObjectNode chat(Body body, String id) {
        return Body.newObject().put("message", body.text("text")).put("session_id", id);
    }

    private static String transcript(Body body) {
        String payload = body.optionalText("payload").orElse("");
        return payload.substring(0, Math.min(payload.length(), TRANSCRIPT_LENGTH_MAX));
    }

    private static ObjectNode message(String type, long seq) {
        return Body.newObject().put("type", type).put("seq", seq);
    }

    private static ObjectNode error(Refusal refusal) {
        return Body.newObject()
                .put("type", "error")
                .put("code", refusal.code().name())
                .put("message", refusal.getMessage());
    }
}

package dev.wringer.targets.sonia;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** What users said, stored and found again. */
final class MemoryEngine implements Endpoint.Provider {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(4);
    private static final int FOUND = 5;
    private static final int FOUND_MAX = 100;

    private final ActorSystem<?> system;
    private final ActorRef<MemoryStore.Command> store;

    MemoryEngine(ActorSystem<?> system, ActorRef<MemoryStore.Command> store) {
        this.system = system;
        this.store = store;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/store", Endpoint.Access.SERVICES, this::store),
                Endpoint.post("/search", Endpoint.Access.SERVICES, this::search));
    }

    private CompletionStage<Endpoint.Data> store(Call call) {
        String user = call.body().text("user");
        String text = call.body().text("text");
        return AskPattern.<MemoryStore.Command, Long>askWithStatus(
                        store, replyTo -> new MemoryStore.Store(user, text, replyTo), ANSWER_MAX, system.scheduler())
                .thenApply(id -> new Endpoint.Data(Body.newObject().put("id", id)));
    }

    private CompletionStage<Endpoint.Data> search(Call call) {
        String query = call.body().text("query");
        Optional<String> user = call.body().optionalText("user");
        int limit = call.body().count("limit", FOUND, FOUND_MAX);
        return AskPattern.<MemoryStore.Command, MemoryStore.Found>askWithStatus(
                        store,
                        replyTo -> new MemoryStore.Search(query, user, limit, replyTo),
                        ANSWER_MAX,
                        system.scheduler())
                .thenApply(found -> new Endpoint.Data(json(found)));
    }

    private static ObjectNode json(MemoryStore.Found found) {
        ObjectNode data = Body.newObject();
        ArrayNode memories = data.putArray("memories");
        found.memories()
                .forEach(memory -> memories.addObject()
                        .put("id", memory.id())
                        .put("user", memory.user())
                        .put("text", memory.text()));
        return data;
    }
}

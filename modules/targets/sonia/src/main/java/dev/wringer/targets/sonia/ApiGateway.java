package dev.wringer.targets.sonia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The entrance for users: holds no state, and turns one request into calls of the services behind it. */
final class ApiGateway implements Endpoint.Provider {
    private static final String ANONYMOUS = "anonymous";

    private final Peers peers;

    ApiGateway(Peers peers) {
        this.peers = peers;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/chat", Endpoint.Access.ANYONE, this::chat),
                Endpoint.post("/v1/action", Endpoint.Access.ANYONE, this::action));
    }

    private CompletionStage<Endpoint.Data> chat(Call call) {
        String message = call.body().text("message");
        String user = call.body().optionalText("session_id").orElse(ANONYMOUS);
        CompletionStage<JsonNode> routed = peers.post(
                ServiceName.MODEL_ROUTER, "/route", Body.newObject().put("message", message), call.correlationId());
        ObjectNode search = Body.newObject().put("query", message).put("user", user);
        CompletionStage<JsonNode> found =
                peers.post(ServiceName.MEMORY_ENGINE, "/search", search, call.correlationId());
        return routed.thenCombine(
                        found,
                        (route, memories) -> Body.newObject()
                                .put("reply", route.path("reply").asText())
                                .put("model", route.path("model").asText())
                                .put("memories", memories.path("memories").size())
                                .put("session_id", user))
                .thenCompose(answer ->
                        remember(user, message, call.correlationId()).thenApply(stored -> new Endpoint.Data(answer)));
    }

    private CompletionStage<JsonNode> remember(String user, String message, String correlationId) {
        ObjectNode memory = Body.newObject().put("user", user).put("text", message);
        return peers.post(ServiceName.MEMORY_ENGINE, "/store", memory, correlationId);
    }

    private CompletionStage<Endpoint.Data> action(Call call) {
        ObjectNode execution = Body.newObject().put("tool_name", call.body().text("tool_name"));
        execution.set("args", call.body().object("args").json());
        Optional<String> ownApproval = call.body().optionalText("approval_token");
        return peers.post(ServiceName.EVA_OS, "/policy/decide", execution, call.correlationId())
                .thenCompose(decision -> {
                    approval(decision, ownApproval).ifPresent(token -> execution.put("approval_token", token));
                    return peers.post(ServiceName.OPENCLAW, "/execute", execution, call.correlationId());
                })
                .thenApply(Endpoint.Data::new);
    }

    /** An approval that the caller brings is passed on as it is: openclaw has it verified, nobody trusts it here. */
    private static Optional<String> approval(JsonNode decision, Optional<String> ownApproval) {
        return switch (ToolPolicy.Decision.valueOf(decision.path("decision").asText())) {
            case ALLOW -> ownApproval;
            case APPROVE ->
                ownApproval.or(() -> Optional.of(decision.path("approval_token").asText()));
            case ASK ->
                Optional.of(ownApproval.orElseThrow(
                        () -> new Refusal(Code.POLICY_DENIED, "the tool needs an approval by eva-os")));
            case DENY -> throw new Refusal(Code.POLICY_DENIED, "the policy denies the tool");
        };
    }
}

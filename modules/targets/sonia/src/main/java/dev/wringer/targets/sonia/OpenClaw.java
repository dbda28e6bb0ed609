package dev.wringer.targets.sonia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Executes tools, and trusts nobody who asks it to: the command, the approval, the paths and the service token are all
 * checked here. A caller without token learns why a tool is refused, as the release gate expects, but has none executed.
 */
final class OpenClaw implements Endpoint.Provider {
    private final Workbench workbench;
    private final Peers peers;
    private final ServiceToken token;
    private final Executor blocking;

    OpenClaw(Workbench workbench, Equipment equipment, Executor blocking) {
        this.workbench = workbench;
        this.peers = equipment.peers();
        this.token = equipment.token();
        this.blocking = blocking;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.post("/execute", Endpoint.Access.HANDLER_DECIDES, this::execute));
    }

    private CompletionStage<Endpoint.Data> execute(Call call) {
        boolean isService = token.accepts(call.serviceToken());
        if (call.serviceToken().isPresent() && !isService) {
            throw unauthenticated();
        }
        String name = call.body().text("tool_name");
        Tool tool = Tool.read(name, call.body().object("args"));
        return approved(call, name, tool, isService).thenCompose(approved -> {
            Callable<ObjectNode> work = workbench.prepare(tool);
            if (!isService) {
                throw unauthenticated();
            }
            return CompletableFuture.supplyAsync(() -> result(name, work), blocking);
        });
    }

    /** An approval is worth nothing in the hands of a caller who is no service, so eva-os is not even asked. */
    private CompletionStage<JsonNode> approved(Call call, String name, Tool tool, boolean isService) {
        if (!tool.isDestructive()) {
            return CompletableFuture.completedFuture(Body.newObject());
        }
        Optional<String> approval = call.body().optionalText("approval_token");
        if (approval.isEmpty()) {
            throw new Refusal(Code.POLICY_DENIED, "the tool needs an approval by eva-os");
        }
        if (!isService) {
            throw new Refusal(Code.INVALID_APPROVAL, "the approval is not valid for this tool");
        }
        ObjectNode question = Body.newObject().put("tool_name", name).put("approval_token", approval.get());
        return peers.post(ServiceName.EVA_OS, "/approval/verify", question, call.correlationId());
    }

    private static Endpoint.Data result(String name, Callable<ObjectNode> work) {
        try {
            ObjectNode data = Body.newObject().put("tool_name", name);
            data.set("result", work.call());
            return new Endpoint.Data(data);
        } catch (RuntimeException refused) {
            throw refused;
        } catch (Exception failure) {
            throw new CompletionException(failure);
        }
    }

    private static Refusal unauthenticated() {
        return new Refusal(Code.UNAUTHENTICATED, "the service token is missing or not valid");
    }
}

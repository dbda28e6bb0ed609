package dev.wringer.targets.sonia;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Policy: decides which tool may be used, gives approvals and says whether one is valid. */
final class EvaOs implements Endpoint.Provider {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

    private final ActorSystem<?> system;
    private final ToolPolicy policy;
    private final ActorRef<Approvals.Command> approvals;

    EvaOs(ActorSystem<?> system, ToolPolicy policy, ActorRef<Approvals.Command> approvals) {
        this.system = system;
        this.policy = policy;
        this.approvals = approvals;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/policy/decide", Endpoint.Access.SERVICES, this::decide),
                Endpoint.post("/approval/grant", Endpoint.Access.SERVICES, this::grant),
                Endpoint.post("/approval/verify", Endpoint.Access.SERVICES, this::verify));
    }

    private CompletionStage<Endpoint.Data> decide(Call call) {
        String tool = call.body().text("tool_name");
        ToolPolicy.Decision decision = policy.decide(tool, call.body().object("args"));
        var data = Body.newObject().put("tool_name", tool).put("decision", decision.name());
        if (decision != ToolPolicy.Decision.APPROVE) {
            return CompletableFuture.completedFuture(new Endpoint.Data(data));
        }
        return granted(tool).thenApply(token -> new Endpoint.Data(data.put("approval_token", token)));
    }

    private CompletionStage<Endpoint.Data> grant(Call call) {
        String tool = call.body().text("tool_name");
        if (policy.decide(tool, new Body(Body.newObject())) == ToolPolicy.Decision.DENY) {
            throw new Refusal(Code.POLICY_DENIED, "the policy denies the tool");
        }
        return granted(tool)
                .thenApply(token -> new Endpoint.Data(Body.newObject()
                        .put("tool_name", tool)
                        .put("approval_token", token)
                        .put("valid_s", Approvals.VALID.toSeconds())));
    }

    private CompletionStage<Endpoint.Data> verify(Call call) {
        String tool = call.body().text("tool_name");
        String token = call.body().text("approval_token");
        return AskPattern.<Approvals.Command, Boolean>ask(
                        approvals,
                        replyTo -> new Approvals.Redeem(tool, token, replyTo),
                        ANSWER_MAX,
                        system.scheduler())
                .thenApply(isValid -> {
                    if (!isValid) {
                        throw new Refusal(Code.INVALID_APPROVAL, "the approval is not valid for this tool");
                    }
                    return new Endpoint.Data(Body.newObject().put("tool_name", tool));
                });
    }

    private CompletionStage<String> granted(String tool) {
        return AskPattern.ask(approvals, replyTo -> new Approvals.Grant(tool, replyTo), ANSWER_MAX, system.scheduler());
    }
}

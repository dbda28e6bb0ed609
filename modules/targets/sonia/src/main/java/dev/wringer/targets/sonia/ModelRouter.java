package dev.wringer.targets.sonia;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Chooses a model for a message and answers in its place: the same message always gets the same model and reply. */
final class ModelRouter implements Endpoint.Provider {
    private static final int LONG_MESSAGE_LENGTH = 400;
    private static final int QUOTED_LENGTH_MAX = 120;

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.post("/route", Endpoint.Access.SERVICES, this::route));
    }

    private CompletionStage<Endpoint.Data> route(Call call) {
        String message = call.body().text("message");
        return CompletableFuture.completedFuture(new Endpoint.Data(Body.newObject()
                .put("model", modelFor(message))
                .put("reply", "You said: " + quoted(message))
                .put("tokens", message.split("\\s+", -1).length)));
    }

    private static String modelFor(String message) {
        String words = message.toLowerCase(Locale.ROOT);
        if (words.contains("code") || words.contains("```")) {
            return "sonia-code";
        }
        return message.length() > LONG_MESSAGE_LENGTH ? "sonia-large" : "sonia-small";
    }

    private static String quoted(String message) {
        return message.length() <= QUOTED_LENGTH_MAX ? message : message.substring(0, QUOTED_LENGTH_MAX) + "…";
    }
}

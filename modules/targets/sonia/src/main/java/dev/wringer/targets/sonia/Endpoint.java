package dev.wringer.targets.sonia;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** One thing a service can be asked for: method, path with at most one {@code {id}}, who may ask, and the answer. */
record Endpoint(String method, String path, Access access, Handler handler) {

    /** Who may ask. */
    enum Access {
        /** Anyone, at any time: the planted defects leave it alone, except for the outage. */
        PROBE,
        /** Anyone. */
        ANYONE,
        /** The other services, which show their token. */
        SERVICES,
        /** The handler looks at the token itself, because another refusal may come first. */
        HANDLER_DECIDES
    }

    /** Answers one call. */
    @FunctionalInterface
    interface Handler {
        CompletionStage<? extends Reply> answer(Call call);
    }

    /** What an endpoint gives back when it does not refuse. */
    sealed interface Reply {}

    /** Goes into the envelope. */
    record Data(JsonNode json) implements Reply {}

    /** Goes out as it is. */
    record Text(String contentType, String text) implements Reply {}

    /** Takes over the connection. */
    record Upgrade(HttpResponse response) implements Reply {}

    /** The value of {@code {id}} when the path fits, an empty text when it fits without one. */
    Optional<String> match(String requestPath) {
        int open = path.indexOf("{id}");
        if (open < 0) {
            return path.equals(requestPath) ? Optional.of("") : Optional.empty();
        }
        String before = path.substring(0, open);
        String after = path.substring(open + "{id}".length());
        int end = requestPath.length() - after.length();
        if (end <= open || !requestPath.startsWith(before) || !requestPath.endsWith(after)) {
            return Optional.empty();
        }
        return Optional.of(requestPath.substring(open, end)).filter(id -> id.indexOf('/') < 0);
    }

    static Endpoint get(String path, Access access, Handler handler) {
        return new Endpoint("GET", path, access, handler);
    }

    static Endpoint post(String path, Access access, Handler handler) {
        return new Endpoint("POST", path, access, handler);
    }

    /** The endpoints of one service, in the order in which they are tried. */
    interface Provider {
        List<Endpoint> endpoints();
    }
}

package dev.wringer.targets.sonia;

import java.util.Optional;
import java.util.UUID;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** One request as an endpoint sees it: read, correlated, and with the {@code {id}} of its path. */
record Call(HttpRequest request, String correlationId, String id, Body body) {

    static String correlationIdOf(HttpRequest request) {
        return header(request, Peers.CORRELATION_HEADER)
                .filter(text -> text.matches("[\\x21-\\x7e]{1,128}"))
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    Optional<String> serviceToken() {
        return header(request, ServiceToken.HEADER);
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.getHeader(name).map(header -> header.value());
    }
}

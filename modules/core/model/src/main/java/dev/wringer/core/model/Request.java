package dev.wringer.core.model;

import java.util.List;
import java.util.Optional;

/**
 * One kind of request, as the simulation describes it. Each sent one also carries a unique {@code X-Correlation-ID}.
 *
 * @param endpoint the name under which it is measured; by default its path before placeholders and query
 * @param expectations without a {@link Expectation.Status} among them, 200 to 399 is expected
 */
public record Request(
        String endpoint,
        String method,
        Template path,
        List<Header> headers,
        Optional<Body> body,
        List<Extraction> extractions,
        List<Expectation> expectations) {

    public Request {
        headers = List.copyOf(headers);
        extractions = List.copyOf(extractions);
        expectations = List.copyOf(expectations);
        InvalidValue.unless(!endpoint.isBlank(), "endpoint", "an empty endpoint", "a name such as /v1/chat");
        InvalidValue.unless(
                method.matches("[A-Z]{1,20}"), "method", "method " + method, "an HTTP method such as GET or POST");
    }

    /** The simplest request there is. */
    public static Request get(String path) {
        return new Request(path, "GET", Template.literal(path), List.of(), Optional.empty(), List.of(), List.of());
    }

    /** A request header; the name is fixed, the value may have placeholders. */
    public record Header(String name, Template value) {
        public Header {
            InvalidValue.unless(
                    name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+"),
                    "headers",
                    "header name " + name,
                    "a name such as Accept");
        }
    }

    /** A request body; chunked bodies are sent without a length. */
    public record Body(Template text, boolean chunked) {}
}

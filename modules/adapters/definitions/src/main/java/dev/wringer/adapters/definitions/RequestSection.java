package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.TEXT;
import static dev.wringer.adapters.definitions.Templates.TEMPLATE;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import dev.wringer.core.model.Expectation;
import dev.wringer.core.model.Extraction;
import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.Request.Header;
import dev.wringer.core.model.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one request: a method with its path, headers, body, what to keep of the answer and what to expect of it. */
final class RequestSection {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");
    private static final Pattern PLAIN_PATH = Pattern.compile("/[!-~]*");

    /** A path as written, for the name of the endpoint, and as filled in. */
    private record Target(String written, Template template) {}

    private record Body(Template text, boolean json) {}

    private static final Syntax<Target> PATH = new Syntaxes.Simple<>("path", List.of(), RequestSection::path);
    private static final Syntax<Body> BODY =
            new Syntaxes.Simple<>("template or a section that becomes JSON", List.of(), RequestSection::body);

    private static final List<Key<Optional<Target>>> METHODS = Stream.of(
                    "get", "head", "post", "put", "patch", "delete", "options")
            .map(method -> Key.optional(
                    method,
                    PATH,
                    "\"/v1/" + (method.equals("post") ? "chat" : "items/${seq}") + "\"",
                    "the path of a " + method.toUpperCase(Locale.ROOT)))
            .toList();
    private static final Key<Optional<String>> ENDPOINT = Key.derived(
            "endpoint", TEXT, "the path up to a placeholder or query", "/v1/items", "the name it is measured under");
    private static final Key<SortedMap<String, Template>> HEADERS = Key.usual(
            "headers",
            Syntaxes.named(TEMPLATE),
            "{}",
            "{ Authorization = \"Bearer ${uuid}\" }",
            "headers; `X-Correlation-ID` is always sent");
    private static final Key<Optional<Body>> BODY_KEY = Key.optional(
            "body",
            BODY,
            "{ message = \"hello ${seq}\" }",
            "a text, or a section or list that is sent as JSON with its `Content-Type`");
    private static final Key<Boolean> CHUNKED =
            Key.usual("chunked", Syntaxes.FLAG, "false", "true", "sends the body in chunks, without a length");
    private static final Key<SortedMap<String, Answers.Source>> EXTRACT = Key.usual(
            "extract",
            Syntaxes.named(Answers.EXTRACT),
            "{}",
            "{ session_id = { json = \"/data/session_id\" } }",
            "parts of the answer to keep, for later requests of the same flow as `\"${NAME}\"`");
    private static final Key<List<Expectation>> EXPECT =
            Key.usual("expect", Answers.EXPECT, "{}", "{ status = 2xx, echo = true }", "what the answer must be like");

    static final SectionKeys KEYS = new SectionKeys(
            "request",
            "One request, with exactly one method. A text alone is the path of a GET.",
            Stream.concat(METHODS.stream(), Stream.<Key<?>>of(ENDPOINT, HEADERS, BODY_KEY, CHUNKED, EXTRACT, EXPECT))
                    .toList());

    static final Syntax<Request> REQUEST = Syntaxes.sectionOr(
            "path",
            Syntaxes.section(KEYS, RequestSection::read),
            node -> path(node).map(RequestSection::get));

    private RequestSection() {}

    private static Request get(Target target) {
        return new Request(
                endpoint(target.written()),
                "GET",
                target.template(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static Entry<Request> read(Section section) {
        List<Entry<Optional<Target>>> targets =
                METHODS.stream().map(section::read).toList();
        Entry<Optional<String>> endpoint = section.read(ENDPOINT);
        Entry<SortedMap<String, Template>> headers = section.read(HEADERS);
        Entry<Optional<Body>> body = section.read(BODY_KEY);
        Entry<Boolean> chunked = section.read(CHUNKED);
        Entry<SortedMap<String, Answers.Source>> extract = section.read(EXTRACT);
        Entry<List<Expectation>> expect = section.read(EXPECT);
        section.context().variables().addAll(extractedNames(section));
        if (!section.usesOne(true, METHODS.toArray(Key<?>[]::new))) {
            return Entry.unread();
        }
        return section.build(() -> {
            String method = section.used(METHODS.toArray(Key<?>[]::new)).getFirst();
            Target target = targets.stream()
                    .map(Entry::value)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow();
            return new Request(
                    endpoint.value().orElseGet(() -> endpoint(target.written())),
                    method.toUpperCase(Locale.ROOT),
                    target.template(),
                    headers(headers.value(), body.value()),
                    body.value().map(b -> new Request.Body(b.text(), chunked.value())),
                    extractions(extract.value()),
                    expect.value());
        });
    }

    /** A name is known to later requests even when what stands behind it is wrong: that is reported once. */
    private static Set<String> extractedNames(Section section) {
        return section.node().object().get(EXTRACT.name()) instanceof ConfigObject names ? names.keySet() : Set.of();
    }

    private static List<Extraction> extractions(SortedMap<String, Answers.Source> sources) {
        return sources.entrySet().stream()
                .map(item -> item.getValue().named(item.getKey()))
                .toList();
    }

    private static List<Header> headers(SortedMap<String, Template> headers, Optional<Body> body) {
        List<Header> all = new ArrayList<>();
        headers.forEach((name, value) -> all.add(header(name, value)));
        boolean typed = headers.keySet().stream().anyMatch("Content-Type"::equalsIgnoreCase);
        if (body.isPresent() && body.get().json() && !typed) {
            all.add(new Header("Content-Type", Template.literal("application/json")));
        }
        return all;
    }

    private static Header header(String name, Template value) {
        if (!TOKEN.matcher(name).matches()) {
            throw new InvalidValue("headers", "`" + name + "` is not a header name", "letters, digits and -");
        }
        for (Template.Part part : value.parts()) {
            if (part instanceof Template.Literal literal
                    && literal.text().chars().anyMatch(c -> c < ' ' && c != '\t')) {
                throw new InvalidValue("headers." + name, "a line break in a header", "one line");
            }
        }
        return new Header(name, value);
    }

    private static Entry<Target> path(Node node) {
        String text = node.text("a path that begins with /");
        String plain = text.replaceAll("\\$\\{[^}]*}", "x");
        if (!PLAIN_PATH.matcher(plain).matches()) {
            throw new InvalidValue(
                    "", "`" + text + "` is not a path", "a path that begins with /, without spaces, %-encoded");
        }
        return Templates.read(node, text).map(template -> new Target(text, template));
    }

    private static Entry<Body> body(Node node) {
        if (node.isObject() || node.isList()) {
            String json = node.value().render(ConfigRenderOptions.concise());
            return Templates.read(node, json).map(text -> new Body(text, true));
        }
        return TEMPLATE.read(node).map(text -> new Body(text, false));
    }

    private static String endpoint(String path) {
        String fixed = path.split("\\$\\{|\\?", 2)[0];
        return fixed.length() > 1 && fixed.endsWith("/") ? fixed.substring(0, fixed.length() - 1) : fixed;
    }
}

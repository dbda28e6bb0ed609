package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.PATTERN;
import static dev.wringer.adapters.definitions.Syntaxes.TEXT;

import dev.wringer.core.model.Expectation;
import dev.wringer.core.model.Extraction;
import dev.wringer.core.model.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what is kept of an answer and what is expected of it. */
final class Answers {
    private static final Pattern STATUS_CLASS = Pattern.compile("([1-5])xx");
    private static final Pattern STATUS_RANGE = Pattern.compile("(\\d{3})(?:\\.\\.(\\d{3}))?");

    /** Where an extracted value comes from. */
    @FunctionalInterface
    interface Source {
        Extraction named(String name);
    }

    private static final Key<Optional<String>> JSON =
            Key.optional("json", TEXT, "\"/data/id\"", "a JSON pointer (RFC 6901) into the body");
    private static final Key<Optional<String>> HEADER =
            Key.optional("header", TEXT, "Location", "the value of a header");
    private static final Key<Optional<Pattern>> REGEX =
            Key.optional("regex", PATTERN, "\"id=(\\\\d+)\"", "the first group of the first match in the body");

    static final SectionKeys EXTRACT_KEYS =
            SectionKeys.of("extract", "A part of an answer to keep: one of these.", JSON, HEADER, REGEX);
    static final Syntax<Source> EXTRACT = Syntaxes.section(EXTRACT_KEYS, Answers::source);

    private static final Key<Optional<Expectation>> STATUS = Key.derived(
            "status",
            Syntaxes.scalar("status", "a status such as 200, 2xx or 200..204", Answers::status),
            "200..399",
            "2xx",
            "a status, a class or a range");
    private static final Key<SortedMap<String, Pattern>> HEADERS = Key.usual(
            "header",
            Syntaxes.named(PATTERN),
            "{}",
            "{ Content-Type = \"application/json.*\" }",
            "headers that must be there and match as a whole");
    private static final Key<Optional<String>> BODY =
            Key.optional("body", TEXT, "\"ok\"", "a text that the body contains");
    private static final Key<Optional<Pattern>> MATCHES =
            Key.optional("matches", PATTERN, "\"total: \\\\d+\"", "a match that the body contains");
    private static final Key<SortedMap<String, String>> VALUES = Key.usual(
            "json", Syntaxes.named(TEXT), "{}", "{ \"/ok\" = true }", "values of a JSON body, by pointer (RFC 6901)");
    private static final Key<Boolean> ECHO = Key.usual(
            "echo", Syntaxes.FLAG, "false", "true", "the answer carries the `X-Correlation-ID` of its request");

    static final SectionKeys EXPECT_KEYS = SectionKeys.of(
            "expect",
            "What an answer must be like; one that is not counts as an error.",
            STATUS,
            HEADERS,
            BODY,
            MATCHES,
            VALUES,
            ECHO);
    static final Syntax<List<Expectation>> EXPECT = Syntaxes.section(EXPECT_KEYS, Answers::expectations);

    private Answers() {}

    private static Entry<Source> source(Section section) {
        Entry<Optional<String>> json = section.read(JSON);
        Entry<Optional<String>> header = section.read(HEADER);
        Entry<Optional<Pattern>> regex = section.read(REGEX);
        if (!section.usesOne(true, JSON, HEADER, REGEX)) {
            return Entry.unread();
        }
        Entry<Source> source = section.build(() -> json.value()
                .<Source>map(pointer -> name -> new Extraction.JsonPointer(name, pointer))
                .or(() -> header.value().map(wanted -> name -> new Extraction.Header(name, wanted)))
                .or(() -> regex.value().map(pattern -> name -> new Extraction.Regex(name, pattern)))
                .orElseThrow());
        return source.isRead() ? section.build(() -> tried(source.value())) : source;
    }

    /** Makes one once, so that what the record refuses is reported where it stands. */
    private static Source tried(Source source) {
        source.named("tried");
        return source;
    }

    private static Entry<List<Expectation>> expectations(Section section) {
        Entry<Optional<Expectation>> status = section.read(STATUS);
        Entry<SortedMap<String, Pattern>> headers = section.read(HEADERS);
        Entry<Optional<String>> body = section.read(BODY);
        Entry<Optional<Pattern>> matches = section.read(MATCHES);
        Entry<SortedMap<String, String>> values = section.read(VALUES);
        Entry<Boolean> echo = section.read(ECHO);
        return section.build(() -> {
            List<Expectation> all = new ArrayList<>();
            status.value().ifPresent(all::add);
            headers.value().forEach((name, pattern) -> all.add(new Expectation.Header(name, pattern)));
            body.value().ifPresent(text -> all.add(new Expectation.BodyContains(text)));
            matches.value().ifPresent(pattern -> all.add(new Expectation.BodyMatches(pattern)));
            values.value().forEach((pointer, value) -> all.add(new Expectation.JsonEquals(pointer, value)));
            if (echo.value()) {
                all.add(new Expectation.EchoesCorrelationId());
            }
            return List.copyOf(all);
        });
    }

    static Expectation status(String text) {
        Matcher wholeClass = STATUS_CLASS.matcher(text);
        if (wholeClass.matches()) {
            int hundreds = 100 * Integer.parseInt(wholeClass.group(1));
            return new Expectation.Status(hundreds, hundreds + 99);
        }
        Matcher range = STATUS_RANGE.matcher(text);
        if (!range.matches()) {
            throw new InvalidValue("", "`" + text + "` is not a status", "a status such as 200, 2xx or 200..204");
        }
        int from = Integer.parseInt(range.group(1));
        return new Expectation.Status(from, range.group(2) == null ? from : Integer.parseInt(range.group(2)));
    }
}

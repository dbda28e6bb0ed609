package dev.wringer.adapters.http;

import com.fasterxml.jackson.core.JsonPointer;
import dev.wringer.core.model.Expectation;
import dev.wringer.core.model.Extraction;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds answers against what one kind of request expects, and takes from them what it extracts. */
final class AnswerCheck {
    private static final int DETAIL_CHARS_MAX = 80;

    /** @param detail bounded in its variety, because it comes from the simulation and never from an answer */
    record Result(Outcome outcome, String detail, Map<String, String> extracted) {
        private static final Result OK = new Result(Outcome.OK, "", Map.of());
    }

    @FunctionalInterface
    private interface Test {
        boolean holds(Answer answer, String correlationId);
    }

    private record Rule(String detail, Test test) {}

    private record Finder(String name, Function<Answer, Optional<String>> find) {}

    private final List<Expectation.Status> statuses = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Finder> finders = new ArrayList<>();
    private boolean needsBody;

    private AnswerCheck() {}

    /** The status range is the one that holds when the request names none. */
    static AnswerCheck of(Request request, int statusFrom, int statusTo) {
        AnswerCheck check = new AnswerCheck();
        request.expectations().forEach(check::add);
        request.extractions().forEach(check::add);
        if (check.statuses.isEmpty()) {
            check.statuses.add(new Expectation.Status(statusFrom, statusTo));
        }
        return check;
    }

    /** Whether anything asks for the body; otherwise it need not be kept. */
    boolean needsBody() {
        return needsBody;
    }

    Result examine(Answer answer, String correlationId) {
        int status = answer.status();
        for (Expectation.Status expected : statuses) {
            if (status < expected.from() || status > expected.to()) {
                return unexpectedStatus(status);
            }
        }
        for (Rule rule : rules) {
            if (!rule.test().holds(answer, correlationId)) {
                return new Result(Outcome.FAILED_EXPECTATION, rule.detail(), Map.of());
            }
        }
        return finders.isEmpty() ? Result.OK : new Result(Outcome.OK, "", extract(answer));
    }

    static Result unexpectedStatus(int status) {
        return new Result(Outcome.UNEXPECTED_STATUS, "status " + status, Map.of());
    }

    private Map<String, String> extract(Answer answer) {
        Map<String, String> extracted = new LinkedHashMap<>();
        for (Finder finder : finders) {
            finder.find().apply(answer).ifPresent(value -> extracted.put(finder.name(), value));
        }
        return extracted;
    }

    private void add(Expectation expectation) {
        switch (expectation) {
            case Expectation.Status status -> statuses.add(status);
            case Expectation.Header(var name, var pattern) ->
                expect(
                        "header " + name,
                        (answer, id) -> answer.headers(name).stream()
                                .anyMatch(value -> pattern.matcher(value).matches()));
            case Expectation.EchoesCorrelationId ignored ->
                expect(
                        "its correlation id",
                        (answer, id) ->
                                answer.headers(RequestEncoder.CORRELATION_ID).contains(id));
            case Expectation.BodyContains(var text) ->
                expectOfBody("body with " + text, (answer, id) -> answer.text().contains(text));
            case Expectation.BodyMatches(var pattern) ->
                expectOfBody(
                        "body like " + pattern,
                        (answer, id) -> pattern.matcher(answer.text()).find());
            case Expectation.JsonEquals(var pointer, var value) -> {
                JsonPointer place = JsonPointer.compile(pointer);
                expectOfBody(
                        "json " + pointer,
                        (answer, id) -> answer.json(place).filter(value::equals).isPresent());
            }
        }
    }

    private void add(Extraction extraction) {
        switch (extraction) {
            case Extraction.Header(var name, var header) ->
                finders.add(new Finder(
                        name, answer -> answer.headers(header).stream().findFirst()));
            case Extraction.JsonPointer(var name, var pointer) -> {
                JsonPointer place = JsonPointer.compile(pointer);
                find(name, answer -> answer.json(place));
            }
            case Extraction.Regex(var name, var pattern) -> find(name, answer -> firstGroup(pattern, answer.text()));
        }
    }

    private void expect(String what, Test test) {
        String detail = "expected " + what;
        rules.add(new Rule(detail.substring(0, Math.min(detail.length(), DETAIL_CHARS_MAX)), test));
    }

    private void expectOfBody(String what, Test test) {
        needsBody = true;
        expect(what, test);
    }

    private void find(String name, Function<Answer, Optional<String>> find) {
        needsBody = true;
        finders.add(new Finder(name, find));
    }

    private static Optional<String> firstGroup(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
    }
}

package dev.wringer.core.model;

import java.util.regex.Pattern;

/** What an answer must be like; one that is not counts as an error of the flow. */
public sealed interface Expectation {
    /** The status lies in a range, both ends included. An answer that violates this is an unexpected status. */
    record Status(int from, int to) implements Expectation {
        public Status {
            InvalidValue.unless(
                    100 <= from && from <= to && to <= 599, "status", "status " + from + ".." + to, "100 to 599");
        }
    }

    /** A header is there and matches as a whole. */
    record Header(String name, Pattern pattern) implements Expectation {}

    /** The body contains a text. */
    record BodyContains(String text) implements Expectation {}

    /** The body contains a match. */
    record BodyMatches(Pattern pattern) implements Expectation {}

    /** A value of a JSON body, by pointer (RFC 6901), has this text. */
    record JsonEquals(String pointer, String value) implements Expectation {
        public JsonEquals {
            InvalidValue.unless(
                    pointer.isEmpty() || pointer.startsWith("/"),
                    "json",
                    "pointer " + pointer,
                    "a pointer such as /a/0");
        }
    }

    /** The answer carries the {@code X-Correlation-ID} of its request. */
    record EchoesCorrelationId() implements Expectation {}
}

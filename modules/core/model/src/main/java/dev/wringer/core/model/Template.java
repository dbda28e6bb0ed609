package dev.wringer.core.model;

import java.util.List;

/** A text with placeholders, filled in anew for each request. Written {@code "user ${seq} says ${choice:hi|bye}"}. */
public record Template(List<Part> parts) {
    public Template {
        parts = List.copyOf(parts);
    }

    public static Template literal(String text) {
        return new Template(text.isEmpty() ? List.of() : List.of(new Literal(text)));
    }

    /** One piece of a template. */
    public sealed interface Part {}

    /** Text that stays as it is. */
    public record Literal(String text) implements Part {}

    /** A random UUID (version 4), drawn from the seed: {@code ${uuid}}. */
    public record Uuid() implements Part {}

    /** The number of the arrival in its flow, from 0: {@code ${seq}}. */
    public record Sequence() implements Part {}

    /** The number of the request in its session or chain, from 0: {@code ${step}}. */
    public record StepNumber() implements Part {}

    /** A whole number between two limits, both included: {@code ${random:1..100}}. */
    public record RandomNumber(long from, long to) implements Part {
        public RandomNumber {
            InvalidValue.unless(to >= from, "", "range " + from + ".." + to + " ends before it begins", "low..high");
        }
    }

    /** One of several texts, each as likely: {@code ${choice:red|green|blue}}. */
    public record Choice(List<String> options) implements Part {
        public Choice {
            options = List.copyOf(options);
            InvalidValue.unless(!options.isEmpty(), "", "a choice of nothing", "at least one option");
        }
    }

    /** A column of the flow's feeder, one row per arrival: {@code ${feeder.name}}. */
    public record Column(int index) implements Part {}

    /** A value extracted from an earlier answer of the same user or session: {@code ${name}}. */
    public record Variable(String name) implements Part {}
}

package dev.wringer.adapters.definitions;

import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.Template;
import dev.wringer.core.model.Template.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads texts with placeholders. A doubled dollar sign before a brace stands for a plain one, without a placeholder.
 */
final class Templates {
    private static final String EXPECTED = "${uuid}, ${seq}, ${step}, ${random:1..100}, ${choice:a|b},"
            + " ${feeder.COLUMN} or the name of an extracted value";
    private static final Pattern RANGE = Pattern.compile("random:(-?\\d{1,18})\\.\\.(-?\\d{1,18})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    static final Syntax<Template> TEMPLATE = new Syntaxes.Simple<>(
            "template", List.of(), node -> read(node, node.text("a text, which may have placeholders")));

    private Templates() {}

    /** Reports each placeholder that means nothing; the names are those of the node's flow. */
    static Entry<Template> read(Node node, String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        boolean right = true;
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                literal.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                int end = text.indexOf('}', at);
                Entry<Part> part = end < 0 ? unclosed(node) : placeholder(node, text.substring(at + 2, end));
                right &= part.isRead();
                flush(literal, parts);
                part.map(parts::add);
                at = end < 0 ? text.length() : end + 1;
            } else {
                literal.append(text.charAt(at++));
            }
        }
        flush(literal, parts);
        return right ? Entry.of(new Template(parts)) : Entry.unread();
    }

    private static void flush(StringBuilder literal, List<Part> parts) {
        if (!literal.isEmpty()) {
            parts.add(new Template.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private static Entry<Part> unclosed(Node node) {
        node.report(new InvalidValue("", "a placeholder without its closing brace", "${name}; for the text, $${"));
        return Entry.unread();
    }

    private static Entry<Part> placeholder(Node node, String name) {
        Matcher range = RANGE.matcher(name);
        if (range.matches()) {
            return Entry.of(new Template.RandomNumber(Long.parseLong(range.group(1)), Long.parseLong(range.group(2))));
        }
        if (name.startsWith("choice:")) {
            return Entry.of(new Template.Choice(
                    List.of(name.substring("choice:".length()).split("\\|", -1))));
        }
        return switch (name) {
            case "uuid" -> Entry.of(new Template.Uuid());
            case "seq" -> Entry.of(new Template.Sequence());
            case "step" -> Entry.of(new Template.StepNumber());
            default -> named(node, name);
        };
    }

    private static Entry<Part> named(Node node, String name) {
        Context context = node.context();
        int column = name.startsWith("feeder.") ? context.columns().indexOf(name.substring("feeder.".length())) : -1;
        if (column >= 0) {
            return Entry.of(new Template.Column(column));
        }
        if (NAME.matcher(name).matches() && context.variables().contains(name)) {
            return Entry.of(new Template.Variable(name));
        }
        node.report("unknown placeholder ${" + name + "}", EXPECTED, Nearest.to(name, context.placeholders()));
        return Entry.unread();
    }
}

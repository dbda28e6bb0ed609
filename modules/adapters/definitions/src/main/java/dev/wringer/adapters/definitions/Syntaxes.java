package dev.wringer.adapters.definitions;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The syntaxes that values are written in, and how they combine. */
final class Syntaxes {
    static final Syntax<String> TEXT = scalar("text", "a text", text -> text);
    static final Syntax<Boolean> FLAG = choice(Map.of("true", true, "false", false));
    static final Syntax<Integer> WHOLE = scalar("whole number", "a whole number", Syntaxes::whole);
    static final Syntax<Long> LONG = scalar("whole number", "a whole number", Syntaxes::longNumber);
    static final Syntax<Double> NUMBER = scalar("number", "a number", Quantities::number);
    static final Syntax<Duration> DURATION = scalar("duration", Quantities.DURATION, Quantities::duration);
    static final Syntax<Rate> RATE = scalar("rate", Quantities.RATE, Quantities::rate);
    static final Syntax<Double> PERCENTAGE = scalar("percentage", Quantities.PERCENTAGE, Quantities::percentage);
    static final Syntax<Long> SIZE = scalar("size", Quantities.SIZE, Quantities::size);
    static final Syntax<Long> BYTE_RATE =
            scalar("size per time", Quantities.BYTE_RATE, text -> Math.round(Quantities.growth(text)));
    static final Syntax<Pattern> PATTERN = scalar("regular expression", "a regular expression", Syntaxes::pattern);
    static final Syntax<Instant> INSTANT = scalar("time", "a time such as 2026-01-01T00:00:00Z", Syntaxes::instant);

    private Syntaxes() {}

    /** A text of one line or number, parsed by a function that throws {@link InvalidValue}. */
    static <T> Syntax<T> scalar(String words, String expected, Function<String, T> parse) {
        return new Simple<>(words, List.of(), node -> Entry.of(parse.apply(node.text(expected))));
    }

    static <T> Syntax<T> choice(Map<String, T> options) {
        List<String> words = List.copyOf(new TreeSet<>(options.keySet()).descendingSet());
        String expected = String.join(" or ", words);
        return new Simple<>(String.join(", ", words), List.of(), node -> {
            String text = node.text(expected);
            if (!options.containsKey(text)) {
                node.report("`" + text + "`", expected, Nearest.to(text, words));
                return Entry.unread();
            }
            return Entry.of(options.get(text));
        });
    }

    /** A section of its own. */
    static <T> Syntax<T> section(SectionKeys keys, Function<Section, Entry<T>> read) {
        return new Simple<>("section " + keys.title(), List.of(keys), node -> {
            if (!node.isObject()) {
                throw new InvalidValue(
                        "", "a value where a section belongs", "{ … } with " + String.join(", ", keys.names()));
            }
            return read.apply(Section.open(keys, node));
        });
    }

    /** A section, or a shorter form of it. */
    static <T> Syntax<T> sectionOr(String words, Syntax<T> section, Function<Node, Entry<T>> shortForm) {
        return new Simple<>(
                words + " or " + section.words(),
                section.sections(),
                node -> node.isObject() ? section.read(node) : shortForm.apply(node));
    }

    /** A list; one element may stand for a list of one when {@code orOne}. */
    static <T> Syntax<List<T>> list(Syntax<T> element, boolean orOne) {
        String words = orOne ? element.words() + " or a list" : "list of " + element.words();
        return new Simple<>(words, element.sections(), node -> {
            if (orOne && !node.isList()) {
                return element.read(node).map(List::of);
            }
            if (!node.isList()) {
                throw new InvalidValue("", "not a list", "a list [ … ] of " + element.words());
            }
            return elements(element, node);
        });
    }

    private static <T> Entry<List<T>> elements(Syntax<T> element, Node node) {
        List<Entry<T>> read = new ArrayList<>();
        for (int i = 0; i < ((ConfigList) node.value()).size(); i++) {
            Node item = node.element(i);
            read.add(item.isUnresolved() ? Entry.unread() : element.read(item));
        }
        return Entry.made(() -> read.stream().map(Entry::value).toList());
    }

    /** A section whose keys are names that the user chooses; in the order of the alphabet. */
    static <T> Syntax<SortedMap<String, T>> named(Syntax<T> element) {
        return new Simple<>("NAME = " + element.words(), element.sections(), node -> {
            if (!node.isObject()) {
                throw new InvalidValue("", "a value where a section belongs", "{ name = " + element.words() + " }");
            }
            SortedMap<String, Entry<T>> read = new TreeMap<>();
            for (Map.Entry<String, ConfigValue> item : new TreeMap<>(node.object()).entrySet()) {
                Node child = node.child(item.getKey(), item.getValue());
                if (item.getValue().valueType() != ConfigValueType.NULL) {
                    read.put(item.getKey(), child.isUnresolved() ? Entry.unread() : element.read(child));
                }
            }
            return Entry.made(() -> {
                SortedMap<String, T> values = new TreeMap<>();
                read.forEach((name, entry) -> values.put(name, entry.value()));
                return Collections.unmodifiableSortedMap(values);
            });
        });
    }

    static int whole(String text) {
        long number = longNumber(text);
        if (number > Integer.MAX_VALUE || number < Integer.MIN_VALUE) {
            throw new InvalidValue("", "`" + text + "` is too large", "at most 2147483647");
        }
        return (int) number;
    }

    static long longNumber(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException ignored) {
            throw new InvalidValue("", "`" + shortened(text) + "` is not a whole number", "a whole number such as 42");
        }
    }

    static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            throw new InvalidValue("", "`" + shortened(text) + "`: " + wrong.getDescription(), "a regular expression");
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException ignored) {
            throw new InvalidValue("", "`" + shortened(text) + "` is not a time", "such as 2026-01-01T00:00:00Z");
        }
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    /** Reads by a function; what it refuses is reported at the value. */
    record Simple<T>(String words, List<SectionKeys> sections, Function<Node, Entry<T>> reading) implements Syntax<T> {
        @Override
        public Entry<T> read(Node node) {
            try {
                return reading.apply(node);
            } catch (InvalidValue wrong) {
                node.report(wrong);
                return Entry.unread();
            }
        }
    }
}

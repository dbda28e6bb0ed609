package dev.wringer.adapters.definitions;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One key of a section, declared once: the reader reads by it and the reference lists it, so the two cannot differ.
 *
 * @param fallback the value of an absent key, as a file would write it; empty: see {@code absent}
 * @param shownDefault the default in the reference
 * @param example a value, as a file would write it
 * @param absent what an absent key without fallback means; empty: the key is required
 */
record Key<T>(
        String name,
        Syntax<T> syntax,
        Optional<String> fallback,
        String shownDefault,
        String example,
        String meaning,
        Optional<T> absent) {

    static <T> Key<T> required(String name, Syntax<T> syntax, String example, String meaning) {
        return new Key<>(name, syntax, Optional.empty(), "required", example, meaning, Optional.empty());
    }

    static <T> Key<T> usual(String name, Syntax<T> syntax, String fallback, String example, String meaning) {
        return new Key<>(name, syntax, Optional.of(fallback), fallback, example, meaning, Optional.empty());
    }

    static <T> Key<Optional<T>> optional(String name, Syntax<T> syntax, String example, String meaning) {
        return derived(name, syntax, "none", example, meaning);
    }

    /** Optional; the default follows from other keys. */
    static <T> Key<Optional<T>> derived(
            String name, Syntax<T> syntax, String shownDefault, String example, String meaning) {
        Syntax<Optional<T>> maybe = new Mapped<>(syntax, Optional::of);
        return new Key<>(name, maybe, Optional.empty(), shownDefault, example, meaning, Optional.of(Optional.empty()));
    }

    /** A fallback as the parser would give it. */
    ConfigValue fallbackValue() {
        String text = fallback.orElseThrow();
        boolean scalar = "{[\"".indexOf(text.charAt(0)) < 0;
        return scalar
                ? ConfigValueFactory.fromAnyRef(text, "default")
                : ConfigFactory.parseString("v = " + text).getValue("v");
    }

    private record Mapped<A, B>(Syntax<A> inner, Function<A, B> change) implements Syntax<B> {
        @Override
        public String words() {
            return inner.words();
        }

        @Override
        public Entry<B> read(Node node) {
            return inner.read(node).map(change);
        }

        @Override
        public List<SectionKeys> sections() {
            return inner.sections();
        }
    }
}

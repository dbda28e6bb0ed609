package dev.wringer.adapters.definitions;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.InvalidValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** How one kind of fault is written: a key of its name, with a section, a short form of it, or both. */
final class FaultKind {
    private FaultKind() {}

    /** A section; a value in its place is that of its first key. */
    static Key<Optional<Fault>> section(
            String name, SectionKeys keys, Function<Section, Entry<Fault>> read, String example, String meaning) {
        Key<?> first = keys.keys().getFirst();
        Syntax<Fault> section = Syntaxes.section(keys, read);
        Function<Node, Entry<Fault>> shortForm =
                node -> section.read(with(node, node.value().atKey(first.name()).root()));
        return Key.optional(name, Syntaxes.sectionOr(first.syntax().words(), section, shortForm), example, meaning);
    }

    /** A section of which every key has a default; {@code true} in its place takes them all. */
    static Key<Optional<Fault>> usual(
            String name, SectionKeys keys, Function<Section, Entry<Fault>> read, String example, String meaning) {
        Syntax<Fault> section = Syntaxes.section(keys, read);
        Function<Node, Entry<Fault>> shortForm = node -> {
            requireTrue(node);
            return section.read(with(node, ConfigFactory.empty().root()));
        };
        return Key.optional(name, Syntaxes.sectionOr("true", section, shortForm), example, meaning);
    }

    /** {@code true} or an empty section: nothing more can be said of it. */
    static Key<Optional<Fault>> plain(String name, Supplier<Fault> make, String meaning) {
        Syntax<Fault> syntax = new Syntaxes.Simple<>("true or {}", List.of(), node -> {
            if (!node.isObject()) {
                requireTrue(node);
            } else if (!node.object().isEmpty()) {
                throw new InvalidValue("", "keys where none belong", "true or {}");
            }
            return Entry.of(make.get());
        });
        return Key.optional(name, syntax, "true", meaning);
    }

    private static void requireTrue(Node node) {
        String text = node.text("true or a section");
        if (!text.equals("true")) {
            throw new InvalidValue("", "`" + text + "`", "true or a section");
        }
    }

    private static Node with(Node node, ConfigObject section) {
        return new Node(section, node.path(), node.name(), node.context());
    }
}

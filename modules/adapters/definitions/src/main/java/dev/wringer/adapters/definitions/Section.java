package dev.wringer.adapters.definitions;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.wringer.core.model.InvalidValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * One section of the file while it is read: first each of its keys, then {@link #build}, which makes the record and
 * says where in the file stands what the record refused. Unknown keys are reported when the section is opened.
 */
final class Section {
    private final SectionKeys keys;
    private final Node node;
    private final ConfigObject object;
    private final Set<String> unread;
    private Context context;

    private Section(SectionKeys keys, Node node) {
        this.keys = keys;
        this.node = node;
        this.object = node.object();
        this.context = node.context();
        this.unread = new TreeSet<>(keys.names());
    }

    static Section open(SectionKeys keys, Node node) {
        Section section = new Section(keys, node);
        new TreeSet<>(section.object.keySet())
                .stream()
                        .filter(name -> !keys.names().contains(name))
                        .limit(Problems.SHOWN_MAX)
                        .forEach(section::reportUnknown);
        return section;
    }

    private void reportUnknown(String name) {
        Optional<String> nearest = Nearest.to(name, keys.names());
        node.child(name, object.get(name)).report("unknown key", "one of " + String.join(", ", keys.names()), nearest);
    }

    /** The value of a key, its default, or, when it is wrong or missing, an unread entry. */
    <T> Entry<T> read(Key<T> key) {
        if (!unread.remove(key.name())) {
            throw new IllegalStateException(keys.title() + " does not list " + key.name() + ", or reads it twice");
        }
        if (has(key)) {
            Node child = child(key.name()).orElseThrow();
            return child.isUnresolved() ? Entry.unread() : key.syntax().read(child);
        }
        if (key.fallback().isPresent()) {
            Node usual = new Node(key.fallbackValue(), pathOf(key.name()), key.name(), context);
            return key.syntax().read(usual);
        }
        if (key.absent().isEmpty()) {
            node.report("`" + key.name() + "` is missing", "such as " + key.name() + " = " + key.example(), none());
            return Entry.unread();
        }
        return Entry.of(key.absent().get());
    }

    /** True when the file says something about a key; null says that it does not. */
    boolean has(Key<?> key) {
        ConfigValue value = object.get(key.name());
        return value != null && value.valueType() != ConfigValueType.NULL;
    }

    /** Those of the keys that the file uses. */
    List<String> used(Key<?>... among) {
        return List.of(among).stream().filter(this::has).<String>map(Key::name).toList();
    }

    /** Reads the keys to come in other surroundings. */
    void enter(Context other) {
        context = other;
    }

    Context context() {
        return context;
    }

    /** The last part of its path: the name, where the user chooses it. */
    String name() {
        return node.name();
    }

    Node node() {
        return node;
    }

    /** Makes the record of this section, once every key has been read and was right. */
    <T> Entry<T> build(Supplier<T> make) {
        if (!unread.isEmpty()) {
            throw new IllegalStateException(keys.title() + " lists keys that nobody reads: " + unread);
        }
        try {
            return Entry.made(make);
        } catch (InvalidValue wrong) {
            report(wrong.key(), wrong.getMessage(), wrong.expected());
            return Entry.unread();
        }
    }

    void report(String key, String problem, String expected) {
        report(key, problem, expected, none());
    }

    /** Reports at the line of a key, or of the nearest section above it that is there. */
    void report(String key, String problem, String expected, Optional<String> nearest) {
        Node found = node;
        for (String part : key.isEmpty() ? new String[0] : key.split("\\.", -1)) {
            ConfigValue value = found.isObject() ? found.object().get(part) : null;
            if (value == null) {
                break;
            }
            found = found.child(part, value);
        }
        context.problems().add(found.value().origin(), pathOf(key), problem, expected, nearest);
    }

    /** Reports unless exactly one, or at most one, of several keys is used. */
    boolean usesOne(boolean needed, Key<?>... among) {
        List<String> used = used(among);
        String names =
                String.join(", ", List.of(among).stream().<String>map(Key::name).toList());
        if (used.size() > 1) {
            report(
                    used.get(1),
                    "`" + used.get(0) + "` and `" + used.get(1) + "` exclude each other",
                    "one of " + names);
        } else if (needed && used.isEmpty()) {
            report("", "says nothing of what it is", "one of " + names);
        }
        return used.size() == 1 || (used.isEmpty() && !needed);
    }

    private Optional<Node> child(String name) {
        return Optional.ofNullable(object.get(name))
                .map(value -> node.child(name, value).within(context));
    }

    private String pathOf(String key) {
        return node.path().isEmpty() ? key : key.isEmpty() ? node.path() : node.path() + "." + key;
    }

    private static Optional<String> none() {
        return Optional.empty();
    }
}

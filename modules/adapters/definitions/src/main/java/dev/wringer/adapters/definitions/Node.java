package dev.wringer.adapters.definitions;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.wringer.core.model.InvalidValue;
import java.util.Optional;

/**
 * A value where it stands in the file.
 *
 * @param path its whole key, relative to {@code simulation}
 * @param name the last part of its key
 */
record Node(ConfigValue value, String path, String name, Context context) {
    /** Stands in for a substitution that has no value; it has been reported, and what holds it is not read. */
    static final String UNRESOLVED = "\u0000unresolved";

    Node child(String key, ConfigValue child) {
        return new Node(child, path.isEmpty() ? key : path + "." + key, key, context);
    }

    Node element(int index) {
        return new Node(((ConfigList) value).get(index), path + "[" + index + "]", name, context);
    }

    Node within(Context other) {
        return new Node(value, path, name, other);
    }

    boolean isObject() {
        return value.valueType() == ConfigValueType.OBJECT;
    }

    boolean isList() {
        return value.valueType() == ConfigValueType.LIST;
    }

    boolean isUnresolved() {
        return value.valueType() == ConfigValueType.STRING
                && value.unwrapped().toString().contains(UNRESOLVED);
    }

    ConfigObject object() {
        return (ConfigObject) value;
    }

    /** The text of a scalar as it was written: 1e3 stays 1e3. */
    String text(String expected) {
        if (isObject() || isList()) {
            throw new InvalidValue("", isObject() ? "a section { } where a value belongs" : "a list", expected);
        }
        return value.atKey("text").getString("text").strip();
    }

    void report(InvalidValue wrong) {
        report(wrong.getMessage(), wrong.expected(), Optional.empty());
    }

    void report(String problem, String expected, Optional<String> nearest) {
        context.problems().add(value.origin(), path, problem, expected, nearest);
    }
}

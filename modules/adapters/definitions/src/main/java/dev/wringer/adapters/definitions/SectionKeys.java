package dev.wringer.adapters.definitions;

import java.util.List;

/**
 * The keys that one kind of section knows.
 *
 * @param title in the reference, and in the type of the keys that hold such a section
 */
record SectionKeys(String title, String meaning, List<Key<?>> keys) {
    static SectionKeys of(String title, String meaning, Key<?>... keys) {
        return new SectionKeys(title, meaning, List.of(keys));
    }

    List<String> names() {
        return keys.stream().<String>map(Key::name).toList();
    }
}

package dev.wringer.core.model;

import java.util.regex.Pattern;

/** Keeps a part of an answer under a name, for later requests of the same user or session. */
public sealed interface Extraction {
    String name();

    /** A value of a JSON body, by pointer (RFC 6901). */
    record JsonPointer(String name, String pointer) implements Extraction {
        public JsonPointer {
            InvalidValue.unless(
                    pointer.isEmpty() || pointer.startsWith("/"),
                    "json",
                    "pointer " + pointer,
                    "a pointer such as /a/0");
        }
    }

    /** The value of a response header. */
    record Header(String name, String header) implements Extraction {}

    /** The first group of the first match in the body. */
    record Regex(String name, Pattern pattern) implements Extraction {
        public Regex {
            InvalidValue.unless(
                    pattern.matcher("").groupCount() >= 1,
                    "regex",
                    "pattern " + pattern + " has no group",
                    "a (group)");
        }
    }
}

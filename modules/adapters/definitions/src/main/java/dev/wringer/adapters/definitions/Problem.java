package dev.wringer.adapters.definitions;

import java.util.Optional;

/**
 * One thing that is wrong with a simulation file.
 *
 * @param file as the user named it, or the option that brought the value, such as {@code --set}
 * @param line from 1; 0 where no line can be named
 * @param key the whole key, relative to {@code simulation}; empty where the file as a whole is meant
 * @param problem what is wrong, with the value itself
 * @param expected what would be right; may be empty
 * @param nearest what was probably meant
 */
public record Problem(String file, int line, String key, String problem, String expected, Optional<String> nearest) {
    Problem(String file, String problem, String expected) {
        this(file, 0, "", problem, expected, Optional.empty());
    }

    /**
     * One line for a terminal, such as {@code a.conf:12: traffic.chat.arivals: unknown key; did you mean
     * `arrivals`?}.
     */
    public String format() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        text.append(": ");
        if (!key.isEmpty()) {
            text.append(key).append(": ");
        }
        text.append(problem);
        nearest.ifPresent(name -> text.append("; did you mean `").append(name).append("`?"));
        if (!expected.isEmpty()) {
            text.append(nearest.isPresent() ? " " : ". ").append("Expected ").append(expected);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return format();
    }
}

package dev.wringer.adapters.process;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A metric name with labels, as a page of Prometheus' text format has it before the value, and as a user asks for it:
 * {@code name} or <code>name{label="value"}</code>.
 */
record Series(String name, Map<String, String> labels) {

    /** @param rest of the line after the series */
    record Parsed(Series series, String rest) {}

    /** Whether this is what was asked for; labels that were not asked for do not matter. */
    boolean answers(Series asked) {
        return name.equals(asked.name) && labels.entrySet().containsAll(asked.labels.entrySet());
    }

    static Optional<Parsed> parse(String line) {
        Reader reader = new Reader(line);
        return reader.series().map(series -> new Parsed(series, reader.rest()));
    }

    private static final class Reader {
        private final String line;
        private int position;

        Reader(String line) {
            this.line = line;
        }

        Optional<Series> series() {
            skipBlanks();
            String name = name();
            skipBlanks();
            if (name.isEmpty()) {
                return Optional.empty();
            }
            return take('{')
                    ? labels().map(labels -> new Series(name, labels))
                    : Optional.of(new Series(name, Map.of()));
        }

        String rest() {
            return line.substring(position).strip();
        }

        private Optional<Map<String, String>> labels() {
            Map<String, String> labels = new TreeMap<>();
            skipBlanks();
            while (!take('}')) {
                String name = name();
                skipBlanks();
                if (name.isEmpty() || !take('=')) {
                    return Optional.empty();
                }
                skipBlanks();
                Optional<String> value = quoted();
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                labels.put(name, value.get());
                skipBlanks();
                take(',');
                skipBlanks();
            }
            return Optional.of(labels);
        }

        private Optional<String> quoted() {
            if (!take('"')) {
                return Optional.empty();
            }
            StringBuilder text = new StringBuilder();
            while (position < line.length()) {
                char c = line.charAt(position++);
                if (c == '"') {
                    return Optional.of(text.toString());
                }
                text.append(c == '\\' && position < line.length() ? unescaped(line.charAt(position++)) : c);
            }
            return Optional.empty();
        }

        private static String unescaped(char escaped) {
            return switch (escaped) {
                case 'n' -> "\n";
                case '\\', '"' -> String.valueOf(escaped);
                default -> "\\" + escaped;
            };
        }

        private String name() {
            int start = position;
            while (position < line.length() && isPartOfName(line.charAt(position))) {
                position++;
            }
            return line.substring(start, position);
        }

        private static boolean isPartOfName(char c) {
            return c == '_' || c == ':' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        }

        private boolean take(char expected) {
            boolean there = position < line.length() && line.charAt(position) == expected;
            position += there ? 1 : 0;
            return there;
        }

        private void skipBlanks() {
            while (position < line.length() && (line.charAt(position) == ' ' || line.charAt(position) == '\t')) {
                position++;
            }
        }
    }
}

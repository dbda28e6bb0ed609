package dev.wringer.adapters.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Several texts in one cell, separated by semicolons; a backslash protects a semicolon or a backslash of a text. */
final class Listing {
    static String join(Collection<String> texts) {
        return texts.stream().map(Listing::protect).collect(Collectors.joining(";"));
    }

    static String join(Map<String, ?> pairs) {
        return join(pairs.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .toList());
    }

    static List<String> split(String cell) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == ';') {
                texts.add(text.toString());
                text.setLength(0);
            } else {
                text.append(c == '\\' && i + 1 < cell.length() ? cell.charAt(++i) : c);
            }
        }
        if (!cell.isEmpty()) {
            texts.add(text.toString());
        }
        return texts;
    }

    /** Names may hold an equals sign, values never do. */
    static Map<String, String> splitPairs(String cell) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : split(cell)) {
            int equals = pair.lastIndexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("'" + pair + "' has no =");
            }
            pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return pairs;
    }

    private static String protect(String text) {
        return text.replace("\\", "\\\\").replace(";", "\\;");
    }

    private Listing() {}
}

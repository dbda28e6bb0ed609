package dev.wringer.adapters.definitions;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes the reference of every key that the reader knows, as Markdown tables, one per section. */
final class Reference {
    private Reference() {}

    /** The root first, then each section after the one that first names it. */
    static List<SectionKeys> sections() {
        Set<SectionKeys> found = new LinkedHashSet<>();
        Deque<SectionKeys> open = new ArrayDeque<>(List.of(SimulationSection.KEYS));
        while (!open.isEmpty()) {
            SectionKeys next = open.poll();
            if (found.add(next)) {
                next.keys().forEach(key -> open.addAll(key.syntax().sections()));
            }
        }
        return List.copyOf(found);
    }

    static String markdown() {
        StringBuilder text = new StringBuilder();
        for (SectionKeys section : sections()) {
            text.append("### ").append(section.title()).append("\n\n");
            text.append(section.meaning()).append("\n\n");
            text.append("| key | type | default | example | meaning |\n|---|---|---|---|---|\n");
            section.keys().forEach(key -> text.append(row(key)));
            text.append('\n');
        }
        return text.toString();
    }

    private static String row(Key<?> key) {
        return "| `" + key.name() + "` | " + cell(key.syntax().words()) + " | " + shownDefault(key) + " | `"
                + cell(key.example()) + "` | " + cell(key.meaning()) + " |\n";
    }

    private static String shownDefault(Key<?> key) {
        return key.fallback().isPresent() ? "`" + cell(key.shownDefault()) + "`" : cell(key.shownDefault());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}

package dev.wringer.adapters.definitions;

import com.typesafe.config.ConfigOrigin;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Collects what is wrong with one file and what it includes. */
final class Problems {
    static final int SHOWN_MAX = 100;
    private static final int TEXT_MAX = 300;
    private static final Pattern LINES_AT_END = Pattern.compile(": (\\d+)(-\\d+)?$");
    private static final Pattern ISO_DURATION =
            Pattern.compile("PT(?=[-\\d])(?:-?\\d+H)?(?:-?\\d+M)?(?:-?\\d+(?:\\.\\d+)?S)?");

    private final Set<Problem> found = new LinkedHashSet<>();

    void add(Problem problem) {
        found.add(problem);
    }

    void add(ConfigOrigin origin, String key, String problem, String expected, Optional<String> nearest) {
        add(new Problem(file(origin), line(origin), key, readable(problem), readable(expected), nearest));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the files and their lines, the first hundred. */
    List<Problem> inOrder() {
        List<String> files = found.stream().map(Problem::file).distinct().toList();
        return found.stream()
                .sorted(Comparator.comparingInt((Problem p) -> files.indexOf(p.file()))
                        .thenComparingInt(Problem::line))
                .limit(SHOWN_MAX)
                .toList();
    }

    static String file(ConfigOrigin origin) {
        return LINES_AT_END.matcher(first(origin)).replaceFirst("");
    }

    /** From 1; 0 for an option of the command line. */
    static int line(ConfigOrigin origin) {
        Matcher lines = LINES_AT_END.matcher(first(origin));
        return first(origin).startsWith("--") || !lines.find() ? 0 : Integer.parseInt(lines.group(1));
    }

    /**
     * Where a value comes from, as the parser describes it: {@code a.conf: 12}. A merged section has several origins,
     * of which the first overrides; what the parser makes for the path of an option tells nothing.
     */
    private static String first(ConfigOrigin origin) {
        String description = origin.description();
        return Stream.of(description.replaceFirst("^merge of ", "").split(",", -1))
                .filter(part -> !part.startsWith("atPath(") && !part.startsWith("--"))
                .findFirst()
                .orElseGet(() -> description.startsWith("--") ? description : "--set");
    }

    /** Durations as a user writes them, not as {@link Duration} prints them; a huge value is cut. */
    private static String readable(String text) {
        Matcher matcher = ISO_DURATION.matcher(text);
        String plain = matcher.replaceAll(found -> Quantities.written(Duration.parse(found.group())));
        return plain.length() <= TEXT_MAX ? plain : plain.substring(0, TEXT_MAX) + "…";
    }
}

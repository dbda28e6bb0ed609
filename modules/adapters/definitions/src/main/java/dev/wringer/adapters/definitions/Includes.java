package dev.wringer.adapters.definitions;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Parses a file and what it includes. An include is a path relative to the file that includes it, of a file that lies
 * in the simulation's own folder or in the folder named {@code simulations} around it. An absent one is a problem,
 * not an empty section; a cycle, a URL and a file from elsewhere are too.
 */
final class Includes implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    private static final int FILES_MAX = 100;
    private static final String EXPECTED = "a path, relative to this file, of a file in the simulation's folder";

    /** A file whose text is being parsed. */
    private record Open(Path file, String shownName, String text) {}

    private final Problems problems;
    private final Path root;
    private final Deque<Open> open = new ArrayDeque<>();
    private int files;

    Includes(Path file, Problems problems) {
        this.problems = problems;
        this.root = rootOf(file.toAbsolutePath().normalize().getParent());
    }

    private static Path rootOf(Path folder) {
        for (Path above = folder; above != null && above.getFileName() != null; above = above.getParent()) {
            if (above.getFileName().toString().equals("simulations")) {
                return above;
            }
        }
        return folder;
    }

    Config parse(Path file, String shownName) {
        Entry<String> text = SourceText.read(file, shownName, problems);
        if (!text.isRead()) {
            return ConfigFactory.empty();
        }
        open.push(new Open(file, shownName, text.value()));
        try {
            return parse(text.value(), shownName);
        } finally {
            open.pop();
        }
    }

    /** Parses a text that stands in no file. */
    Config parse(String text, String shownName) {
        try {
            return ConfigFactory.parseString(text, options(shownName));
        } catch (ConfigException wrong) {
            problems.add(ParserMessage.problem(wrong, shownName));
            return ConfigFactory.empty();
        }
    }

    private ConfigParseOptions options(String shownName) {
        return ConfigParseOptions.defaults()
                .setSyntax(ConfigSyntax.CONF)
                .setOriginDescription(shownName)
                .setIncluder(this);
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        if (open.isEmpty() || what.isBlank() || what.indexOf('\0') >= 0 || ++files > FILES_MAX) {
            return refuse(what, files > FILES_MAX ? "too many includes" : "an include where none can be");
        }
        Path file = open.peek().file().resolveSibling(what).normalize();
        if (open.stream().anyMatch(outer -> isSame(outer.file(), file))) {
            return refuse(what, "the file includes itself");
        }
        if (!liesInRoot(file, what)) {
            return refuse(what, "the file lies outside of " + root.getFileName());
        }
        if (!Files.exists(file)) {
            return refuse(what, "there is no such file");
        }
        Path shown = Path.of(open.peek().shownName()).resolveSibling(what).normalize();
        return parse(file, shown.toString()).root();
    }

    /** Judged twice: as written, before anything is touched, and after symbolic links are followed. */
    private boolean liesInRoot(Path file, String what) {
        try {
            Path written = file.toAbsolutePath().normalize();
            return !Path.of(what).isAbsolute()
                    && written.startsWith(root)
                    && (!Files.exists(file) || file.toRealPath().startsWith(root.toRealPath()));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean isSame(Path a, Path b) {
        try {
            return Files.exists(b) && Files.isSameFile(a, b);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private ConfigObject refuse(String what, String problem) {
        String file = open.isEmpty() ? "--set" : open.peek().shownName();
        int line = open.isEmpty() ? 0 : lineOf(what, open.peek().text());
        problems.add(
                new Problem(file, line, "", "include of \"" + what + "\": " + problem, EXPECTED, Optional.empty()));
        return ConfigFactory.empty().root();
    }

    /** The parser does not say where an include stands, and writes a URL in its own way. */
    private static int lineOf(String what, String text) {
        List<String> lines = text.lines().toList();
        int exactly = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).contains("include") && lines.get(i).contains(what))
                .findFirst()
                .orElse(-1);
        return exactly >= 0
                ? exactly + 1
                : 1
                        + IntStream.range(0, lines.size())
                                .filter(i -> lines.get(i).contains("include"))
                                .findFirst()
                                .orElse(-1);
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return include(context, what.getPath());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        return refuse(what.toString(), "a URL cannot be included");
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        return refuse(what, "the class path cannot be included");
    }

    /** Nothing falls back to the parser's own includer, which would read any file and any URL. */
    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this;
    }
}

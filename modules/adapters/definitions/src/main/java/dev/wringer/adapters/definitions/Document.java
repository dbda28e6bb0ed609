package dev.wringer.adapters.definitions;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file with its includes, the overrides on top, and every substitution replaced. */
final class Document {
    private static final String OWN = "Wringer";
    private static final int UNRESOLVED_MAX = 50;
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{\\??([^}]*)}");

    private final Path file;
    private final String shownName;
    private final Problems problems;
    private final Includes includes;
    private final Optional<String> text;

    /** @param text what stands in the file, where it is not to be read from there */
    Document(Path file, String shownName, Optional<String> text, Problems problems) {
        this.file = file;
        this.text = text;
        this.shownName = shownName;
        this.problems = problems;
        this.includes = new Includes(file, problems);
    }

    /** The section {@code simulation}; unread when there is none. */
    Entry<ConfigObject> simulation(Overrides overrides) {
        Config parsed =
                text.map(given -> includes.parse(given, shownName)).orElseGet(() -> includes.parse(file, shownName));
        if (!problems.isEmpty() && parsed.isEmpty()) {
            return Entry.unread();
        }
        Config given = overrides(overrides).withFallback(parsed);
        reportStrangers(given.root());
        if (!parsed.root().containsKey("simulation")) {
            problems.add(new Problem(shownName, "there is no section `simulation`", "simulation { … }"));
            return Entry.unread();
        }
        Entry<Config> resolved = resolved(given.withFallback(variables()));
        return resolved.isRead() ? simulation(resolved.value()) : Entry.unread();
    }

    /** All of the file, where it has no section {@code simulation}. */
    Entry<ConfigObject> root() {
        Config parsed = includes.parse(file, shownName);
        Entry<Config> resolved = problems.isEmpty() ? resolved(parsed.withFallback(variables())) : Entry.unread();
        return resolved.map(config -> only(config, parsed.root().keySet()));
    }

    private static ConfigObject only(Config resolved, Set<String> keys) {
        ConfigObject root = resolved.root();
        for (String key : new TreeSet<>(root.keySet())) {
            root = keys.contains(key) && !key.equals("variables") ? root : root.withoutKey(key);
        }
        return root;
    }

    private Entry<ConfigObject> simulation(Config resolved) {
        ConfigValue simulation = resolved.root().get("simulation");
        if (!(simulation instanceof ConfigObject section)) {
            problems.add(simulation.origin(), "simulation", "not a section", "simulation { … }", Optional.empty());
            return Entry.unread();
        }
        ConfigValue folder = section.get("folder");
        boolean own = folder != null && folder.origin().description().equals(OWN);
        return Entry.of(own ? section.withoutKey("folder") : section);
    }

    private void reportStrangers(ConfigObject root) {
        for (String name : new TreeSet<>(root.keySet())) {
            if (!name.equals("simulation") && !name.equals("variables")) {
                Optional<String> nearest = Nearest.to(name, List.of("simulation", "variables"));
                problems.add(root.get(name).origin(), name, "unknown key", "simulation or variables", nearest);
            }
        }
    }

    /** What a file may use without defining it. */
    private Config variables() {
        String home = System.getProperty("wringer.home", "");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path folder = file.toAbsolutePath().normalize().getParent();
        Config known = with(ConfigFactory.empty(), "wringer.java", java);
        known = with(known, "simulation.folder", folder.toString());
        return home.isEmpty() ? known : with(known, "wringer.home", home);
    }

    private static Config with(Config config, String path, String value) {
        return config.withFallback(ConfigValueFactory.fromAnyRef(value, OWN).atPath(path));
    }

    private Config overrides(Overrides overrides) {
        Config all = ConfigFactory.empty();
        for (var set : overrides.set().entrySet()) {
            all = set(set.getKey(), set.getValue()).withFallback(all);
        }
        all = overrides
                .seed()
                .map(seed -> option("seed", seed.toString()))
                .orElse(ConfigFactory.empty())
                .withFallback(all);
        all = overrides
                .duration()
                .map(d -> option("duration", Quantities.written(d)))
                .orElse(ConfigFactory.empty())
                .withFallback(all);
        return overrides
                .clock()
                .map(clock -> option("clock", clock.word()))
                .orElse(ConfigFactory.empty())
                .withFallback(all);
    }

    private static Config option(String key, String value) {
        return ConfigValueFactory.fromAnyRef(value, "--" + key).atPath("simulation." + key);
    }

    private Config set(String key, String value) {
        try {
            String path = key.startsWith("variables.") ? key : "simulation." + key;
            ConfigUtil.splitPath(path);
            Config parsed = includes.parse("value = " + value, "--set");
            return parsed.hasPathOrNull("value") ? parsed.root().get("value").atPath(path) : ConfigFactory.empty();
        } catch (ConfigException.BadPath wrong) {
            problems.add(new Problem(
                    "--set", 0, key, "not a key", "keys separated by dots: services.gateway.port", Optional.empty()));
            return ConfigFactory.empty();
        }
    }

    /** Resolves; a substitution without a value is reported and given a mark, so that the others are found too. */
    private Entry<Config> resolved(Config config) {
        Config attempt = config;
        for (int i = 0; i < UNRESOLVED_MAX; i++) {
            try {
                return Entry.of(attempt.resolve());
            } catch (ConfigException.UnresolvedSubstitution unresolved) {
                Matcher name = SUBSTITUTION.matcher(unresolved.getMessage());
                report(unresolved, name.find() ? name.group(1) : "");
                if (name.hitEnd() || unresolved.getMessage().contains("cycle")) {
                    break;
                }
                attempt = attempt.withFallback(
                        ConfigValueFactory.fromAnyRef(Node.UNRESOLVED, OWN).atPath(name.group(1)));
            } catch (ConfigException wrong) {
                problems.add(ParserMessage.problem(wrong, shownName));
                break;
            }
        }
        return Entry.unread();
    }

    private void report(ConfigException wrong, String name) {
        Problem parsed = ParserMessage.problem(wrong, shownName);
        boolean cycle = wrong.getMessage().contains("cycle");
        problems.add(new Problem(
                parsed.file(),
                parsed.line(),
                "",
                "${" + name + "} " + (cycle ? "leads back to itself" : "has no value"),
                "a key of this file, ${wringer.home}, ${wringer.java} or ${simulation.folder};"
                        + " placeholders of requests stand in \"quotes\"",
                Optional.empty()));
    }
}

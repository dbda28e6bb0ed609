package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;
import static dev.wringer.adapters.definitions.Syntaxes.TEXT;

import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.RestartPolicy;
import dev.wringer.core.model.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/** Reads how a service is launched, attached to, ended and started again. */
final class Launching {
    /** What is launched, still to be joined to how it is ended. */
    record Start(List<String> command, Path folder, Map<String, String> environment) {
        Service.Launch endedBy(Service.Stop stop) {
            return new Service.Launch(command, folder, environment, stop);
        }
    }

    private static final Key<List<String>> COMMAND = Key.required(
            "command",
            Syntaxes.list(TEXT, false),
            "[ \"./server\", \"--port\", \"7000\" ]",
            "a program and its arguments");
    private static final Key<String> FOLDER = Key.usual(
            "folder", TEXT, "\".\"", "\"../server\"", "its working folder, relative to the simulation's folder");
    private static final Key<SortedMap<String, String>> ENV = Key.usual(
            "env", Syntaxes.named(TEXT), "{}", "{ LOG_LEVEL = debug }", "environment variables besides Wringer's own");
    static final SectionKeys START_KEYS =
            SectionKeys.of("start", "How a service is launched. A list alone is the command.", COMMAND, FOLDER, ENV);
    static final Syntax<Start> START =
            Syntaxes.sectionOr("list of text", Syntaxes.section(START_KEYS, Launching::start), Launching::commandAlone);

    private static final Key<Optional<Long>> PID = Key.optional(
            "pid", Syntaxes.LONG, "4711", "its process; without it memory, CPU and restarts cannot be seen");
    static final SectionKeys ATTACH_KEYS =
            SectionKeys.of("attach", "A service that runs already. `true` alone attaches without a process id.", PID);
    static final Syntax<Service.Attach> ATTACH =
            Syntaxes.sectionOr("true", Syntaxes.section(ATTACH_KEYS, Launching::attach), Launching::attachAlone);

    private static final Key<String> SIGNAL =
            Key.usual("signal", TEXT, "TERM", "INT", "the signal that asks it to end: TERM, INT, QUIT, HUP, KILL");
    private static final Key<Duration> STOP_WITHIN =
            Key.usual("within", DURATION, "10s", "5s", "how long it may take before it is killed");
    static final SectionKeys STOP_KEYS =
            SectionKeys.of("stop", "How a launched service is ended.", SIGNAL, STOP_WITHIN);
    static final Syntax<Service.Stop> STOP = Syntaxes.section(STOP_KEYS, Launching::stop);

    private static final Key<Optional<Integer>> TIMES =
            Key.derived("times", Syntaxes.WHOLE, "as often as it takes", "3", "so many restarts at most");
    private static final Key<Duration> BACK_OFF = Key.usual(
            "back-off", DURATION, "1s", "500ms", "waiting before a restart; doubles each time when `times` is given");
    static final SectionKeys RESTART_KEYS = SectionKeys.of(
            "restart",
            "What happens when a launched service exits by itself. `never` or `always` may stand alone.",
            TIMES,
            BACK_OFF);
    static final Syntax<RestartPolicy> RESTART = Syntaxes.sectionOr(
            "never, always", Syntaxes.section(RESTART_KEYS, Launching::restart), Launching::restartAlone);

    private Launching() {}

    private static Entry<Start> start(Section section) {
        Entry<List<String>> command = section.read(COMMAND);
        Entry<String> folder = section.read(FOLDER);
        Entry<SortedMap<String, String>> env = section.read(ENV);
        return section.build(() ->
                new Start(nonEmpty(command.value()), section.context().resolve(folder.value(), "folder"), env.value()));
    }

    private static Entry<Start> commandAlone(Node node) {
        return COMMAND.syntax()
                .read(node)
                .map(command -> new Start(nonEmpty(command), node.context().folder(), Collections.emptySortedMap()));
    }

    private static List<String> nonEmpty(List<String> command) {
        if (command.isEmpty() || command.getFirst().isBlank()) {
            throw new InvalidValue("", "an empty command", "a program and its arguments");
        }
        return command;
    }

    private static Entry<Service.Attach> attach(Section section) {
        Entry<Optional<Long>> pid = section.read(PID);
        return section.build(
                () -> new Service.Attach(pid.value().map(OptionalLong::of).orElse(OptionalLong.empty())));
    }

    private static Entry<Service.Attach> attachAlone(Node node) {
        if (!node.text("true").equals("true")) {
            throw new InvalidValue("", "`" + node.text("true") + "`", "true or { pid = 4711 }");
        }
        return Entry.of(new Service.Attach(OptionalLong.empty()));
    }

    private static Entry<Service.Stop> stop(Section section) {
        Entry<String> signal = section.read(SIGNAL);
        Entry<Duration> within = section.read(STOP_WITHIN);
        return section.build(() -> new Service.Stop(signal.value(), within.value()));
    }

    private static Entry<RestartPolicy> restart(Section section) {
        Entry<Optional<Integer>> times = section.read(TIMES);
        Entry<Duration> backOff = section.read(BACK_OFF);
        return section.build(() -> times.value()
                .<RestartPolicy>map(most -> new RestartPolicy.Times(most, backOff.value()))
                .orElseGet(() -> new RestartPolicy.Always(backOff.value())));
    }

    private static Entry<RestartPolicy> restartAlone(Node node) {
        String word = node.text("never, always or { times, back-off }");
        return switch (word) {
            case "never" -> Entry.of(new RestartPolicy.Never());
            case "always" -> Entry.of(new RestartPolicy.Always(Duration.ofSeconds(1)));
            default -> {
                node.report(
                        "`" + word + "`",
                        "never, always or { times = 3 }",
                        Nearest.to(word, List.of("never", "always")));
                yield Entry.unread();
            }
        };
    }
}

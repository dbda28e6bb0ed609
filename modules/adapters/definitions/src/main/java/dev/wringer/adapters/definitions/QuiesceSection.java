package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;

import dev.wringer.core.model.Flow;
import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.Quiesce;
import dev.wringer.core.model.SessionFlow;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** Reads when the load pauses so that what is left can be counted: a section, or {@code false} for never. */
final class QuiesceSection {
    private static final Duration USUALLY_EVERY = Duration.ofHours(4);
    private static final Duration USUAL_FROM = Duration.ofHours(8);
    /** A pause that takes more than this part of the time between two is not the default any more. */
    private static final int USUAL_SHARE = 10;

    private static final Key<Duration> EVERY =
            Key.usual("every", DURATION, "4h", "1h", "from the begin of one pause to the next");
    private static final Key<Optional<Duration>> DRAIN = Key.derived(
            "drain",
            DURATION,
            "the longest session or timeout, and 30s",
            "90s",
            "how long what is under way may take to end before it is counted");
    private static final Key<Boolean> COLLECT_GARBAGE = Key.usual(
            "collect-garbage",
            Syntaxes.FLAG,
            "true",
            "false",
            "lets the JVMs that Wringer launched collect garbage before they are counted");

    static final SectionKeys KEYS = SectionKeys.of(
            "quiesce",
            "Pauses of the load in which what is left is counted: open sessions, requests, sockets, files, threads, and"
                    + " live memory once garbage was collected. `false`: none.",
            EVERY,
            DRAIN,
            COLLECT_GARBAGE);

    static final Syntax<Wanted> QUIESCE =
            Syntaxes.sectionOr("false", Syntaxes.section(KEYS, QuiesceSection::read), QuiesceSection::never);

    private QuiesceSection() {}

    /** What the file says: pauses, or none. */
    sealed interface Wanted {
        record Never() implements Wanted {}

        record Pauses(Duration every, Optional<Duration> drain, boolean collectGarbage) implements Wanted {}
    }

    private static Entry<Wanted> read(Section section) {
        Entry<Duration> every = section.read(EVERY);
        Entry<Optional<Duration>> drain = section.read(DRAIN);
        Entry<Boolean> collect = section.read(COLLECT_GARBAGE);
        return section.build(() -> new Wanted.Pauses(every.value(), drain.value(), collect.value()));
    }

    private static Entry<Wanted> never(Node node) {
        if (!node.text("false or a section { … }").equals("false")) {
            throw new InvalidValue("", "`" + node.text("") + "`", "false or a section { every = 4h }");
        }
        return Entry.of(new Wanted.Never());
    }

    /** What the file wants, or else pauses every 4 hours of a run of 8 hours or more, where they take a tenth at most. */
    static Optional<Quiesce> of(
            Optional<Wanted> wanted,
            Duration duration,
            Duration window,
            Collection<Flow> traffic,
            Collection<SessionFlow> sessions) {
        Duration usualDrain = Quiesce.usualDrain(traffic, sessions);
        if (wanted.isPresent()) {
            return switch (wanted.get()) {
                case Wanted.Never ignored -> Optional.empty();
                case Wanted.Pauses pauses ->
                    Optional.of(
                            new Quiesce(pauses.every(), pauses.drain().orElse(usualDrain), pauses.collectGarbage()));
            };
        }
        Quiesce usual = new Quiesce(USUALLY_EVERY, usualDrain, true);
        boolean isCheap = usual.hold(window).multipliedBy(USUAL_SHARE).compareTo(usual.every()) <= 0;
        return isUsualFor(duration) && isCheap ? Optional.of(usual) : Optional.empty();
    }

    static boolean isUsualFor(Duration duration) {
        return duration.compareTo(USUAL_FROM) >= 0;
    }
}

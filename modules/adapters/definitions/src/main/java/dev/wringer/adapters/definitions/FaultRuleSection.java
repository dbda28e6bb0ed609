package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;
import static dev.wringer.adapters.definitions.Syntaxes.TEXT;

import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultRule;
import dev.wringer.core.model.FaultRule.Timing;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads one entry of the plan of faults: what, to whom, when, how long. Its name is the last part of its path. */
final class FaultRuleSection {
    private static final List<Key<Optional<Fault>>> KINDS = Stream.of(
                    ConnectionFaults.KEYS, HttpFaults.KEYS, ProcessFaults.KEYS)
            .flatMap(List::stream)
            .toList();
    private static final SectionKeys KIND_KEYS =
            new SectionKeys("kind", "Exactly one kind of fault.", List.copyOf(KINDS));
    private static final Syntax<Fault> KIND = Syntaxes.section(KIND_KEYS, FaultRuleSection::kind);

    /** The strengths that may be drawn. */
    private record Severity(double min, double max) {}

    private static final Key<Optional<List<Fault>>> ANY_OF = Key.optional(
            "any-of",
            Syntaxes.list(KIND, false),
            "[ { latency = 200ms }, { pause = true } ]",
            "instead of one kind: one of these is drawn each time");
    private static final Key<List<String>> TO = Key.usual(
            "to",
            Syntaxes.list(TEXT, true),
            "[]",
            "[ api-gateway, memory-engine ]",
            "the service it happens to; of a list one is drawn each time; faults of the machine need none");
    private static final Key<Optional<String>> FROM =
            Key.derived("from", TEXT, "everyone", "api-gateway", "on connections and requests of this service alone");
    private static final Key<List<String>> REACHES = Key.usual(
            "reaches",
            Syntaxes.list(TEXT, true),
            "[]",
            "[ api-gateway ]",
            "services whose requests it may disturb; without it the one hit, or on a link the one that calls, and all"
                    + " that depend on it");
    private static final Key<Optional<Duration>> AT =
            Key.optional("at", DURATION, "10min", "once, or with `every` the first time; from the start of the load");
    private static final Key<Optional<Duration>> EVERY =
            Key.optional("every", DURATION, "30min", "again and again; the first after this time, or at `at`");
    private static final Key<Optional<String>> CRON = Key.optional(
            "cron",
            TEXT,
            "\"*/15 * * * *\"",
            "by the calendar: minute, hour, day of month, month, day of week, in UTC");
    private static final Key<Optional<Rate>> RANDOM =
            Key.optional("random", Syntaxes.RATE, "4/1h", "at random times, at this mean rate, fixed by the seed");
    private static final Key<Optional<Distribution>> FOR = Key.derived(
            "for",
            Distributions.DISTRIBUTION,
            "0s of `kill`, `terminate` and `crash-loop`, else required",
            "10s..30s",
            "from being applied to being removed");
    private static final Key<Severity> SEVERITY = Key.usual(
            "severity",
            Syntaxes.scalar(
                    "percentage or range", "a percentage or range such as 10%..100%", FaultRuleSection::severity),
            "100%",
            "10%..100%",
            "its strength, drawn each time; above 0% to 100%");
    private static final Key<Boolean> SWARM = Key.usual(
            "swarm",
            Syntaxes.FLAG,
            "false",
            "true",
            "each run uses a part of the kinds of `any-of`, drawn from its seed");

    static final SectionKeys KEYS = new SectionKeys(
            "fault",
            "One kind of fault, or `any-of` several; one of `at`, `every`, `cron` and `random`.",
            Stream.concat(
                            KINDS.stream(),
                            Stream.of(ANY_OF, TO, FROM, REACHES, AT, EVERY, CRON, RANDOM, FOR, SEVERITY, SWARM))
                    .toList());

    static final Syntax<FaultRule> RULE = Syntaxes.section(KEYS, FaultRuleSection::read);

    private FaultRuleSection() {}

    private static Entry<FaultRule> read(Section section) {
        Entry<List<Fault>> faults = faults(section);
        Entry<List<String>> to = section.read(TO);
        Entry<Optional<String>> from = section.read(FROM);
        Entry<List<String>> reaches = section.read(REACHES);
        Entry<Supplier<Timing>> timing = timing(section);
        Entry<Optional<Distribution>> lasting = section.read(FOR);
        Entry<Severity> severity = section.read(SEVERITY);
        Entry<Boolean> swarm = section.read(SWARM);
        return section.build(() -> new FaultRule(
                section.name(),
                faults.value(),
                targets(to.value(), from.value(), reaches.value()),
                timing.value().get(),
                lasting.value().orElseGet(() -> momentary(faults.value())),
                severity.value().min(),
                severity.value().max(),
                swarm.value()));
    }

    private static Entry<Fault> kind(Section section) {
        List<Entry<Optional<Fault>>> read = KINDS.stream().map(section::read).toList();
        return section.usesOne(true, KINDS.toArray(Key<?>[]::new)) ? section.build(() -> only(read)) : Entry.unread();
    }

    private static Entry<List<Fault>> faults(Section section) {
        List<Entry<Optional<Fault>>> read = KINDS.stream().map(section::read).toList();
        Entry<Optional<List<Fault>>> anyOf = section.read(ANY_OF);
        Key<?>[] one = Stream.concat(KINDS.stream(), Stream.of(ANY_OF)).toArray(Key<?>[]::new);
        return section.usesOne(true, one)
                ? Entry.made(() -> anyOf.value().orElseGet(() -> List.of(only(read))))
                : Entry.unread();
    }

    private static Fault only(List<Entry<Optional<Fault>>> kinds) {
        List<Fault> there = new ArrayList<>();
        kinds.forEach(kind -> kind.value().ifPresent(there::add));
        return there.getFirst();
    }

    private static List<FaultTarget> targets(List<String> to, Optional<String> from, List<String> reaches) {
        return to.isEmpty()
                ? List.of(new FaultTarget(Optional.empty(), from, reaches))
                : to.stream()
                        .map(name -> new FaultTarget(Optional.of(name), from, reaches))
                        .toList();
    }

    private static Distribution momentary(List<Fault> faults) {
        if (!faults.stream().allMatch(Fault::takesServiceDown)) {
            throw new InvalidValue("for", "`for` is missing", "such as for = 10s");
        }
        return new Distribution.Constant(Duration.ZERO);
    }

    /** Made in the end, so that what the record refuses is reported where it stands. */
    private static Entry<Supplier<Timing>> timing(Section section) {
        Entry<Optional<Duration>> at = section.read(AT);
        Entry<Optional<Duration>> every = section.read(EVERY);
        Entry<Optional<String>> cron = section.read(CRON);
        Entry<Optional<Rate>> random = section.read(RANDOM);
        if (section.used(AT, EVERY, CRON, RANDOM).isEmpty()) {
            section.report("", "says nothing of when", "one of at, every, cron, random");
            return Entry.unread();
        }
        Key<?>[] others = section.has(EVERY) ? new Key<?>[] {EVERY, CRON, RANDOM} : new Key<?>[] {AT, CRON, RANDOM};
        if (!section.usesOne(true, others)) {
            return Entry.unread();
        }
        return Entry.of(() -> every.value()
                .<Timing>map(period -> new Timing.Every(at.value().orElse(period), period))
                .or(() -> at.value().map(Timing.Once::new))
                .or(() -> cron.value().map(Timing.Cron::new))
                .or(() -> random.value().map(Timing.Random::new))
                .orElseThrow());
    }

    private static Severity severity(String text) {
        int dots = text.indexOf("..");
        return dots < 0
                ? new Severity(Quantities.percentage(text), Quantities.percentage(text))
                : new Severity(
                        Quantities.percentage(text.substring(0, dots).strip()),
                        Quantities.percentage(text.substring(dots + 2).strip()));
    }
}

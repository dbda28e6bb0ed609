package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;
import static dev.wringer.adapters.definitions.Syntaxes.PERCENTAGE;

import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.Rate;
import dev.wringer.core.model.ServiceModel.Defect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one planted defect: what goes wrong, from when on, and for some of them how long. */
final class DefectSection {
    /** Longer than any run. */
    private static final Duration FOR_GOOD = Duration.ofDays(1_000);

    private static final Syntax<Boolean> TRUE = Syntaxes.choice(Map.of("true", true));

    private static final Key<Optional<Double>> LEAK = Key.optional(
            "leak",
            Syntaxes.scalar("size per time", "a size per time, such as 0.5MiB/min", Quantities::growth),
            "0.5MiB/min",
            "memory that is never given back");
    private static final Key<Optional<Rate>> THREAD_LEAK =
            Key.optional("thread-leak", Syntaxes.RATE, "1/min", "threads that never end");
    private static final Key<Optional<Rate>> QUEUE_GROWTH = Key.optional(
            "queue-growth",
            Syntaxes.RATE,
            "3/min",
            "work that is accepted and never done; shown by the gauge `queue_depth`");
    private static final Key<Optional<Double>> LATENCY_CREEP = Key.optional(
            "latency-creep",
            Syntaxes.scalar("percentage per time", "a percentage per time, such as 1%/h", Quantities::creep),
            "1%/h",
            "latency grows by this share of itself");
    private static final Key<Optional<Double>> LATENCY_STEP =
            Key.optional("latency-step", Syntaxes.NUMBER, "1.5", "latency is this many times what it was");
    private static final Key<Optional<Double>> ERRORS =
            Key.optional("errors", PERCENTAGE, "5%", "this share of requests fails, for a time");
    private static final Key<Optional<Boolean>> DEADLOCK =
            Key.optional("deadlock", TRUE, "true", "requests stop completing, for a time");
    private static final Key<Optional<Double>> STUCK_SESSIONS =
            Key.optional("stuck-sessions", PERCENTAGE, "0.05%", "this share of sessions never closes");
    private static final Key<Optional<Boolean>> CRASH = Key.optional("crash", TRUE, "true", "the process exits");
    private static final Key<Optional<Boolean>> RESTART =
            Key.optional("restart", TRUE, "true", "another process takes its place, and nobody says so");
    private static final Key<Optional<Boolean>> OUTAGE =
            Key.optional("outage", TRUE, "true", "every connection is refused, for a time; the process stays");
    private static final Syntax<List<String>> KINDS = Syntaxes.list(new KindOfFault(), true);
    private static final Key<Optional<List<String>>> IMMUNE =
            Key.optional("immune", KINDS, "[ reset, kill ]", "faults of these kinds silently do nothing");
    private static final Key<Optional<Boolean>> NEVER_RECOVERS =
            Key.optional("never-recovers", TRUE, "true", "requests go on failing for good after a fault");

    private static final Key<List<String>> TOGETHER =
            Key.required("kinds", KINDS, "[ latency, kill ]", "kinds of faults, all at the same time");
    private static final Key<Double> SHARE = Key.usual("share", PERCENTAGE, "100%", "20%", "this share of requests");
    static final SectionKeys BREAKS_UNDER_KEYS = SectionKeys.of(
            "breaks-under", "Fails for good once several faults of the service were there together.", TOGETHER, SHARE);
    private static final Key<Optional<Defect.BreaksUnder>> BREAKS_UNDER = Key.optional(
            "breaks-under",
            Syntaxes.section(BREAKS_UNDER_KEYS, DefectSection::breaksUnder),
            "{ kinds = [ latency, kill ], share = 20% }",
            "requests fail for good once faults of these kinds were there together");
    private static final Key<Optional<Double>> LOSES_WRITES = Key.optional(
            "loses-writes", PERCENTAGE, "1%", "this share of accepted writes is gone once the process was ended");
    private static final Key<Duration> AT =
            Key.usual("at", DURATION, "0s", "2h", "from when on, counted from the start of the run");
    private static final Key<Optional<Duration>> FOR = Key.derived(
            "for", DURATION, "to the end of the run", "10min", "how long; with `errors`, `deadlock` and `outage`");

    static final SectionKeys KEYS = SectionKeys.of(
            "defect",
            "A planted defect: exactly one kind, and when.",
            LEAK,
            THREAD_LEAK,
            QUEUE_GROWTH,
            LATENCY_CREEP,
            LATENCY_STEP,
            ERRORS,
            DEADLOCK,
            STUCK_SESSIONS,
            CRASH,
            RESTART,
            OUTAGE,
            IMMUNE,
            NEVER_RECOVERS,
            BREAKS_UNDER,
            LOSES_WRITES,
            AT,
            FOR);

    static final Syntax<Defect> DEFECT = Syntaxes.section(KEYS, DefectSection::read);

    private DefectSection() {}

    private static Entry<Defect> read(Section section) {
        Entry<Optional<Double>> leak = section.read(LEAK);
        Entry<Optional<Rate>> threads = section.read(THREAD_LEAK);
        Entry<Optional<Rate>> queue = section.read(QUEUE_GROWTH);
        Entry<Optional<Double>> creep = section.read(LATENCY_CREEP);
        Entry<Optional<Double>> step = section.read(LATENCY_STEP);
        Entry<Optional<Double>> errors = section.read(ERRORS);
        Entry<Optional<Boolean>> deadlock = section.read(DEADLOCK);
        Entry<Optional<Double>> stuck = section.read(STUCK_SESSIONS);
        Entry<Optional<Boolean>> crash = section.read(CRASH);
        Entry<Optional<Boolean>> restart = section.read(RESTART);
        Entry<Optional<Boolean>> outage = section.read(OUTAGE);
        Entry<Optional<List<String>>> immune = section.read(IMMUNE);
        Entry<Optional<Boolean>> neverRecovers = section.read(NEVER_RECOVERS);
        Entry<Optional<Defect.BreaksUnder>> breaksUnder = section.read(BREAKS_UNDER);
        Entry<Optional<Double>> losesWrites = section.read(LOSES_WRITES);
        Entry<Duration> at = section.read(AT);
        Entry<Optional<Duration>> lasting = section.read(FOR);
        if (!isOneKind(section)) {
            return Entry.unread();
        }
        return section.build(() -> {
            Duration from = at.value();
            Duration time = lasting.value().orElse(FOR_GOOD);
            return pilingUp(leak.value(), threads.value(), queue.value(), from)
                    .or(() -> creep.value().map(share -> new Defect.LatencyCreep(from, share)))
                    .or(() -> step.value().map(factor -> new Defect.LatencyStep(from, factor)))
                    .or(() -> errors.value().map(share -> new Defect.ErrorBurst(from, time, share(share, "errors"))))
                    .or(() ->
                            stuck.value().map(share -> new Defect.StuckSessions(from, share(share, "stuck-sessions"))))
                    .or(() -> deadlock.value().map(ignored -> new Defect.Deadlock(from, time)))
                    .or(() -> outage.value().map(ignored -> new Defect.Outage(from, time)))
                    .or(() -> crash.value().map(ignored -> new Defect.Crash(from)))
                    .or(() -> restart.value().map(ignored -> new Defect.Restart(from)))
                    .or(() -> underFaults(immune.value(), neverRecovers.value(), breaksUnder.value(), from))
                    .or(() -> losesWrites
                            .value()
                            .map(share -> new Defect.LosesWrites(from, share(share, "loses-writes"))))
                    .orElseThrow();
        });
    }

    private static boolean isOneKind(Section section) {
        Key<?>[] lasting = {ERRORS, DEADLOCK, OUTAGE};
        Key<?>[] forGood = {
            LEAK,
            THREAD_LEAK,
            QUEUE_GROWTH,
            LATENCY_CREEP,
            LATENCY_STEP,
            STUCK_SESSIONS,
            CRASH,
            RESTART,
            IMMUNE,
            NEVER_RECOVERS,
            BREAKS_UNDER,
            LOSES_WRITES
        };
        return section.usesOne(true, together(forGood, lasting)) && section.usesOne(false, together(forGood, FOR));
    }

    private static Key<?>[] together(Key<?>[] some, Key<?>... others) {
        return Stream.concat(Stream.of(some), Stream.of(others)).toArray(Key<?>[]::new);
    }

    private static Optional<Defect> pilingUp(
            Optional<Double> bytes, Optional<Rate> threads, Optional<Rate> queue, Duration from) {
        return bytes.<Defect>map(leak -> new Defect.MemoryLeak(from, leak))
                .or(() -> threads.map(rate -> new Defect.ThreadLeak(from, rate.perSecond())))
                .or(() -> queue.map(rate -> new Defect.QueueGrowth(from, rate.perSecond())));
    }

    private static Optional<Defect> underFaults(
            Optional<List<String>> immune,
            Optional<Boolean> neverRecovers,
            Optional<Defect.BreaksUnder> breaksUnder,
            Duration from) {
        return immune.<Defect>map(kinds -> new Defect.Immune(from, kinds))
                .or(() -> neverRecovers.map(ignored -> new Defect.NeverRecovers(from)))
                .or(() -> breaksUnder.map(it -> new Defect.BreaksUnder(from, it.kinds(), it.share())));
    }

    private static Entry<Defect.BreaksUnder> breaksUnder(Section section) {
        Entry<List<String>> kinds = section.read(TOGETHER);
        Entry<Double> share = section.read(SHARE);
        return section.build(() -> new Defect.BreaksUnder(Duration.ZERO, kinds.value(), share.value()));
    }

    private static double share(double share, String key) {
        if (share > 1) {
            throw new InvalidValue(key, "a share above 100 %", "0% to 100%");
        }
        return share;
    }

    /** The name of a kind of fault, as {@link dev.wringer.core.model.Fault#kind} has it. */
    private record KindOfFault() implements Syntax<String> {
        private static final List<String> KINDS = Stream.of(
                        "latency bandwidth slicer slow-close black-hole limit-data refuse reset",
                        "http-delay http-status http-abort http-header http-corrupt http-truncate",
                        "kill terminate crash-loop pause cpu-limit memory-limit file-limit clock-skew",
                        "partition shape burn-cpu burn-memory disk-fill")
                .flatMap(line -> Stream.of(line.split(" ", -1)))
                .toList();

        @Override
        public String words() {
            return "kind of fault";
        }

        @Override
        public Entry<String> read(Node node) {
            String expected = "one of " + String.join(", ", KINDS);
            String kind = node.text(expected);
            if (!KINDS.contains(kind)) {
                node.report("no fault is called `" + kind + "`", expected, Nearest.to(kind, KINDS));
                return Entry.unread();
            }
            return Entry.of(kind);
        }
    }
}

package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;
import static dev.wringer.adapters.definitions.Syntaxes.TEXT;
import static dev.wringer.adapters.definitions.Syntaxes.WHOLE;

import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.FaultRule;
import dev.wringer.core.model.InvalidValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** Reads what goes wrong in a run, and within which bounds. */
final class FaultsSection {
    private static final Key<Integer> GOOD_SECONDS =
            Key.usual("good-seconds", WHOLE, "5", "10", "so many good seconds in a row are a recovery");
    private static final Key<Double> ERROR_RATE = Key.usual(
            "error-rate",
            Syntaxes.PERCENTAGE,
            "1%",
            "0.1%",
            "of a good second, of the services that the fault reaches");
    private static final Key<Duration> SLOWEST = Key.usual(
            "slowest",
            DURATION,
            "10ms",
            "200ms",
            "the median of a good second is not above this, or what 99 % of requests took before the faults if that is"
                    + " more");
    private static final Key<Duration> WITHIN =
            Key.usual("within", DURATION, "2min", "30s", "a system that takes longer has not recovered");
    private static final SectionKeys RECOVERY_KEYS = SectionKeys.of(
            "recovery", "When a system counts as recovered from a fault.", GOOD_SECONDS, ERROR_RATE, SLOWEST, WITHIN);

    private static final Key<Integer> AT_ONCE =
            Key.usual("at-once", WHOLE, "1", "2", "drawn faults at the same time, at most");
    private static final Key<Integer> SERVICES_AT_ONCE =
            Key.usual("services-at-once", WHOLE, "1", "2", "services that drawn faults hit at the same time, at most");
    private static final Key<List<String>> NEVER =
            Key.usual("never", Syntaxes.list(TEXT, true), "[]", "[ database ]", "services that no fault happens to");
    private static final Key<Duration> DISTANCE = Key.usual(
            "distance",
            DURATION,
            "0s",
            "5min",
            "from the end of a drawn fault to the next, at least; with `at-once = 1`");
    private static final Key<List<String>> ALLOW = Key.usual(
            "allow",
            Syntaxes.list(TEXT, true),
            "[]",
            "[ staging-api ]",
            "attached services that faults may happen to; launched ones always may be hit");
    private static final Key<Path> STOP_FILE = Key.usual(
            "stop-file",
            Syntaxes.scalar("text", "a path", FaultsSection::path),
            "conf/STOP",
            "\"/run/wringer/STOP\"",
            "while this file exists no fault starts");
    private static final Key<FaultPlan.Recovery> RECOVERY = Key.usual(
            "recovery",
            Syntaxes.section(RECOVERY_KEYS, FaultsSection::recovery),
            "{}",
            "{ good-seconds = 10, within = 30s }",
            "when a system counts as recovered");
    private static final Key<SortedMap<String, FaultRule>> PLAN = Key.usual(
            "plan",
            Syntaxes.named(FaultRuleSection.RULE),
            "{}",
            "{ slow { latency = 200ms, to = api-gateway, at = 10min, for = 30s } }",
            "the faults");

    private static final SectionKeys KEYS = SectionKeys.of(
            "faults",
            "What goes wrong, and within which bounds.",
            AT_ONCE,
            SERVICES_AT_ONCE,
            NEVER,
            DISTANCE,
            ALLOW,
            STOP_FILE,
            RECOVERY,
            PLAN);

    static final Syntax<FaultPlan> FAULTS = Syntaxes.section(KEYS, FaultsSection::read);

    private FaultsSection() {}

    private static Entry<FaultPlan> read(Section section) {
        Entry<Integer> atOnce = section.read(AT_ONCE);
        Entry<Integer> servicesAtOnce = section.read(SERVICES_AT_ONCE);
        Entry<List<String>> never = section.read(NEVER);
        Entry<Duration> distance = section.read(DISTANCE);
        Entry<List<String>> allow = section.read(ALLOW);
        Entry<Path> stopFile = section.read(STOP_FILE);
        Entry<FaultPlan.Recovery> recovery = section.read(RECOVERY);
        Entry<SortedMap<String, FaultRule>> plan = section.read(PLAN);
        return section.build(() -> new FaultPlan(
                List.copyOf(plan.value().values()),
                atOnce.value(),
                servicesAtOnce.value(),
                Set.copyOf(never.value()),
                distance.value(),
                Set.copyOf(allow.value()),
                stopFile.value(),
                recovery.value()));
    }

    private static Entry<FaultPlan.Recovery> recovery(Section section) {
        Entry<Integer> goodSeconds = section.read(GOOD_SECONDS);
        Entry<Double> errorRate = section.read(ERROR_RATE);
        Entry<Duration> slowest = section.read(SLOWEST);
        Entry<Duration> within = section.read(WITHIN);
        return section.build(
                () -> new FaultPlan.Recovery(goodSeconds.value(), errorRate.value(), slowest.value(), within.value()));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException ignored) {
            throw new InvalidValue("", "not the name of a file", "a path");
        }
    }
}

package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;
import static dev.wringer.adapters.definitions.Syntaxes.TEXT;

import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.InvalidValue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads distributions of durations, written as one text or as a section. */
final class Distributions {
    private static final String EXPECTED = "3s, 20s..60s, exponential(3s), \"lognormal(12ms, 90ms)\","
            + " { p50 = 12ms, p99 = 90ms } or { hlog = \"file.hlog\" }";
    private static final Pattern CALL =
            Pattern.compile("(exponential|lognormal)\\(\\s*([^,()]+?)\\s*(?:,\\s*([^,()]+?)\\s*)?\\)");

    private static final Key<Optional<Duration>> P50 =
            Key.optional("p50", DURATION, "12ms", "lognormal: the median; goes with `p99`");
    private static final Key<Optional<Duration>> P99 =
            Key.optional("p99", DURATION, "90ms", "lognormal: 99 of 100 are shorter");
    private static final Key<Optional<String>> HLOG = Key.optional(
            "hlog", TEXT, "\"gateway.hlog\"", "empirical: an HdrHistogram log, relative to the simulation's folder");
    private static final Key<Optional<String>> TAG =
            Key.optional("tag", TEXT, "gateway", "the lines of the log with this tag only");
    private static final Key<Long> UNIT = Key.usual(
            "unit",
            Syntaxes.choice(Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L)),
            "us",
            "ns",
            "the unit of the log's values; Wringer and wrk2 write us");

    static final SectionKeys KEYS = SectionKeys.of(
            "distribution",
            "How long something takes, when it is not always the same. Also written `3s`, `20s..60s` (each is as"
                    + " likely), `exponential(3s)` (by its mean) or `\"lognormal(12ms, 90ms)\"` (p50 and p99).",
            P50,
            P99,
            HLOG,
            TAG,
            UNIT);

    static final Syntax<Distribution> DISTRIBUTION = Syntaxes.sectionOr(
            "distribution",
            Syntaxes.section(KEYS, Distributions::section),
            node -> Entry.of(text(node.text(EXPECTED))));

    private Distributions() {}

    static Distribution text(String text) {
        Matcher call = CALL.matcher(text);
        if (call.matches()) {
            return call(call.group(1), call.group(2), Optional.ofNullable(call.group(3)));
        }
        int dots = text.indexOf("..");
        if (dots > 0) {
            return new Distribution.Uniform(part(text.substring(0, dots)), part(text.substring(dots + 2)));
        }
        return new Distribution.Constant(part(text));
    }

    private static Distribution call(String name, String first, Optional<String> second) {
        if (name.equals("exponential") == second.isPresent()) {
            throw new InvalidValue("", "`" + name + "` with " + (second.isPresent() ? "two" : "one"), EXPECTED);
        }
        return second.<Distribution>map(p99 -> new Distribution.LogNormal(part(first), part(p99)))
                .orElseGet(() -> new Distribution.Exponential(part(first)));
    }

    private static Duration part(String text) {
        try {
            return Quantities.duration(text.strip());
        } catch (InvalidValue wrong) {
            throw new InvalidValue("", wrong.getMessage(), EXPECTED);
        }
    }

    private static Entry<Distribution> section(Section section) {
        Entry<Optional<Duration>> p50 = section.read(P50);
        Entry<Optional<Duration>> p99 = section.read(P99);
        Entry<Optional<String>> hlog = section.read(HLOG);
        Entry<Optional<String>> tag = section.read(TAG);
        Entry<Long> unit = section.read(UNIT);
        if (!section.usesOne(true, P50, HLOG) || !section.usesOne(false, P99, HLOG)) {
            return Entry.unread();
        }
        return section.build(() -> hlog.value().isPresent()
                ? new HistogramLog(section.context().resolve(hlog.value().get(), "hlog"))
                        .distribution(tag.value(), unit.value())
                : new Distribution.LogNormal(
                        p50.value().orElseThrow(),
                        p99.value().orElseThrow(() -> new InvalidValue("", "`p99` is missing", "p50 and p99"))));
    }
}

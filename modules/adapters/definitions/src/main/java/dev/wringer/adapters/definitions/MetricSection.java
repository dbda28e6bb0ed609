package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;
import static dev.wringer.adapters.definitions.Syntaxes.FLAG;
import static dev.wringer.adapters.definitions.Syntaxes.PERCENTAGE;

import dev.wringer.core.model.Condition;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.MetricTest;
import dev.wringer.core.model.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Reads one metric: a series and each test that it is put to. Its name is the last part of its path. */
final class MetricSection {
    private static final double TOLERATED_SHARE = 0.1;
    private static final String CONDITION_WORDS = "a condition such as < 1000";

    private static final Syntax<String> CONDITION = Syntaxes.scalar("condition", CONDITION_WORDS, text -> text);

    private static final Key<Series> SERIES =
            Key.required("series", SeriesText.SYNTAX, "p95 of gateway/v1/chat", "what is measured, see *Series*");
    private static final Key<Optional<String>> TARGET = Key.optional(
            "target", CONDITION, "\"< 1000\"", "each window should meet it; more than 5 % of the windows off it warn");
    private static final Key<Optional<String>> ALERT =
            Key.optional("alert", CONDITION, "\"> 5000\"", "three of five windows that meet it fail the run at once");
    private static final Key<Optional<String>> OVERALL =
            Key.optional("overall", CONDITION, "\"> 100/s\"", "the figure of the whole run must meet it");
    private static final Key<Optional<String>> NEVER = Key.optional(
            "never", CONDITION, "\"> 20%\"", "a ceiling: no window may meet it, in warm-up and within faults neither");
    private static final Key<Duration> OVER =
            Key.usual("over", DURATION, "0s", "5min", "goes with `never`: the mean over that time instead of a window");
    private static final Key<Boolean> STABLE =
            Key.usual("stable", FLAG, "false", "true", "it does not pile up; judged as memory is");
    private static final Key<Optional<String>> TOLERATED = Key.derived(
            "tolerated",
            Syntaxes.scalar("value of the series", "a value of the series", text -> text),
            "10 % of `alert`",
            "100",
            "goes with `stable`: growth over the run that is still called stable");
    private static final Key<Optional<Double>> RISES = Key.optional(
            "rises-at-most", PERCENTAGE, "15%", "the last third of the run lies at most so far above the first");
    private static final Key<Optional<Double>> DROPS = Key.optional(
            "drops-at-most", PERCENTAGE, "15%", "the last third of the run lies at most so far below the first");

    static final SectionKeys KEYS = SectionKeys.of(
            "metric",
            "One series of windows and what must hold for it: at least one of `target`, `alert`, `overall`, `never`,"
                    + " `stable`, `rises-at-most`, `drops-at-most`.",
            SERIES,
            TARGET,
            ALERT,
            OVERALL,
            NEVER,
            OVER,
            STABLE,
            TOLERATED,
            RISES,
            DROPS);

    static final Syntax<List<Criterion>> METRIC = Syntaxes.section(KEYS, MetricSection::read);

    private MetricSection() {}

    private static Entry<List<Criterion>> read(Section section) {
        Entry<Series> series = section.read(SERIES);
        Entry<Optional<String>> target = section.read(TARGET);
        Entry<Optional<String>> alert = section.read(ALERT);
        Entry<Optional<String>> overall = section.read(OVERALL);
        Entry<Optional<String>> never = section.read(NEVER);
        Entry<Duration> over = section.read(OVER);
        Entry<Boolean> stable = section.read(STABLE);
        Entry<Optional<String>> tolerated = section.read(TOLERATED);
        Entry<Optional<Double>> rises = section.read(RISES);
        Entry<Optional<Double>> drops = section.read(DROPS);
        return section.build(() -> {
            Series of = series.value();
            Optional<Condition> wanted = condition("target", target.value(), of);
            Optional<Condition> unwanted = condition("alert", alert.value(), of);
            List<MetricTest> tests = new ArrayList<>();
            if (wanted.isPresent() || unwanted.isPresent()) {
                tests.add(new MetricTest.Levels(wanted, unwanted));
            }
            condition("overall", overall.value(), of)
                    .map(MetricTest.Overall::new)
                    .ifPresent(tests::add);
            condition("never", never.value(), of)
                    .map(ceiling -> new MetricTest.Never(ceiling, over.value()))
                    .ifPresent(tests::add);
            if (stable.value()) {
                tests.add(stable(of, tolerated.value(), unwanted));
            }
            rises.value().map(margin -> new MetricTest.Shift(true, margin)).ifPresent(tests::add);
            drops.value().map(margin -> new MetricTest.Shift(false, margin)).ifPresent(tests::add);
            requireUse(section, tests, never.value().isPresent(), stable.value());
            return tests.stream()
                    .<Criterion>map(test -> new Criterion.Metric(section.name(), of, test))
                    .toList();
        });
    }

    private static void requireUse(Section section, List<MetricTest> tests, boolean never, boolean stable) {
        if (tests.isEmpty()) {
            throw new InvalidValue("", "says nothing of what must hold", "target, alert, overall, never, stable, …");
        }
        if (section.has(OVER) && !never) {
            throw new InvalidValue("over", "a time for a mean without a ceiling", "`never` beside it");
        }
        if (section.has(TOLERATED) && !stable) {
            throw new InvalidValue("tolerated", "a tolerated growth that nothing uses", "stable = true beside it");
        }
    }

    /** Near its alert a growth is one that will not leave much time. */
    private static MetricTest stable(Series series, Optional<String> tolerated, Optional<Condition> alert) {
        OptionalDouble limit = alert.filter(Condition::wantsLarge)
                .map(a -> OptionalDouble.of(a.than()))
                .orElse(OptionalDouble.empty());
        if (tolerated.isEmpty() && limit.isEmpty()) {
            throw new InvalidValue(
                    "stable",
                    "nothing says which growth is tolerated",
                    "`tolerated`, or an `alert`, a tenth of which is then tolerated");
        }
        double growth = tolerated
                .map(text -> at("tolerated", () -> SeriesText.value(text, series.figure())))
                .orElseGet(() -> TOLERATED_SHARE * limit.orElseThrow());
        return new MetricTest.Stable(growth, limit);
    }

    private static Optional<Condition> condition(String key, Optional<String> text, Series series) {
        return text.map(written -> at(key, () -> SeriesText.condition(written, series.figure())));
    }

    /** What is wrong with a value is said of its key. */
    private static <T> T at(String key, Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidValue wrong) {
            throw new InvalidValue(key, wrong.getMessage(), wrong.expected());
        }
    }
}

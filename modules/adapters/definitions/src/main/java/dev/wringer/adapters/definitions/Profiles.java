package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;
import static dev.wringer.adapters.definitions.Syntaxes.RATE;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Profile;
import dev.wringer.core.model.Rate;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads how the arrival rate goes. */
final class Profiles {
    private static final Key<Rate> FROM = Key.required("from", RATE, "1/s", "the rate at the beginning");
    private static final Key<Rate> TO = Key.required("to", RATE, "100/s", "the rate at the end");
    private static final Key<Integer> STAIRS =
            Key.required("steps", Syntaxes.WHOLE, "10", "so many equal stairs, 2 to 10,000");
    private static final Key<Rate> BASE = Key.required("base", RATE, "10/s", "the rate before and after");
    private static final Key<Rate> PEAK = Key.required("peak", RATE, "200/s", "the rate of the burst");
    private static final Key<Duration> AT =
            Key.required("at", DURATION, "10min", "when the burst begins, from the beginning of the phase");
    private static final Key<Duration> LASTING = Key.required("for", DURATION, "30s", "how long the burst lasts");
    private static final Key<Rate> MEAN =
            Key.required("mean", RATE, "50/s", "the mean, where it begins and rises from");
    private static final Key<Rate> AMPLITUDE =
            Key.required("amplitude", RATE, "20/s", "from the mean to the crest; at most the mean");
    private static final Key<Duration> PERIOD = Key.required("period", DURATION, "1h", "from crest to crest");

    static final SectionKeys RAMP_KEYS =
            SectionKeys.of("ramp", "Straight from one rate to another, over the whole phase.", FROM, TO);
    static final SectionKeys STEPS_KEYS =
            SectionKeys.of("steps", "From one rate to another in stairs, over the whole phase.", FROM, TO, STAIRS);
    static final SectionKeys SPIKE_KEYS =
            SectionKeys.of("spike", "A steady rate with one burst.", BASE, PEAK, AT, LASTING);
    static final SectionKeys SINE_KEYS = SectionKeys.of("sine", "A wave around a mean.", MEAN, AMPLITUDE, PERIOD);

    /** A profile, still to be joined to its duration. */
    record Shape(Profile profile) {}

    static final Key<Optional<Shape>> RATE_KEY = Key.optional(
            "rate",
            Syntaxes.scalar("rate", Quantities.RATE, text -> new Shape(new Profile.Constant(Quantities.rate(text)))),
            "23/60s",
            "the same rate all the time");
    static final Key<Optional<Shape>> RAMP = Key.optional(
            "ramp", Syntaxes.section(RAMP_KEYS, Profiles::ramp), "{ from = 1/s, to = 100/s }", "a changing rate");
    static final Key<Optional<Shape>> STEPS = Key.optional(
            "steps",
            Syntaxes.section(STEPS_KEYS, Profiles::steps),
            "{ from = 10/s, to = 100/s, steps = 10 }",
            "a rate in stairs");
    static final Key<Optional<Shape>> SPIKE = Key.optional(
            "spike",
            Syntaxes.section(SPIKE_KEYS, Profiles::spike),
            "{ base = 10/s, peak = 200/s, at = 10min, for = 30s }",
            "a burst");
    static final Key<Optional<Shape>> SINE = Key.optional(
            "sine",
            Syntaxes.section(SINE_KEYS, Profiles::sine),
            "{ mean = 50/s, amplitude = 20/s, period = 1h }",
            "a wave");
    private static final Key<Optional<Duration>> FOR = Key.derived(
            "for", DURATION, "to the end of the run", "10min", "how long the phase lasts; only the last needs none");

    static final SectionKeys PHASE_KEYS = SectionKeys.of(
            "phase",
            "One part of an open arrival profile: one of `rate`, `ramp`, `steps`, `spike`, `sine`.",
            RATE_KEY,
            RAMP,
            STEPS,
            SPIKE,
            SINE,
            FOR);

    static final Syntax<Arrivals.Phase> PHASE = Syntaxes.section(PHASE_KEYS, Profiles::phase);

    private Profiles() {}

    /** The one shape that a section has; the section checks that there is one. */
    static Entry<Optional<Shape>> shape(Section section) {
        var read =
                Stream.of(RATE_KEY, RAMP, STEPS, SPIKE, SINE).map(section::read).toList();
        return Entry.made(
                () -> read.stream().map(Entry::value).flatMap(Optional::stream).findFirst());
    }

    private static Entry<Arrivals.Phase> phase(Section section) {
        Entry<Optional<Shape>> shape = shape(section);
        Entry<Optional<Duration>> lasting = section.read(FOR);
        if (!section.usesOne(true, RATE_KEY, RAMP, STEPS, SPIKE, SINE)) {
            return Entry.unread();
        }
        return section.build(
                () -> new Arrivals.Phase(shape.value().orElseThrow().profile(), lasting.value()));
    }

    private static Entry<Shape> ramp(Section section) {
        Entry<Rate> from = section.read(FROM);
        Entry<Rate> to = section.read(TO);
        return section.build(() -> new Shape(new Profile.Ramp(from.value(), to.value())));
    }

    private static Entry<Shape> steps(Section section) {
        Entry<Rate> from = section.read(FROM);
        Entry<Rate> to = section.read(TO);
        Entry<Integer> stairs = section.read(STAIRS);
        return section.build(() -> new Shape(new Profile.Steps(from.value(), to.value(), stairs.value())));
    }

    private static Entry<Shape> spike(Section section) {
        Entry<Rate> base = section.read(BASE);
        Entry<Rate> peak = section.read(PEAK);
        Entry<Duration> at = section.read(AT);
        Entry<Duration> lasting = section.read(LASTING);
        return section.build(
                () -> new Shape(new Profile.Spike(base.value(), peak.value(), at.value(), lasting.value())));
    }

    private static Entry<Shape> sine(Section section) {
        Entry<Rate> mean = section.read(MEAN);
        Entry<Rate> amplitude = section.read(AMPLITUDE);
        Entry<Duration> period = section.read(PERIOD);
        return section.build(() -> new Shape(new Profile.Sine(mean.value(), amplitude.value(), period.value())));
    }
}

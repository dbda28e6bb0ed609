package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;
import static dev.wringer.adapters.definitions.Syntaxes.PERCENTAGE;

import dev.wringer.core.model.Fitness;
import java.time.Duration;

/** Reads the limits within which Wringer trusts its own measurement. */
final class FitnessSection {
    private static final Key<Duration> SEND_DELAY = Key.usual(
            "send-delay-p99-max",
            DURATION,
            Quantities.written(Fitness.DEFAULT.sendDelayP99Max()),
            "20ms",
            "how late requests may leave");
    private static final Key<Duration> LOOP_LAG = Key.usual(
            "loop-lag-max",
            DURATION,
            Quantities.written(Fitness.DEFAULT.loopLagMax()),
            "50ms",
            "how long an event loop may be kept from its work");
    private static final Key<Duration> GC_PAUSE = Key.usual(
            "gc-pause-max",
            DURATION,
            Quantities.written(Fitness.DEFAULT.gcPauseMax()),
            "50ms",
            "the longest pause of Wringer's own garbage collector");
    private static final Key<Double> CPU =
            Key.usual("cpu-max", PERCENTAGE, "90%", "50%", "share of the host's processors that Wringer may use");
    private static final Key<Double> UNFIT =
            Key.usual("unfit-share-max", PERCENTAGE, "10%", "5%", "share of unfit windows up to which a run is judged");

    static final SectionKeys KEYS = SectionKeys.of(
            "fitness",
            "Limits within which Wringer's own measurement can be trusted. A window beyond one of them does not count"
                    + " for response times.",
            SEND_DELAY,
            LOOP_LAG,
            GC_PAUSE,
            CPU,
            UNFIT);

    static final Syntax<Fitness> FITNESS = Syntaxes.section(KEYS, FitnessSection::read);

    private FitnessSection() {}

    private static Entry<Fitness> read(Section section) {
        Entry<Duration> sendDelay = section.read(SEND_DELAY);
        Entry<Duration> loopLag = section.read(LOOP_LAG);
        Entry<Duration> gcPause = section.read(GC_PAUSE);
        Entry<Double> cpu = section.read(CPU);
        Entry<Double> unfit = section.read(UNFIT);
        return section.build(
                () -> new Fitness(sendDelay.value(), loopLag.value(), gcPause.value(), cpu.value(), unfit.value()));
    }
}

package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;
import static dev.wringer.adapters.definitions.Syntaxes.PERCENTAGE;
import static dev.wringer.adapters.definitions.Syntaxes.SIZE;
import static dev.wringer.adapters.definitions.Syntaxes.WHOLE;

import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.ServiceModel;
import java.time.Duration;
import java.util.List;

/** Reads how the virtual clock stands in for a service. */
final class ModelSection {
    private static final Key<Long> BASE = Key.usual("base", SIZE, "100MiB", "180MB", "resident memory after the start");
    private static final Key<Long> WARM_UP = Key.usual("warm-up", SIZE, "0B", "60MiB", "growth to a plateau, in total");
    private static final Key<Duration> WARM_UP_TIME =
            Key.usual("warm-up-time", DURATION, "1h", "2h", "the time constant of that growth: 63 % of it after this");
    private static final Key<Long> SAWTOOTH =
            Key.usual("sawtooth", SIZE, "0B", "40MiB", "height of the teeth that a garbage collector leaves");
    private static final Key<Duration> PERIOD = Key.usual("period", DURATION, "10min", "7min", "from tooth to tooth");
    static final SectionKeys MEMORY_KEYS = SectionKeys.of(
            "memory", "Resident memory of a modelled service.", BASE, WARM_UP, WARM_UP_TIME, SAWTOOTH, PERIOD);
    private static final Syntax<ServiceModel.Memory> MEMORY = Syntaxes.section(MEMORY_KEYS, ModelSection::memory);

    private static final Key<Double> LATENCY_NOISE = Key.usual(
            "latency", PERCENTAGE, "0%", "8%", "standard deviation of the slow factor on latency, minute by minute");
    private static final Key<Long> MEMORY_NOISE =
            Key.usual("memory", SIZE, "0B", "8MiB", "standard deviation of the slow term on memory");
    private static final Key<Double> CORRELATION = Key.usual(
            "correlation", Syntaxes.NUMBER, "0", "0.9", "autocorrelation from one minute to the next, 0 to below 1");
    private static final Key<Double> DAILY =
            Key.usual("daily", PERCENTAGE, "0%", "10%", "amplitude of a 24-hour cycle on latency");
    static final SectionKeys NOISE_KEYS = SectionKeys.of(
            "noise", "What makes one minute differ from the next.", LATENCY_NOISE, MEMORY_NOISE, CORRELATION, DAILY);
    private static final Syntax<ServiceModel.Noise> NOISE = Syntaxes.section(NOISE_KEYS, ModelSection::noise);

    private static final Key<Distribution> LATENCY = Key.required(
            "latency",
            Distributions.DISTRIBUTION,
            "{ p50 = 12ms, p99 = 90ms }",
            "the time a worker needs for one request");
    private static final Key<Integer> WORKERS =
            Key.usual("workers", WHOLE, "64", "8", "requests served at the same time; the others queue");
    private static final Key<Integer> QUEUE =
            Key.usual("queue", WHOLE, "10000", "100", "requests that may wait; one more is refused");
    private static final Key<Double> ERROR_RATE =
            Key.usual("error-rate", PERCENTAGE, "0%", "0.1%", "share of requests answered with status 500");
    private static final Key<Duration> START_TIME =
            Key.usual("start-time", DURATION, "2s", "500ms", "from launch to ready, also after a crash");
    private static final Key<ServiceModel.Memory> MEMORY_KEY =
            Key.usual("memory", MEMORY, "{}", "{ base = 180MiB, sawtooth = 40MiB }", "resident memory");
    private static final Key<ServiceModel.Noise> NOISE_KEY = Key.usual(
            "noise", NOISE, "{}", "{ latency = 8%, correlation = 0.9 }", "what makes one minute differ from the next");
    private static final Key<List<ServiceModel.Defect>> DEFECTS = Key.usual(
            "defects",
            Syntaxes.list(DefectSection.DEFECT, true),
            "[]",
            "[ { leak = 0.5MiB/min, at = 2h } ]",
            "what goes wrong, and when");
    private static final Key<List<String>> CALLS = Key.usual(
            "calls",
            Syntaxes.list(Syntaxes.TEXT, true),
            "[]",
            "[ memory-engine ]",
            "services that each request calls in turn; their time and their failures become its own");
    private static final Key<Duration> RECOVERY = Key.usual(
            "recovery", DURATION, "0s", "20s", "for how long requests go on failing after a fault is removed");
    private static final Key<Boolean> WRITES = Key.usual(
            "writes",
            Syntaxes.FLAG,
            "false",
            "true",
            "POST, PUT, PATCH and DELETE write to disk, and fail if it is full");

    static final SectionKeys KEYS = SectionKeys.of(
            "model",
            "How the virtual clock stands in for a service.",
            LATENCY,
            WORKERS,
            QUEUE,
            ERROR_RATE,
            START_TIME,
            MEMORY_KEY,
            NOISE_KEY,
            DEFECTS,
            CALLS,
            RECOVERY,
            WRITES);

    static final Syntax<ServiceModel> MODEL = Syntaxes.section(KEYS, ModelSection::read);

    private ModelSection() {}

    private static Entry<ServiceModel> read(Section section) {
        Entry<Distribution> latency = section.read(LATENCY);
        Entry<Integer> workers = section.read(WORKERS);
        Entry<Integer> queue = section.read(QUEUE);
        Entry<Double> errorRate = section.read(ERROR_RATE);
        Entry<Duration> startTime = section.read(START_TIME);
        Entry<ServiceModel.Memory> memory = section.read(MEMORY_KEY);
        Entry<ServiceModel.Noise> noise = section.read(NOISE_KEY);
        Entry<List<ServiceModel.Defect>> defects = section.read(DEFECTS);
        Entry<List<String>> calls = section.read(CALLS);
        Entry<Duration> recovery = section.read(RECOVERY);
        Entry<Boolean> writes = section.read(WRITES);
        return section.build(() -> new ServiceModel(
                latency.value(),
                workers.value(),
                queue.value(),
                errorRate.value(),
                startTime.value(),
                memory.value(),
                noise.value(),
                defects.value(),
                calls.value(),
                recovery.value(),
                writes.value()));
    }

    private static Entry<ServiceModel.Memory> memory(Section section) {
        Entry<Long> base = section.read(BASE);
        Entry<Long> warmUp = section.read(WARM_UP);
        Entry<Duration> warmUpTime = section.read(WARM_UP_TIME);
        Entry<Long> sawtooth = section.read(SAWTOOTH);
        Entry<Duration> period = section.read(PERIOD);
        return section.build(() -> new ServiceModel.Memory(
                base.value(), warmUp.value(), warmUpTime.value(), sawtooth.value(), period.value()));
    }

    private static Entry<ServiceModel.Noise> noise(Section section) {
        Entry<Double> latency = section.read(LATENCY_NOISE);
        Entry<Long> memory = section.read(MEMORY_NOISE);
        Entry<Double> correlation = section.read(CORRELATION);
        Entry<Double> daily = section.read(DAILY);
        return section.build(
                () -> new ServiceModel.Noise(latency.value(), memory.value(), correlation.value(), daily.value()));
    }
}

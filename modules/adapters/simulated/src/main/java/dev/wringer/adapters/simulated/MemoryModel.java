package dev.wringer.adapters.simulated;

import dev.wringer.core.model.Seed;
import dev.wringer.core.model.ServiceModel;

/** Resident memory of a process: base, growth to a plateau, the teeth of a garbage collector, noise, and what leaks. */
final class MemoryModel {
    private static final double BYTES_PER_MIB = 1024 * 1024;

    private final ServiceModel.Memory memory;
    private final SlowNoise noise;
    private final Defects defects;

    MemoryModel(String service, ServiceModel model, Defects defects, Seed seed) {
        memory = model.memory();
        noise = new SlowNoise(
                seed.stream("model/" + service + "/memory-noise"),
                model.noise().memoryBytes(),
                model.noise().correlation());
        this.defects = defects;
    }

    /** MiB of a process that has run since {@code startedNanos}; {@code now} never goes back. */
    double mib(long startedNanos, long now) {
        long age = now - startedNanos;
        long period = memory.sawtoothPeriod().toNanos();
        double tooth = memory.sawtoothBytes() * ((double) (age % period) / period);
        return Math.max(0, liveBytes(startedNanos, now) + tooth + noise.at(now)) / BYTES_PER_MIB;
    }

    /** What is left of it once garbage was collected: neither teeth nor noise. */
    double liveMib(long startedNanos, long now) {
        return liveBytes(startedNanos, now) / BYTES_PER_MIB;
    }

    double liveBytes(long startedNanos, long now) {
        double grown = memory.warmUpBytes()
                * -StrictMath.expm1(
                        -(double) (now - startedNanos) / memory.warmUpTime().toNanos());
        return memory.baseBytes() + grown + defects.leakedBytes(startedNanos, now);
    }
}

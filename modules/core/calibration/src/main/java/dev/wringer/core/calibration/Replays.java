package dev.wringer.core.calibration;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/**
 * What is done to a recorded run: nothing, to see how often the judge fails it falsely; and leaks, errors and slower answers of
 * several sizes, to see how often and how soon it finds them. Each is planted in one service or endpoint, the next in the next
 * replay, and judged by the criteria that should find it; what the others say of it is known from the healthy replays.
 */
public final class Replays {
    /** Healthy replays for each replay of something planted. */
    private static final int HEALTHY_PER_PLANTED = 10;

    private static final double[] LEAKS = {1, 2, 5};
    private static final double[] ERRORS = {1, 2, 4};
    private static final double[] SLOWER = {1.2, 1.5, 2};
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double PERCENT = 100;

    private final Recording recording;
    private final Seed seed;
    private final int planted;
    private final List<Scenario> scenarios = new ArrayList<>();

    private Replays(Recording recording, Seed seed, int planted) {
        this.recording = recording;
        this.seed = seed;
        this.planted = planted;
    }

    private record Planted(Effect effect, Expected expected) {}

    /** When something begins. */
    private record Begin(String words, long window) {}

    /** @param replays of the run as it is; a tenth as many of each effect, one at least */
    public static List<Scenario> of(Recording recording, Seed seed, int replays) {
        Replays all = new Replays(recording, seed, Math.max(1, replays / HEALTHY_PER_PLANTED));
        all.add(
                "the run resampled",
                false,
                replays,
                recording.plan().criteria(),
                i -> new Planted(new Effect.None(), Expected.NOTHING));
        List<Begin> begins = List.of(
                new Begin("from the start", 0),
                new Begin("from half time", recording.plan().windowCount() / 2));
        for (Criterion criterion : recording.plan().criteria()) {
            switch (criterion) {
                case Criterion.MemoryStable memory -> begins.forEach(begin -> all.addLeaks(memory, begin));
                case Criterion.ErrorRate rate -> begins.forEach(begin -> all.addErrors(rate, begin));
                case Criterion.ResponseTimeStable stable -> all.addSlower(stable, begins.getLast());
                default -> {}
            }
        }
        return List.copyOf(all.scenarios);
    }

    private void addLeaks(Criterion.MemoryStable criterion, Begin begin) {
        List<ServiceInterval> services = recording.any().services().stream()
                .filter(service -> service.memoryMb().isPresent())
                .toList();
        for (double times : LEAKS) {
            if (!services.isEmpty()) {
                String name = name("leak of %s × the tolerated slope", times, begin);
                addPlanted(name, criterion, i -> {
                    ServiceInterval service = services.get(i % services.size());
                    double perWindow = times
                            * criterion.tolerated()
                            * limitMib(service)
                            / recording.plan().windowCount();
                    return new Planted(
                            new Effect.Leak(service.service(), perWindow, begin.window()),
                            new Expected(List.of(criterion.key()), service.service()));
                });
            }
        }
    }

    /** As the judge takes it: without a limit, twice what the service has. */
    private double limitMib(ServiceInterval service) {
        OptionalLong bytes = recording.plan().memoryLimits().getOrDefault(service.service(), OptionalLong.empty());
        return bytes.isPresent()
                ? bytes.getAsLong() / BYTES_PER_MIB
                : 2 * service.memoryMb().orElseThrow();
    }

    private void addErrors(Criterion.ErrorRate criterion, Begin begin) {
        List<EndpointId> endpoints = List.copyOf(recording.errorRates().keySet());
        for (double times : ERRORS) {
            addPlanted(name("errors at %s × the limit", times, begin), criterion, i -> {
                EndpointId id = endpoints.get(i % endpoints.size());
                double own = recording.errorRates().get(id);
                double share = Math.max(0, (times * criterion.below() - own) / (1 - own));
                return new Planted(
                        new Effect.Errors(id, Math.min(1, share), begin.window()),
                        new Expected(List.of(criterion.key()), id.toString()));
            });
        }
    }

    private void addSlower(Criterion criterion, Begin begin) {
        List<EndpointId> endpoints = List.copyOf(recording.errorRates().keySet());
        for (double factor : SLOWER) {
            String name = criterion.key() + ": answers " + size(PERCENT * (factor - 1)) + " % slower " + begin.words();
            addPlanted(name, criterion, i -> {
                EndpointId id = endpoints.get(i % endpoints.size());
                return new Planted(
                        new Effect.Slower(id, factor, begin.window()),
                        new Expected(List.of(criterion.key()), id.toString()));
            });
        }
    }

    private void addPlanted(String name, Criterion criterion, IntFunction<Planted> planting) {
        add(name, true, planted, List.of(criterion), planting);
    }

    /** All scenarios draw the same pieces of the run, so that what differs is what was planted. */
    private void add(String name, boolean effect, int trials, List<Criterion> criteria, IntFunction<Planted> planting) {
        RandomStream drawing = seed.stream("calibrate/pieces");
        RandomStream random = seed.stream("calibrate/" + name);
        scenarios.add(new Scenario(name, effect, trials, i -> {
            Planted plant = planting.apply(i);
            return new Replay(recording, criteria, plant.effect(), plant.expected())
                    .judged(drawing.at(i), random.at(i));
        }));
    }

    private static String name(String pattern, double size, Begin begin) {
        return pattern.formatted(size(size)) + " " + begin.words();
    }

    private static String size(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}

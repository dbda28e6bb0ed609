package dev.wringer.apps.cli;

import dev.wringer.adapters.simulated.SimulatedServices;
import dev.wringer.core.calibration.Expected;
import dev.wringer.core.calibration.Plant;
import dev.wringer.core.calibration.Trial;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.ServiceModel.Defect;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** A whole run on the virtual clock of which only the judgement is kept: all actors, and no evidence. */
final class VirtualTrial {
    private static final double NANOS_PER_HOUR = 3.6e12;

    private final Simulation simulation;
    private final Expected expected;
    private Optional<Instant> lastWindowEnd = Optional.empty();
    private Optional<Instant> found = Optional.empty();

    private VirtualTrial(Simulation simulation, Expected expected) {
        this.simulation = simulation;
        this.expected = expected;
    }

    /** Nothing is planted, and every FAIL is false. */
    static Trial healthy(Simulation simulation, Seed seed) {
        Simulation seeded = simulation.variant(seed, simulation.services());
        return new VirtualTrial(seeded, Expected.NOTHING).run(services -> OptionalDouble.empty());
    }

    static Trial planted(Simulation simulation, Seed seed, Plant plant) {
        VirtualTrial trial = new VirtualTrial(plant.in(simulation, seed), plant.expected());
        return trial.run(services -> trial.delayHours(begins(plant, services)));
    }

    /** What happens to the services by chance begins when it first happens. */
    private static Optional<Duration> begins(Plant plant, SimulatedServices services) {
        if (plant.defect() instanceof Defect.StuckSessions) {
            var first = services.firstStuckNanos(plant.service());
            return first.isPresent() ? Optional.of(Duration.ofNanos(first.getAsLong())) : Optional.empty();
        }
        return Optional.of(plant.defect().at());
    }

    /** A finding that only the verdict holds was made when the last window ended. */
    private OptionalDouble delayHours(Optional<Duration> begin) {
        Optional<Instant> at = found.or(() -> lastWindowEnd);
        if (begin.isEmpty() || at.isEmpty()) {
            return OptionalDouble.empty();
        }
        Instant from = simulation.startsAt().plus(begin.get());
        return OptionalDouble.of(Duration.between(from, at.get()).toNanos() / NANOS_PER_HOUR);
    }

    private interface Delay {
        OptionalDouble of(SimulatedServices services);
    }

    private Trial run(Delay delay) {
        UnrecordedRun run = UnrecordedRun.of(simulation, this::watch);
        return Trial.of(run.verdict(), expected, delay.of(run.services()));
    }

    private void watch(Progress progress) {
        if (progress instanceof Progress.Judged judged) {
            lastWindowEnd = Optional.of(judged.window().end());
            if (found.isEmpty() && judged.findings().stream().anyMatch(expected::isFailedBy)) {
                found = lastWindowEnd;
            }
        }
    }
}

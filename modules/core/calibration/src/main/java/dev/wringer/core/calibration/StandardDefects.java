package dev.wringer.core.calibration;

import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.ServiceModel.Defect;
import dev.wringer.core.model.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * What every judge should find, for any simulation with models: small defects, one at a time, each in another service from one
 * run to the next. Sizes are those of the 48-hour soak with limits of 512 MiB and scale with the run.
 */
public final class StandardDefects {
    /** 0.5 and 0.1 MiB/min over 48 hours, as shares of 512 MiB. */
    private static final double[] LEAKS = {2.8125, 0.5625};

    private static final double ERRORS = 0.01;
    private static final double SLOWER = 1.5;
    private static final double STUCK = 1.0 / 2_000;
    private static final int DEADLOCK_WINDOWS = 3;

    /** Sudden defects come in this part of the run, after the warm-up. */
    private static final double LATEST = 0.9;

    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double SECONDS_PER_MINUTE = 60;

    private final Simulation simulation;
    private final List<Kind> kinds = new ArrayList<>();

    /** One kind of defect; a service that it makes sense in is taken in turn. */
    public record Kind(String name, List<Service> services, BiFunction<Service, RandomStream, Plant> planting) {
        /** @param random decides when a sudden defect comes */
        public Plant plant(int run, RandomStream random) {
            return planting.apply(services.get(run % services.size()), random);
        }
    }

    private StandardDefects(Simulation simulation) {
        this.simulation = simulation;
    }

    /** Those that a criterion of the simulation should find, and a service can have. */
    public static List<Kind> of(Simulation simulation) {
        StandardDefects defects = new StandardDefects(simulation);
        for (double leak : LEAKS) {
            defects.addLeak(leak);
        }
        Duration half = simulation.duration().dividedBy(2);
        defects.add(
                "error rate of 1 %",
                Criterion.ErrorRate.class,
                defects::hasFlows,
                (service, random) -> new Defect.ErrorBurst(
                        Duration.ZERO, simulation.duration().multipliedBy(2), ERRORS));
        defects.add(
                "latency +50 % at half time",
                Criterion.ResponseTimeStable.class,
                defects::isAsked,
                (s, random) -> new Defect.LatencyStep(half, SLOWER));
        defects.add(
                "a stuck session in 2,000",
                Criterion.StuckSessions.class,
                defects::hasSessions,
                (s, random) -> new Defect.StuckSessions(simulation.warmUp(), STUCK));
        defects.add(
                "a silent restart",
                Criterion.Restarts.class,
                service -> true,
                (s, random) -> new Defect.Restart(defects.sometime(random)));
        Duration lasting = simulation.window().multipliedBy(DEADLOCK_WINDOWS);
        defects.add(
                "a deadlock of " + minutes(lasting),
                Criterion.UnfinishedRequests.class,
                defects::isAsked,
                (s, random) -> new Defect.Deadlock(defects.sometime(random), lasting));
        return List.copyOf(defects.kinds);
    }

    private void addLeak(double share) {
        double seconds = simulation.duration().toSeconds();
        BiFunction<Service, RandomStream, Defect> leak =
                (service, random) -> new Defect.MemoryLeak(Duration.ZERO, perSecond(service, share, seconds));
        Predicate<Service> limited = service -> service.memoryLimitBytes().isPresent();
        simulation.services().stream().filter(limited).findFirst().ifPresent(first -> {
            double perMinute = perSecond(first, share, seconds) * SECONDS_PER_MINUTE / BYTES_PER_MIB;
            String name = String.format(Locale.ROOT, "memory leak of %.3g MiB/min", perMinute);
            add(name, Criterion.MemoryStable.class, limited, leak);
        });
    }

    private static double perSecond(Service service, double share, double seconds) {
        return service.memoryLimitBytes().orElseThrow() * share / seconds;
    }

    private void add(
            String name,
            Class<? extends Criterion> by,
            Predicate<Service> suits,
            BiFunction<Service, RandomStream, Defect> defect) {
        Optional<Criterion> criterion =
                simulation.criteria().stream().filter(by::isInstance).findFirst();
        List<Service> services = simulation.services().stream()
                .filter(service -> service.model().isPresent())
                .filter(suits)
                .toList();
        if (criterion.isPresent() && !services.isEmpty()) {
            String key = criterion.get().key();
            kinds.add(new Kind(
                    name, services, (service, random) -> Plant.of(service, defect.apply(service, random), key)));
        }
    }

    private boolean isAsked(Service service) {
        return hasFlows(service) || hasSessions(service);
    }

    /** A session whose stop fails is a stuck one, so that errors of sessions have another right reason. */
    private boolean hasFlows(Service service) {
        return simulation.traffic().stream().anyMatch(flow -> flow.to().equals(service.name()));
    }

    private boolean hasSessions(Service service) {
        return simulation.sessions().stream().anyMatch(flow -> flow.to().equals(service.name()));
    }

    private Duration sometime(RandomStream random) {
        long from = simulation.warmUp().plus(simulation.window()).toNanos();
        long until = (long) (LATEST * simulation.duration().toNanos());
        return Duration.ofNanos(from + random.nextLong(Math.max(1, until - from)));
    }

    private static String minutes(Duration time) {
        return time.toSeconds() % 60 == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}

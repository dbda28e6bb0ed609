package dev.wringer.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One simulation file, resolved: services, traffic, session churn and criteria. Nothing in it can be changed, and a wrong
 * one cannot be made.
 *
 * @param startsAt what the virtual clock shows at the start; the real clock has its own
 * @param duration of the load, without preparing, draining and stopping
 * @param window interval of judging
 * @param interval of collecting, divides the window; 1 s for short runs, 10 s up to 12 h, else 60 s
 * @param warmUp cut from what is judged
 * @param drain how long the end waits for requests and sessions in flight
 * @param quiesce pauses of the load in which what is left is counted; empty: none
 * @param observerCheck whether services are sampled half as often for a while, to see what sampling does to them
 * @param faults what goes wrong, and when
 */
public record Simulation(
        String name,
        Instant startsAt,
        Duration duration,
        Duration window,
        Duration interval,
        Duration warmUp,
        Duration drain,
        Seed seed,
        boolean stopEarly,
        List<Service> services,
        List<Flow> traffic,
        List<SessionFlow> sessions,
        List<Criterion> criteria,
        Fitness fitness,
        Optional<Quiesce> quiesce,
        boolean observerCheck,
        FaultPlan faults) {

    public Simulation {
        services = List.copyOf(services);
        traffic = List.copyOf(traffic);
        sessions = List.copyOf(sessions);
        criteria = List.copyOf(criteria);
        InvalidValue.unless(!name.isBlank() && name.length() <= 120, "name", "name '" + name + "'", "1 to 120 letters");
        InvalidValue.unless(
                window.compareTo(Duration.ofSeconds(1)) >= 0, "window", "window of " + window, "at least 1 second");
        InvalidValue.unless(
                duration.compareTo(window) >= 0 && duration.toDays() <= 366,
                "duration",
                "duration of " + duration,
                "at least one window (" + window + "), at most 366 days");
        InvalidValue.unless(
                window.toNanos() % interval.toNanos() == 0,
                "interval",
                "interval of " + interval,
                "a part of the window");
        InvalidValue.unless(
                !warmUp.isNegative() && warmUp.compareTo(duration) < 0,
                "warm-up",
                "warm-up of " + warmUp,
                "shorter than the run (" + duration + ")");
        InvalidValue.unless(!drain.isNegative(), "drain", "drain of " + drain, "a duration of 0 or more");
        Set<String> names = uniqueNames(services);
        traffic.forEach(flow -> requireService(names, flow.to(), "traffic." + flow.name() + ".to"));
        sessions.forEach(flow -> requireService(names, flow.to(), "sessions." + flow.name() + ".to"));
        services.forEach(service -> service.dependsOn()
                .forEach(other -> requireService(names, other, "services." + service.name() + ".depends-on")));
        ServiceModel.requireCallable(services);
        if (quiesce.isPresent()) {
            requireRoom(quiesce.get(), window, Quiesce.longestUse(traffic, sessions));
        }
    }

    /** When services are sampled half as often; empty also where the run is too short for it. */
    public Optional<ObserverCheck> sampledHalfAsOften() {
        return observerCheck ? ObserverCheck.of(duration, window, warmUp) : Optional.empty();
    }

    /** When the load pauses. */
    public Pauses pauses() {
        return quiesce.map(it -> Pauses.of(it, duration, window, warmUp)).orElse(Pauses.NONE);
    }

    /** The windows of the whole run; a last part of a window counts as one. */
    public long windowCount() {
        return Math.ceilDiv(duration.toNanos(), window.toNanos());
    }

    /** The same simulation with another seed and other services. */
    public Simulation variant(Seed otherSeed, List<Service> otherServices) {
        return variant(otherSeed, otherServices, traffic, sessions, faults);
    }

    /** The same simulation with other faults. */
    public Simulation with(FaultPlan otherFaults) {
        return variant(seed, services, traffic, sessions, otherFaults);
    }

    /** The same simulation with another seed, services, load and faults. */
    public Simulation variant(
            Seed otherSeed,
            List<Service> otherServices,
            List<Flow> otherTraffic,
            List<SessionFlow> otherSessions,
            FaultPlan otherFaults) {
        return new Simulation(
                name,
                startsAt,
                duration,
                window,
                interval,
                warmUp,
                drain,
                otherSeed,
                stopEarly,
                otherServices,
                otherTraffic,
                otherSessions,
                criteria,
                fitness,
                quiesce,
                observerCheck,
                otherFaults);
    }

    public Optional<Service> service(String wanted) {
        return services.stream().filter(s -> s.name().equals(wanted)).findFirst();
    }

    /** The interval that goes with a duration and a window, when the file does not say. */
    public static Duration usualInterval(Duration duration, Duration window) {
        Duration most = duration.compareTo(Duration.ofHours(12)) > 0
                ? Duration.ofSeconds(60)
                : duration.compareTo(Duration.ofMinutes(15)) > 0 ? Duration.ofSeconds(10) : Duration.ofSeconds(1);
        return Stream.of(most, Duration.ofSeconds(10), window, Duration.ofSeconds(1))
                .filter(c -> c.compareTo(most) <= 0 && window.toNanos() % c.toNanos() == 0)
                .findFirst()
                .orElse(window);
    }

    private static void requireRoom(Quiesce quiesce, Duration window, Duration longestUse) {
        InvalidValue.unless(
                quiesce.drain().compareTo(longestUse) >= 0,
                "quiesce.drain",
                "drain of " + quiesce.drain() + " would count sessions or requests that are not over as left",
                "at least the longest session or timeout, " + longestUse);
        Duration hold = quiesce.hold(window);
        InvalidValue.unless(
                quiesce.every().compareTo(hold.multipliedBy(2)) >= 0,
                "quiesce.every",
                "pauses every " + quiesce.every(),
                "at least twice the length of a pause (" + hold + ")");
    }

    private static Set<String> uniqueNames(List<Service> services) {
        Set<String> names = new LinkedHashSet<>();
        for (Service service : services) {
            InvalidValue.unless(
                    names.add(service.name()), "services", "two services named " + service.name(), "one of each name");
        }
        return names;
    }

    private static void requireService(Set<String> names, String name, String key) {
        InvalidValue.unless(names.contains(name), key, "no service is named " + name, "one of " + names);
    }
}

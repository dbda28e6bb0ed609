package dev.wringer.adapters.definitions;

import static dev.wringer.adapters.definitions.Syntaxes.DURATION;
import static dev.wringer.adapters.definitions.Syntaxes.FLAG;

import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.Fitness;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.InvalidValue;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.model.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Reads the section {@code simulation}, the root of all others. */
final class SimulationSection {
    private static final double LOAD_MAX = 10;

    private static final Key<Optional<String>> NAME = Key.derived(
            "name", Syntaxes.TEXT, "the name of the file", "\"sonia soak\"", "names the run folder and the reports");
    private static final Key<Duration> DURATION_KEY =
            Key.required("duration", DURATION, "48h", "of the load, without preparing and draining; at most 366d");
    private static final Key<Duration> WINDOW =
            Key.usual("window", DURATION, "60s", "5s", "interval of judging, 1s or more");
    private static final Key<Optional<Duration>> INTERVAL = Key.derived(
            "interval",
            DURATION,
            "1s up to 15min, 10s up to 12h, else 60s",
            "1s",
            "interval of collecting; divides the window");
    private static final Key<Duration> WARM_UP =
            Key.usual("warm-up", DURATION, "0s", "30min", "cut from what is judged; shorter than the run");
    private static final Key<Duration> DRAIN =
            Key.usual("drain", DURATION, "30s", "2min", "how long the end waits for requests and sessions in flight");
    private static final Key<Long> SEED = Key.usual("seed", Syntaxes.LONG, "1", "20260208", "fixes every random draw");
    private static final Key<Instant> STARTS_AT = Key.usual(
            "starts-at",
            Syntaxes.INSTANT,
            "2026-01-01T00:00:00Z",
            "\"2026-02-08T00:00:00Z\"",
            "what the virtual clock shows at the start");
    private static final Key<Optional<ClockKind>> CLOCK = Key.derived(
            "clock",
            Syntaxes.choice(Map.of("real", ClockKind.REAL, "virtual", ClockKind.VIRTUAL)),
            "real if every service has `start` or `attach`, else virtual",
            "virtual",
            "the clock it runs on");
    private static final Key<Boolean> STOP_EARLY =
            Key.usual("stop-early", FLAG, "false", "true", "ends the run as soon as FAIL is certain");
    private static final Key<SortedMap<String, Service>> SERVICES = Key.required(
            "services",
            Syntaxes.named(ServiceSection.SERVICE),
            "{ gateway { port = 7000, attach = true } }",
            "the system under test");
    private static final Key<SortedMap<String, Flow>> TRAFFIC = Key.usual(
            "traffic",
            Syntaxes.named(FlowSection.FLOW),
            "{}",
            "{ home { to = gateway, request = \"/\", arrivals { rate = 1/s } } }",
            "streams of requests");
    private static final Key<SortedMap<String, SessionFlow>> SESSIONS = Key.usual(
            "sessions",
            Syntaxes.named(SessionSection.SESSION),
            "{}",
            "{ voice { to = gateway, start = \"/open\", stop = \"/close\", length = 5s, arrivals { rate = 1/s } } }",
            "session churn");
    private static final Key<Optional<List<Criterion>>> CRITERIA = Key.derived(
            "criteria", CriteriaSection.CRITERIA, "see `criteria`", "{ restarts { at-most = 0 } }", "what must hold");
    private static final Key<Fitness> FITNESS = Key.usual(
            "fitness", FitnessSection.FITNESS, "{}", "{ cpu-max = 50% }", "when Wringer trusts its own measurement");

    private static final Key<Optional<QuiesceSection.Wanted>> QUIESCE = Key.derived(
            "quiesce",
            QuiesceSection.QUIESCE,
            "every 4h in runs of 8h or more",
            "{ every = 1h }",
            "pauses of the load in which what is left is counted");

    private static final Key<Boolean> OBSERVER_CHECK = Key.usual(
            "observer-check",
            FLAG,
            "false",
            "true",
            "samples services half as often for an hour, and warns when what they use then halves too");

    private static final Key<Double> LOAD = Key.usual(
            "load",
            Syntaxes.PERCENTAGE,
            "100%",
            "50%",
            "scales every arrival rate and, to a whole number of at least 1, the users of every flow; above 0% to"
                    + " 1000%");
    private static final Key<Optional<FaultPlan>> FAULTS = Key.optional(
            "faults",
            FaultsSection.FAULTS,
            "{ plan { slow { latency = 200ms, to = gateway, at = 10min, for = 30s } } }",
            "what goes wrong, when, and to whom");

    static final SectionKeys KEYS = SectionKeys.of(
            "simulation",
            "The whole simulation.",
            NAME,
            DURATION_KEY,
            WINDOW,
            INTERVAL,
            WARM_UP,
            DRAIN,
            SEED,
            STARTS_AT,
            CLOCK,
            STOP_EARLY,
            SERVICES,
            TRAFFIC,
            SESSIONS,
            CRITERIA,
            FITNESS,
            QUIESCE,
            OBSERVER_CHECK,
            LOAD,
            FAULTS);

    /** A simulation and what its file says about the clock. */
    record Found(Simulation simulation, Optional<ClockKind> clock, boolean hasCriteria) {}

    private SimulationSection() {}

    /** Reads all of it; dangling names are found here, before the record would stop at the first. */
    static Entry<Found> read(Section section, String fileName) {
        Entry<Optional<String>> name = section.read(NAME);
        Entry<Duration> duration = section.read(DURATION_KEY);
        Entry<Duration> window = section.read(WINDOW);
        Entry<Optional<Duration>> interval = section.read(INTERVAL);
        Entry<Duration> warmUp = section.read(WARM_UP);
        Entry<Duration> drain = section.read(DRAIN);
        Entry<Long> seed = section.read(SEED);
        Entry<Instant> startsAt = section.read(STARTS_AT);
        Entry<Optional<ClockKind>> clock = section.read(CLOCK);
        Entry<Boolean> stopEarly = section.read(STOP_EARLY);
        Entry<SortedMap<String, Service>> services = section.read(SERVICES);
        Entry<SortedMap<String, Flow>> traffic = section.read(TRAFFIC);
        Entry<SortedMap<String, SessionFlow>> sessions = section.read(SESSIONS);
        Entry<Optional<List<Criterion>>> criteria = section.read(CRITERIA);
        Entry<Fitness> fitness = section.read(FITNESS);
        Entry<Optional<QuiesceSection.Wanted>> quiesce = section.read(QUIESCE);
        Entry<Boolean> observerCheck = section.read(OBSERVER_CHECK);
        Entry<Double> load = section.read(LOAD);
        Entry<FaultPlan> faults = section.read(FAULTS).map(plan -> plan.orElse(FaultPlan.NONE));
        References.check(section, services, traffic, sessions, criteria, faults);
        return section.build(() -> {
            Simulation full = new Simulation(
                    name.value().orElse(fileName),
                    startsAt.value(),
                    duration.value(),
                    window.value(),
                    interval.value().orElseGet(() -> Simulation.usualInterval(duration.value(), window.value())),
                    warmUp.value(),
                    drain.value(),
                    new Seed(seed.value()),
                    stopEarly.value(),
                    StartOrder.of(services.value().values()),
                    OpenEnds.closedFlows(traffic.value().values(), duration.value()),
                    OpenEnds.closedSessions(sessions.value().values(), duration.value()),
                    FaultCriteria.completed(criteria.value().orElse(CriteriaSection.USUAL), faults.value()),
                    fitness.value(),
                    QuiesceSection.of(
                            quiesce.value(),
                            duration.value(),
                            window.value(),
                            traffic.value().values(),
                            sessions.value().values()),
                    observerCheck.value(),
                    faults.value());
            Simulation scaled = LoadShare.of(full, share(load.value()));
            return new Found(scaled, clock.value(), criteria.value().isPresent());
        });
    }

    private static double share(double load) {
        if (load <= 0 || load > LOAD_MAX) {
            throw new InvalidValue("load", "a load of " + Quantities.written(load), "above 0% to 1000%");
        }
        return load;
    }
}

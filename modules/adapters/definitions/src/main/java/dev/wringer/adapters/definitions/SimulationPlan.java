package dev.wringer.adapters.definitions;

import dev.wringer.core.model.Arrivals;
import dev.wringer.core.model.Condition;
import dev.wringer.core.model.Criterion;
import dev.wringer.core.model.Distribution;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.MetricTest;
import dev.wringer.core.model.ObserverCheck;
import dev.wringer.core.model.Probe;
import dev.wringer.core.model.Secrets;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.model.Simulation;
import dev.wringer.core.model.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in words what a simulation will do: what starts, which load, how long, judged by what. */
public final class SimulationPlan {
    private static final double NANOS_PER_MICRO = 1e3;

    private final Simulation simulation;
    private final List<String> lines = new ArrayList<>();

    private SimulationPlan(Simulation simulation) {
        this.simulation = simulation;
    }

    /** The clocks that every service of a simulation is described for, the real one first; may be none. */
    public static Set<ClockKind> clocks(Simulation simulation) {
        Set<ClockKind> clocks = EnumSet.noneOf(ClockKind.class);
        for (ClockKind clock : ClockKind.values()) {
            if (simulation.services().stream().allMatch(runsOn(clock))) {
                clocks.add(clock);
            }
        }
        return Collections.unmodifiableSet(clocks);
    }

    private static Predicate<Service> runsOn(ClockKind clock) {
        return switch (clock) {
            case REAL -> service -> service.runs().isPresent();
            case VIRTUAL -> service -> service.model().isPresent();
        };
    }

    /** Which services keep a simulation from a clock, and what they lack. */
    static String missingFor(ClockKind clock, Simulation simulation) {
        String names = simulation.services().stream()
                .filter(runsOn(clock).negate())
                .map(Service::name)
                .collect(Collectors.joining(", "));
        return names + (clock == ClockKind.REAL ? " without `start` or `attach`" : " without `model`");
    }

    /** The plan, a line each, without line ends and without secrets. */
    public static List<String> describe(Simulation simulation, ClockKind clock) {
        SimulationPlan plan = new SimulationPlan(simulation);
        plan.frame(clock);
        plan.services(clock);
        plan.load();
        plan.pauses();
        plan.lines.addAll(FaultsInWords.of(simulation));
        plan.criteria();
        plan.limits();
        return plan.lines.stream().map(Secrets::mask).toList();
    }

    private void frame(ClockKind clock) {
        lines.add("simulation  " + simulation.name());
        lines.add("clock       " + clock.word() + ", seed " + simulation.seed().value());
        lines.add("duration    " + time(simulation.duration()) + ": " + grouped(simulation.windowCount())
                + " windows of " + time(simulation.window()) + ", collected every " + time(simulation.interval())
                + warmUp() + "; then up to " + time(simulation.drain()) + " of draining");
    }

    private String warmUp() {
        return simulation.warmUp().isZero() ? "" : "; the first " + time(simulation.warmUp()) + " are not judged";
    }

    private void services(ClockKind clock) {
        lines.add("services    " + simulation.services().size() + ", started in this order");
        for (Service service : simulation.services()) {
            lines.add("  " + service.name() + "  " + (service.tls() ? "tls://" : "") + service.host() + ":"
                    + service.port() + after(service));
            lines.add("      " + (clock == ClockKind.REAL ? realLine(service) : virtualLine(service)));
        }
    }

    private static String after(Service service) {
        return service.dependsOn().isEmpty() ? "" : ", after " + String.join(", ", service.dependsOn());
    }

    private static String realLine(Service service) {
        String ready = "; ready when " + probe(service.ready().probe()) + ", within "
                + time(service.ready().within());
        return switch (service.runs().orElseThrow()) {
            case Service.Launch launch -> "launches " + String.join(" ", launch.command()) + ready;
            case Service.Attach attach ->
                "attaches to what runs there"
                        + (attach.pid().isPresent()
                                ? ", process " + attach.pid().getAsLong()
                                : "; memory, CPU and restarts cannot be seen without `pid`")
                        + ready;
        };
    }

    private static String probe(Probe probe) {
        return switch (probe) {
            case Probe.Http http -> "GET " + http.path() + " answers 2xx";
            case Probe.Tcp ignored -> "the port accepts";
            case Probe.LogLine line -> "its output matches " + line.pattern();
        };
    }

    private static String virtualLine(Service service) {
        var model = service.model().orElseThrow();
        int defects = model.defects().size();
        return "modelled: latency " + distribution(model.latency()) + ", " + grouped(model.workers()) + " workers"
                + (defects == 0 ? "" : ", planted defects: " + defects);
    }

    private void load() {
        lines.add("traffic     " + simulation.traffic().size() + " flows");
        simulation.traffic().forEach(flow -> lines.add("  " + flow.name() + " -> " + flow.to() + "  " + load(flow)));
        lines.add("sessions    " + simulation.sessions().size() + " flows");
        simulation.sessions().forEach(flow -> lines.add("  " + flow.name() + " -> " + flow.to() + "  " + load(flow)));
    }

    private String load(Flow flow) {
        int requests = flow.requests().size();
        String timeout = ", timeout " + time(flow.timeout());
        return switch (flow.arrivals()) {
            case Arrivals.Open open -> {
                double arrivals = ExpectedArrivals.of(open, simulation.duration(), simulation.pauses());
                yield ExpectedArrivals.words(open) + ", about " + grouped(arrivals * requests) + " requests in total"
                        + timeout;
            }
            case Arrivals.Closed closed ->
                grouped(closed.users()) + " users, think time " + distribution(closed.thinkTime()) + ", " + requests
                        + (requests == 1 ? " request" : " requests") + " each time" + timeout;
        };
    }

    private String load(SessionFlow flow) {
        double arrivals = ExpectedArrivals.of(flow.arrivals(), simulation.duration(), simulation.pauses());
        return ExpectedArrivals.words(flow.arrivals()) + ", each " + distribution(flow.length()) + " long, about "
                + grouped(arrivals) + " sessions in total, at most " + grouped(flow.liveMax()) + " at once";
    }

    private void pauses() {
        PausesInWords.of(simulation).ifPresent(lines::add);
        if (simulation.observerCheck()) {
            lines.add("observer    "
                    + simulation
                            .sampledHalfAsOften()
                            .map(this::halfAsOften)
                            .orElse("the run is too short to be sampled half as often for a part of it"));
        }
    }

    private String halfAsOften(ObserverCheck check) {
        return "sampled half as often for " + time(simulation.window().multipliedBy(check.windows())) + " from "
                + time(simulation.window().multipliedBy(check.from())) + " on";
    }

    private void criteria() {
        lines.add("criteria    " + simulation.criteria().size()
                + (simulation.stopEarly() ? ", the run stops early on a certain FAIL" : ""));
        simulation.criteria().forEach(criterion -> lines.add("  " + words(criterion)));
    }

    private static String words(Criterion criterion) {
        return switch (criterion) {
            case Criterion.ErrorRate rate ->
                "error-rate below " + percent(rate.below())
                        + rate.windowBelow()
                                .map(share -> ", in each window below " + percent(share))
                                .orElse("");
            case Criterion.ResponseTime time ->
                time.key() + " of " + time.endpoint().orElse("each endpoint") + " below " + time(time.below())
                        + time.alert().map(alert -> ", alert at " + time(alert)).orElse("");
            case Criterion.ResponseTimeStable stable -> stable.key().replace("-stable", "") + " stable";
            case Criterion.MemoryStable memory ->
                "memory stable, growth up to " + percent(memory.tolerated()) + " of the limit tolerated";
            case Criterion.ResourceStable resource ->
                resource.key() + " stable, growth up to "
                        + value(resource.tolerated(), resource.resource().unit()) + " tolerated";
            case Criterion.Metric metric -> metric.name() + " (" + metric.series() + ") " + words(metric);
            case Criterion.UnfinishedRequests requests -> "unfinished-requests at most " + grouped(requests.atMost());
            case Criterion.StuckSessions sessions -> "stuck-sessions at most " + grouped(sessions.atMost());
            case Criterion.Restarts restarts -> "restarts at most " + grouped(restarts.atMost());
            case Criterion.HealthChecks checks -> "health-checks failed at most " + grouped(checks.failedAtMost());
            case Criterion.Recovery recovery -> "recovery within " + time(recovery.within());
            case Criterion.Availability availability ->
                "availability during each fault at least " + percent(availability.during());
            case Criterion.OutsideBlastRadius outside ->
                "errors outside the blast radius at most " + grouped(outside.errorsAtMost());
            case Criterion.NothingLost lost -> "writes lost at most " + grouped(lost.atMost());
            case Criterion.InPhase one -> one.phase().word() + ": " + words(one.criterion());
            case Criterion.NoWorse worse ->
                "baseline: p" + worse.percentile() + " at most " + percent(worse.slowerBy())
                        + " and the error rate at most " + percent(worse.moreErrorsBy()) + " above "
                        + worse.control()
                                .map(pair -> pair.control() + " for " + pair.service())
                                .orElse("the run given with --baseline")
                        + (worse.decides() ? ", else it fails" : ", else it warns");
        };
    }

    private static String words(Criterion.Metric metric) {
        Unit unit = metric.series().figure().unit();
        return switch (metric.test()) {
            case MetricTest.Levels levels ->
                Stream.of(
                                levels.target().map(target -> "target " + condition(target, unit)),
                                levels.alert().map(alert -> "alert at " + condition(alert, unit)))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(", "));
            case MetricTest.Overall overall -> "over the whole run " + condition(overall.target(), unit);
            case MetricTest.Never never ->
                "never " + condition(never.ceiling(), unit)
                        + (never.over().isZero() ? "" : " as a mean over " + time(never.over()));
            case MetricTest.Stable stable -> "stable, growth up to " + value(stable.tolerated(), unit) + " tolerated";
            case MetricTest.Shift shift ->
                (shift.rises() ? "rises" : "drops") + " by less than " + percent(shift.margin());
        };
    }

    private static String condition(Condition condition, Unit unit) {
        return condition.comparison().sign() + " " + value(condition.than(), unit);
    }

    private static String value(double value, Unit unit) {
        return switch (unit) {
            case COUNT -> Quantities.plain(value);
            case MEBIBYTES -> Quantities.plain(value) + "MiB";
            case SHARE -> percent(value);
            case PER_SECOND -> Quantities.plain(value) + "/s";
            case MICROSECONDS -> time(Duration.ofNanos(Math.round(value * NANOS_PER_MICRO)));
        };
    }

    private void limits() {
        for (ClockKind clock : ClockKind.values()) {
            if (!clocks(simulation).contains(clock)) {
                lines.add("cannot run on the " + clock.word() + " clock: " + missingFor(clock, simulation));
            }
        }
        boolean memory = simulation.criteria().stream().anyMatch(Criterion.MemoryStable.class::isInstance);
        String unlimited = simulation.services().stream()
                .filter(service -> memory && service.memoryLimitBytes().isEmpty())
                .map(Service::name)
                .collect(Collectors.joining(", "));
        if (!unlimited.isEmpty()) {
            lines.add("cannot measure memory growth against a limit: " + unlimited + " without `limit`");
        }
    }

    static String distribution(Distribution distribution) {
        return switch (distribution) {
            case Distribution.Constant constant -> time(constant.value());
            case Distribution.Uniform uniform -> time(uniform.from()) + ".." + time(uniform.to());
            case Distribution.Exponential exponential -> "exponential(" + time(exponential.mean()) + ")";
            case Distribution.LogNormal shape -> "lognormal(" + time(shape.p50()) + ", " + time(shape.p99()) + ")";
            case Distribution.Empirical ignored -> "as measured";
        };
    }

    private static String time(Duration duration) {
        return Quantities.written(duration);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%s %%", Quantities.plain(share * 100));
    }

    private static String grouped(double number) {
        return grouped(Math.round(number));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}

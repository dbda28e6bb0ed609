package dev.wringer.engine.run;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.GeneratorInterval;
import dev.wringer.core.metrics.Phase;
import dev.wringer.core.metrics.ServiceInterval;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Fitness;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import org.HdrHistogram.Histogram;

/** What has been collected of one interval or one window so far. */
final class Collection {
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double TWO_PLACES = 1e2;
    private static final double THREE_PLACES = 1e3;
    private static final double FOUR_PLACES = 1e4;

    private final Set<EndpointId> expected = new TreeSet<>();
    private final SortedMap<EndpointId, EndpointInterval> endpoints = new TreeMap<>();
    private final SortedMap<String, Contribution.Supervision> supervisions = new TreeMap<>();
    private final SortedMap<String, Contribution.Resources> resources = new TreeMap<>();
    private final SortedMap<String, Long> sessionsOpen = new TreeMap<>();
    private final SortedMap<String, Long> sessionsStuck = new TreeMap<>();
    private final boolean takesOver;
    private Instruments.Reading reading = Instruments.Reading.NOTHING;

    /** @param takesOver true when nobody else reads what is added */
    Collection(Simulation simulation, boolean takesOver) {
        this.takesOver = takesOver;
        for (var flow : simulation.traffic()) {
            flow.requests().forEach(request -> expect(flow.to(), request.endpoint()));
        }
        for (var flow : simulation.sessions()) {
            SessionChurner.endpoints(flow).forEach(endpoint -> expect(flow.to(), endpoint));
        }
    }

    /** An endpoint without traffic is there all the same. */
    private void expect(String service, String endpoint) {
        expected.add(new EndpointId(service, endpoint));
    }

    List<EndpointInterval> endpoints() {
        expected.forEach(id -> endpoints.computeIfAbsent(id, EndpointInterval::new));
        return List.copyOf(endpoints.values());
    }

    SortedMap<String, Long> sessionsOpen() {
        return sessionsOpen;
    }

    void add(Contribution contribution) {
        switch (contribution) {
            case Contribution.Traffic traffic -> traffic.endpoints().forEach(seen -> merge(seen, true));
            case Contribution.Sessions sessions -> {
                sessions.endpoints().forEach(seen -> merge(seen, true));
                sessionsOpen.merge(sessions.service(), sessions.open(), Long::sum);
                sessionsStuck.merge(sessions.service(), sessions.stuck(), Long::sum);
            }
            case Contribution.Supervision supervision ->
                supervisions.merge(supervision.service(), supervision, Collection::later);
            case Contribution.Resources figures -> resources.merge(figures.service(), figures, Collection::later);
        }
    }

    void add(Instruments.Reading later) {
        reading = new Instruments.Reading(
                combine(reading.loopLagMaxMs(), later.loopLagMaxMs(), Math::max),
                combine(reading.gcPauseMaxMs(), later.gcPauseMaxMs(), Math::max),
                combine(reading.cpuShare(), later.cpuShare(), Math::max));
    }

    /** Adds the interval that follows what is here. */
    void add(Collection later) {
        later.endpoints().forEach(seen -> merge(seen, false));
        later.supervisions.forEach((service, seen) -> supervisions.merge(service, seen, Collection::later));
        later.resources.forEach((service, seen) -> resources.merge(service, seen, Collection::later));
        sessionsOpen.putAll(later.sessionsOpen);
        sessionsStuck.putAll(later.sessionsStuck);
        add(later.reading);
    }

    /**
     * An endpoint that nothing was seen at yet is taken over whole, where its giver is done with it: adding histograms costs,
     * and one source is common.
     */
    private void merge(EndpointInterval seen, boolean sameTime) {
        if (takesOver && !endpoints.containsKey(seen.id())) {
            endpoints.put(seen.id(), seen);
        } else {
            endpoints.computeIfAbsent(seen.id(), EndpointInterval::new).merge(seen, sameTime);
        }
    }

    private static Contribution.Supervision later(Contribution.Supervision a, Contribution.Supervision b) {
        return new Contribution.Supervision(
                b.service(),
                b.restarts(),
                a.healthChecks() + b.healthChecks(),
                a.healthFailures() + b.healthFailures());
    }

    private static Contribution.Resources later(Contribution.Resources a, Contribution.Resources b) {
        return new Contribution.Resources(
                b.service(),
                combine(a.memoryMb(), b.memoryMb(), Math::max),
                combine(a.memoryFloorMb(), b.memoryFloorMb(), Math::min),
                combine(a.cpuPct(), b.cpuPct(), (x, y) -> (x + y) / 2),
                b.openFiles().isPresent() ? b.openFiles() : a.openFiles(),
                b.threads().isPresent() ? b.threads() : a.threads(),
                b.uptimeHours().isPresent() ? b.uptimeHours() : a.uptimeHours(),
                b.gauges().isEmpty() ? a.gauges() : b.gauges());
    }

    private static OptionalDouble combine(OptionalDouble a, OptionalDouble b, DoubleBinaryOperator operator) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isPresent() ? a : b;
        }
        return OptionalDouble.of(operator.applyAsDouble(a.getAsDouble(), b.getAsDouble()));
    }

    /**
     * How time went in a window.
     *
     * @param endNanos offset of its end from the start of the load
     * @param held whether a person held the traffic in it
     * @param faults that were active in it
     * @param recovering faults that the system recovered from in it
     */
    record Timekeeping(
            long endNanos,
            long clockDriftNanos,
            long judgeStallNanos,
            boolean held,
            List<String> faults,
            List<String> recovering) {}

    /** @param before what each service had counted when a resumed run began to measure */
    Window toWindow(
            long index,
            Instant start,
            Instant end,
            Timekeeping timekeeping,
            Simulation simulation,
            SortedMap<String, Resumption.Counted> before) {
        List<ServiceInterval> services = new ArrayList<>();
        simulation
                .services()
                .forEach(service -> services.add(
                        service(service, before.getOrDefault(service.name(), Resumption.Counted.NOTHING))));
        return new Window(
                index,
                start,
                end,
                timekeeping.endNanos(),
                phase(index, simulation, timekeeping.held()),
                endpoints(),
                services,
                generator(simulation.fitness(), timekeeping),
                timekeeping.faults(),
                timekeeping.recovering());
    }

    private static Phase phase(long index, Simulation simulation, boolean held) {
        long length = simulation.window().toNanos();
        if (index < Math.ceilDiv(simulation.warmUp().toNanos(), length)) {
            return Phase.WARM_UP;
        }
        if (held) {
            return Phase.HELD;
        }
        return simulation.pauses().touches(index * length, (index + 1) * length) ? Phase.QUIESCE : Phase.STEADY;
    }

    private ServiceInterval service(Service service, Resumption.Counted before) {
        Contribution.Resources figures = resources.getOrDefault(
                service.name(),
                new Contribution.Resources(
                        service.name(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        new TreeMap<>()));
        Contribution.Supervision supervision =
                supervisions.getOrDefault(service.name(), new Contribution.Supervision(service.name(), 0, 0, 0));
        return new ServiceInterval(
                service.name(),
                service.port(),
                rounded(figures.memoryMb(), THREE_PLACES),
                rounded(figures.memoryFloorMb(), THREE_PLACES),
                rounded(figures.cpuPct(), TWO_PLACES),
                figures.openFiles(),
                figures.threads(),
                sessionsOpen.getOrDefault(service.name(), 0L),
                before.sessionsStuck() + sessionsStuck.getOrDefault(service.name(), 0L),
                before.restarts() + supervision.restarts(),
                rounded(figures.uptimeHours(), FOUR_PLACES),
                supervision.healthChecks(),
                supervision.healthFailures(),
                figures.gauges());
    }

    private GeneratorInterval generator(Fitness limits, Timekeeping timekeeping) {
        Histogram delays = EndpointInterval.newHistogram();
        endpoints.values().forEach(endpoint -> EndpointInterval.add(delays, endpoint.sendDelay()));
        OptionalDouble sendDelay = delays.getTotalCount() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(delays.getValueAtPercentile(99) / MICROS_PER_MILLI);
        List<String> unfit = new ArrayList<>();
        exceeds("p99 of send delay", sendDelay, millis(limits.sendDelayP99Max()), "ms", unfit);
        exceeds("event-loop lag", reading.loopLagMaxMs(), millis(limits.loopLagMax()), "ms", unfit);
        exceeds("GC pause", reading.gcPauseMaxMs(), millis(limits.gcPauseMax()), "ms", unfit);
        OptionalDouble cpuPct = reading.cpuShare().isPresent()
                ? OptionalDouble.of(reading.cpuShare().getAsDouble() * 100)
                : OptionalDouble.empty();
        exceeds("CPU of Wringer", cpuPct, limits.cpuMax() * 100, "% of the host", unfit);
        return new GeneratorInterval(
                sendDelay,
                rounded(reading.loopLagMaxMs(), THREE_PLACES),
                rounded(reading.gcPauseMaxMs(), THREE_PLACES),
                rounded(reading.cpuShare(), FOUR_PLACES),
                rounded(OptionalDouble.of(timekeeping.clockDriftNanos() / NANOS_PER_MILLI), THREE_PLACES),
                rounded(OptionalDouble.of(timekeeping.judgeStallNanos() / NANOS_PER_MILLI), THREE_PLACES),
                unfit);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / NANOS_PER_MILLI;
    }

    private static void exceeds(String what, OptionalDouble value, double limit, String unit, List<String> unfit) {
        if (value.isPresent() && value.getAsDouble() > limit) {
            unfit.add(String.format(Locale.ROOT, "%s %.1f %s, limit %.1f", what, value.getAsDouble(), unit, limit));
        }
    }

    /** As the files have it, so that the live judge sees what a later one will. */
    private static OptionalDouble rounded(OptionalDouble value, double scale) {
        return value.isPresent()
                ? OptionalDouble.of(Math.round(value.getAsDouble() * scale) / scale)
                : OptionalDouble.empty();
    }
}

package dev.wringer.engine.run;

import dev.wringer.core.model.Service;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Measures one service at a steady rhythm, and keeps the extremes until it is asked for them. */
final class ResourceSampler extends AbstractMatchingBehavior<ResourceSampler.Command> {
    sealed interface Command permits Begin, Tick, Measured, Contribution.Poll {}

    /** Starts the load's clock, and sampling. */
    record Begin(long startNanos) implements Command {}

    private record Tick() implements Command {}

    private record Measured(Host.Sampled sample) implements Command {}

    private final ActorContext<Command> context;
    private final Service service;
    private final ActorRef<Host.Command> host;
    private final Clock clock;
    private final Simulation simulation;
    private final Journal journal;
    private final ActorRef<Host.Sampled> adapter;
    private long startNanos;
    private Host.Sampled latest = Host.Sampled.NOTHING;
    private OptionalDouble memoryMax = OptionalDouble.empty();
    private OptionalDouble memoryMin = OptionalDouble.empty();
    private List<String> knownMissing = List.of();
    private double cpuSum;
    private int cpuCount;

    private ResourceSampler(
            ActorContext<Command> context,
            Clock clock,
            Service service,
            ActorRef<Host.Command> host,
            Simulation simulation,
            Journal journal) {
        super(context);
        this.context = context;
        this.service = service;
        this.host = host;
        this.clock = clock;
        this.simulation = simulation;
        this.journal = journal;
        this.adapter = context.messageAdapter(Host.Sampled.class, Measured::new);
    }

    static Behavior<Command> create(
            Clock clock, Service service, ActorRef<Host.Command> host, Simulation simulation, Journal journal) {
        return Behaviors.setup(context -> new ResourceSampler(context, clock, service, host, simulation, journal));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Begin begin -> {
                startNanos = begin.startNanos();
                sample();
            }
            case Tick ignored -> sample();
            case Measured measured -> keep(measured.sample());
            case Contribution.Poll poll -> handOver(poll);
        }
        return this;
    }

    private void sample() {
        host.tell(new Host.Sample(adapter));
        context.scheduleOnce(rhythm(), context.getSelf(), new Tick());
    }

    /** Half as often in the windows of the observer check. */
    private Duration rhythm() {
        long window = (clock.nanos() - startNanos) / simulation.window().toNanos();
        boolean half = simulation
                .sampledHalfAsOften()
                .filter(check -> check.contains(window))
                .isPresent();
        return half ? simulation.interval().multipliedBy(2) : simulation.interval();
    }

    private void keep(Host.Sampled sample) {
        latest = sample;
        List<String> missing = missing(sample);
        if (!missing.equals(knownMissing)) {
            knownMissing = missing;
            journal.entry("not-measured", "service", service.name(), "figures", missing);
        }
        if (sample.memoryMb().isPresent()) {
            double memory = sample.memoryMb().getAsDouble();
            memoryMax = OptionalDouble.of(Math.max(memory, memoryMax.orElse(memory)));
            memoryMin = OptionalDouble.of(Math.min(memory, memoryMin.orElse(memory)));
        }
        if (sample.cpuPct().isPresent()) {
            cpuSum += sample.cpuPct().getAsDouble();
            cpuCount++;
        }
    }

    /** What cannot be measured is said once, and again when that changes. The first CPU share needs two samples. */
    private List<String> missing(Host.Sampled sample) {
        List<String> missing = new ArrayList<>();
        addIf(sample.memoryMb().isEmpty(), "memory", missing);
        addIf(sample.openFiles().isEmpty(), "open files", missing);
        addIf(sample.threads().isEmpty(), "threads", missing);
        service.scrape()
                .ifPresent(scrape -> scrape.series().stream()
                        .filter(series -> !sample.gauges().containsKey(series))
                        .forEach(missing::add));
        return missing;
    }

    private static void addIf(boolean holds, String figure, List<String> figures) {
        if (holds) {
            figures.add(figure);
        }
    }

    private void handOver(Contribution.Poll poll) {
        OptionalDouble cpu = cpuCount == 0 ? OptionalDouble.empty() : OptionalDouble.of(cpuSum / cpuCount);
        poll.answer(new Contribution.Resources(
                service.name(),
                memoryMax,
                memoryMin,
                cpu,
                latest.openFiles(),
                latest.threads(),
                latest.uptimeHours(),
                latest.gauges()));
        latest = Host.Sampled.NOTHING;
        memoryMax = OptionalDouble.empty();
        memoryMin = OptionalDouble.empty();
        cpuSum = 0;
        cpuCount = 0;
    }
}

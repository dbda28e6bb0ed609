package dev.wringer.adapters.simulated;

import dev.wringer.core.metrics.Residue;
import dev.wringer.core.model.Probe;
import dev.wringer.engine.run.Host;
import dev.wringer.engine.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Starts, probes, measures and stops the model of a service. It has a thread for each of its workers, and shows the gauge
 * {@value #QUEUE_DEPTH} if it is asked for; processor time and open files are not modelled, and therefore absent.
 */
final class SimulatedHost extends AbstractMatchingBehavior<Host.Command> {
    private static final double NANOS_PER_HOUR = 3.6e12;
    private static final String QUEUE_DEPTH = "queue_depth";
    private static final String CRASH = "exit code 134 (SIGABRT)";

    private final ModelledService service;
    private final Clock clock;
    private Optional<ActorRef<Host.Event>> supervisor = Optional.empty();

    private SimulatedHost(ActorContext<Host.Command> context, ModelledService service, Clock clock) {
        super(context);
        this.service = service;
        this.clock = clock;
    }

    static Behavior<Host.Command> create(ModelledService service, Clock clock) {
        return Behaviors.setup(context -> {
            SimulatedHost host = new SimulatedHost(context, service, clock);
            Scheduling scheduling = Scheduling.of(context.getSystem());
            for (long crash : service.defects().crashes()) {
                scheduling.in(crash - clock.nanos(), host::crash);
            }
            for (long restart : service.defects().restarts()) {
                scheduling.in(restart - clock.nanos(), host::restartSilently);
            }
            return host;
        });
    }

    @Override
    public Behavior<Host.Command> onMessage(Host.Command command) {
        switch (command) {
            case Host.Start(var replyTo) -> start(replyTo);
            case Host.Ask(long id, Probe probe, var ignored, var replyTo) -> replyTo.tell(asked(id, probe));
            case Host.Sample(var replyTo) -> replyTo.tell(sampled());
            case Host.CollectGarbage(long id, var replyTo) -> replyTo.tell(collected(id));
            case Host.Count(long id, var replyTo) -> replyTo.tell(counted(id));
            case Host.Stop(var replyTo) -> stop(replyTo);
        }
        return this;
    }

    private void start(ActorRef<Host.Event> replyTo) {
        supervisor = Optional.of(replyTo);
        service.process().start(clock.nanos());
        replyTo.tell(new Host.Started(service.process().identity()));
    }

    private void crash() {
        if (service.process().isRunning()) {
            service.process().exit();
            supervisor.ifPresent(s -> s.tell(new Host.Exited(CRASH, List.of("planted crash"))));
        }
    }

    private void restartSilently() {
        if (service.process().isRunning()) {
            service.process().replace(clock.nanos());
        }
    }

    private void stop(ActorRef<Host.Event> replyTo) {
        if (service.process().isRunning()) {
            service.process().exit();
        }
        replyTo.tell(new Host.Stopped(List.of(), List.of()));
    }

    /** A deadlock is of the nasty kind: the workers hang, and the health check goes on saying yes. */
    private Host.Asked asked(long id, Probe probe) {
        if (!service.process().isReachable(clock.nanos())) {
            return new Host.Asked(id, false, "connection refused");
        }
        return new Host.Asked(
                id,
                true,
                switch (probe) {
                    case Probe.Http ignored -> "200";
                    case Probe.Tcp ignored -> "connected";
                    case Probe.LogLine ignored -> "line seen";
                });
    }

    private Host.GarbageCollected collected(long id) {
        if (!service.process().isRunning()) {
            return Host.GarbageCollected.not(id, "not running");
        }
        double live = service.memory().liveMib(service.process().startedNanos(), clock.nanos());
        return new Host.GarbageCollected(id, OptionalDouble.of(live), Residue.COLLECTED);
    }

    private Host.Counted counted(long id) {
        OptionalLong sockets = service.process().isRunning()
                ? OptionalLong.of(service.sockets().count())
                : OptionalLong.empty();
        return Host.Counted.of(id, sockets, sampled());
    }

    private Host.Sampled sampled() {
        if (!service.process().isRunning()) {
            return Host.Sampled.NOTHING;
        }
        long now = clock.nanos();
        long started = service.process().startedNanos();
        return new Host.Sampled(
                OptionalDouble.of(service.memory().mib(started, now)),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.of(service.model().workers() + service.defects().leakedThreads(started, now)),
                OptionalDouble.of((now - started) / NANOS_PER_HOUR),
                gauges(started, now));
    }

    private SortedMap<String, Double> gauges(long started, long now) {
        SortedMap<String, Double> gauges = new TreeMap<>();
        if (service.gauges().contains(QUEUE_DEPTH)) {
            gauges.put(QUEUE_DEPTH, (double) service.defects().leftUndone(started, now));
        }
        return gauges;
    }
}

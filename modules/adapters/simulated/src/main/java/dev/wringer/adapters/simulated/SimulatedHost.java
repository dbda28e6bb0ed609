package dev.wringer.adapters.simulated;

import dev.wringer.core.metrics.Residue;
import dev.wringer.core.model.Probe;
import dev.wringer.core.model.ProcessFault;
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
final class SimulatedHost extends AbstractMatchingBehavior<Host.Command> implements FaultListener {
    private static final double NANOS_PER_HOUR = 3.6e12;
    private static final String QUEUE_DEPTH = "queue_depth";
    private static final String CRASH = "exit code 134 (SIGABRT)";
    private static final String KILLED = "killed by signal 9 (SIGKILL)";
    private static final String TERMINATED = "exit code 143 (SIGTERM)";
    private static final long LOOK_AGAIN_NANOS = 100_000_000;

    private final ModelledService service;
    private final Link link;
    private final Clock clock;
    private final Scheduling scheduling;
    private Optional<ActorRef<Host.Event>> supervisor = Optional.empty();

    private SimulatedHost(
            ActorContext<Host.Command> context,
            ModelledService service,
            Link link,
            Clock clock,
            Scheduling scheduling) {
        super(context);
        this.service = service;
        this.link = link;
        this.clock = clock;
        this.scheduling = scheduling;
        service.process().onDeath(this::died);
    }

    static Behavior<Host.Command> create(ModelledService service, ModelledSystem system, Clock clock) {
        return Behaviors.setup(context -> {
            Scheduling scheduling = Scheduling.of(context.getSystem());
            Link link = system.link(Link.WRINGER, service.name());
            SimulatedHost host = new SimulatedHost(context, service, link, clock, scheduling);
            system.addListener(host);
            for (long crash : service.defects().crashes()) {
                scheduling.in(crash - clock.nanos(), () -> service.process().die(CRASH));
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
            case Host.Ask ask -> ask(ask);
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

    private void died(String how) {
        supervisor.ifPresent(it -> it.tell(new Host.Exited(how, List.of())));
    }

    @Override
    public void begun(ActiveFault fault) {
        if (!service.exposure().isUnder(fault.id())) {
            return;
        }
        if (fault.fault() instanceof ProcessFault.Kill) {
            service.process().die(KILLED);
        } else if (fault.fault() instanceof ProcessFault.Terminate) {
            service.process().die(TERMINATED);
        } else if (fault.fault() instanceof ProcessFault.CrashLoop loop) {
            killWhenUp(fault.id(), loop.every().toNanos());
        } else if (fault.fault() instanceof ProcessFault.MemoryLimit limit) {
            killAbove(fault.id(), limit.bytes());
        }
    }

    @Override
    public void over(ActiveFault fault) {}

    private void killWhenUp(String fault, long upNanos) {
        if (service.exposure().isUnder(fault)) {
            ModelledProcess process = service.process();
            long left = process.isRunning() ? upNanos - (clock.nanos() - process.startedNanos()) : LOOK_AGAIN_NANOS;
            if (left <= 0) {
                process.die(KILLED);
            }
            scheduling.in(left <= 0 ? LOOK_AGAIN_NANOS : left, () -> killWhenUp(fault, upNanos));
        }
    }

    /** The kernel ends what needs more than its group may have. */
    private void killAbove(String fault, long bytes) {
        if (service.exposure().isUnder(fault)) {
            ModelledProcess process = service.process();
            if (process.isRunning() && service.memory().liveBytes(process.startedNanos(), clock.nanos()) > bytes) {
                process.die(KILLED + ", out of memory");
            }
            scheduling.in(LOOK_AGAIN_NANOS, () -> killAbove(fault, bytes));
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

    private void ask(Host.Ask ask) {
        boolean silent = link.isCut() || service.exposure().pausedBy().isPresent();
        if (silent && service.process().isRunning()) {
            Host.Asked none = new Host.Asked(
                    ask.id(), false, "no answer within " + ask.timeout().toMillis() + " ms");
            scheduling.in(ask.timeout().toNanos(), () -> ask.replyTo().tell(none));
        } else {
            ask.replyTo().tell(asked(ask.id(), ask.probe()));
        }
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

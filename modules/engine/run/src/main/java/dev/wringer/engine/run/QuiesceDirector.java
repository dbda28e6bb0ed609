package dev.wringer.engine.run;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.model.Pauses;
import dev.wringer.core.model.Quiesce;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Takes a checkpoint in each pause of the load. The pauses themselves are in the plan of every source of load, which stops and
 * goes on by itself; this only counts what is left between.
 *
 * <pre>
 *   drain is over --Count--> sources, --CollectGarbage--> hosts --Count--> hosts --all answered, or time is over--> Checkpoint
 * </pre>
 */
final class QuiesceDirector extends AbstractMatchingBehavior<QuiesceDirector.Command> {
    sealed interface Command {}

    /**
     * Starts the load's clock.
     *
     * @param fromNanos offset from which pauses count
     */
    record Begin(long startNanos, long fromNanos) implements Command {}

    /** The load is over: no further checkpoint, and a begun one is given up. */
    record End() implements Command {}

    /** From a source of load: what goes to one service and is not over. */
    record Left(long checkpoint, String service, long sessionsOpen, long inFlight) implements Command {}

    private record DrainOver() implements Command {}

    private record HostSaid(Host.Tally tally) implements Command {}

    private record TimeOver() implements Command {}

    /** Asks a source of load; answered by {@link Left} for each service it drives. */
    record Count(long checkpoint, ActorRef<Command> replyTo)
            implements TrafficGenerator.Command, SessionChurner.Command {}

    /** Who is asked, and who is told. {@code sources} are asked as one number per service says they answer. */
    record Parties(
            List<ActorRef<? super Count>> sources,
            SequencedMap<String, Integer> sourcesOfService,
            SequencedMap<String, ActorRef<Host.Command>> hosts,
            ActorRef<Judging.Command> judging,
            Journal journal) {}

    private final TimerScheduler<Command> timers;
    private final ActorContext<Command> context;
    private final Clock clock;
    private final Pauses pauses;
    private final Duration counting;
    private final boolean collectsGarbage;
    private final Parties parties;
    private final ActorRef<Host.Tally> adapter;
    private long startNanos;
    private long next;
    private Counting current;

    private QuiesceDirector(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Clock clock,
            Simulation simulation,
            Parties parties) {
        super(context);
        this.context = context;
        this.timers = timers;
        this.clock = clock;
        this.pauses = simulation.pauses();
        this.counting = simulation.quiesce().map(Quiesce::counting).orElse(Duration.ZERO);
        this.collectsGarbage = simulation.quiesce().map(Quiesce::collectGarbage).orElse(false);
        this.parties = parties;
        this.adapter = context.messageAdapter(Host.Tally.class, HostSaid::new);
    }

    static Behavior<Command> create(Clock clock, Simulation simulation, Parties parties) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new QuiesceDirector(context, timers, clock, simulation, parties)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Begin begin -> {
                startNanos = begin.startNanos();
                while (next < pauses.count() && pauses.begin(next) < begin.fromNanos()) {
                    next++;
                }
                awaitNext();
            }
            case DrainOver ignored -> count();
            case Left left -> {
                if (current != null && current.number() == left.checkpoint()) {
                    current.add(left);
                    finishIfComplete();
                }
            }
            case HostSaid said -> hostSaid(said.tally());
            case TimeOver ignored -> finish();
            case End ignored -> {
                timers.cancelAll();
                current = null;
            }
        }
        return this;
    }

    private void awaitNext() {
        if (next < pauses.count()) {
            long due = startNanos + pauses.checkpoint(next) - clock.nanos();
            timers.startSingleTimer(new DrainOver(), Duration.ofNanos(Math.max(0, due)));
        }
    }

    private void count() {
        current = new Counting(next, clock.instant(), parties.sourcesOfService());
        next++;
        timers.startSingleTimer(new TimeOver(), counting);
        parties.sources().forEach(source -> source.tell(new Count(current.number(), context.getSelf())));
        for (String service : parties.hosts().sequencedKeySet()) {
            if (collectsGarbage) {
                host(service).tell(new Host.CollectGarbage(current.id(service), adapter));
            } else {
                current.uncollected(service, "not asked for");
                host(service).tell(new Host.Count(current.id(service), adapter));
            }
        }
        finishIfComplete();
    }

    /** What belongs to an earlier checkpoint comes too late. */
    private void hostSaid(Host.Tally tally) {
        if (current == null || !current.knows(tally.id())) {
            return;
        }
        switch (tally) {
            case Host.GarbageCollected collected -> {
                String service = current.add(collected);
                host(service).tell(new Host.Count(collected.id(), adapter));
            }
            case Host.Counted counted -> {
                current.add(counted);
                finishIfComplete();
            }
        }
    }

    private ActorRef<Host.Command> host(String service) {
        return parties.hosts().get(service);
    }

    private void finishIfComplete() {
        if (current.isComplete()) {
            finish();
        }
    }

    private void finish() {
        timers.cancel(new TimeOver());
        Checkpoint checkpoint = current.checkpoint();
        current = null;
        parties.journal().checkpoint(checkpoint);
        parties.journal().note(words(checkpoint));
        parties.judging().tell(new Judging.ObserveCheckpoint(checkpoint));
        awaitNext();
    }

    private String words(Checkpoint checkpoint) {
        long left = checkpoint.services().stream()
                .mapToLong(service -> service.left().orElse(0))
                .sum();
        return "checkpoint %d of %d: %s"
                .formatted(
                        checkpoint.number() + 1,
                        pauses.count(),
                        left == 0 ? "no session and no request is left" : left + " sessions and requests are left");
    }
}

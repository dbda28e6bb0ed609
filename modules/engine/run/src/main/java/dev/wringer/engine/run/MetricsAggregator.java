package dev.wringer.engine.run;

import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Collects what all sources saw, interval by interval, and closes the windows. Keeps one interval and one window, never the
 * run. The last window stays open until the drain is over, so that every request is counted in some window.
 *
 * <p>A source that does not answer in time holds nothing up: what it saw comes with its next answer.
 */
final class MetricsAggregator extends AbstractMatchingBehavior<MetricsAggregator.Command> {
    sealed interface Command permits Begin, CloseLast, Contributed, Reading, Tick, Overdue, Judged, FaultsNow, Hold {}

    /**
     * Starts the load's clock; windows are counted from this moment.
     *
     * @param window the first to be measured; after 0 when a run is resumed
     * @param counted by service, before that
     */
    record Begin(long startNanos, Instant start, long window, SortedMap<String, Resumption.Counted> counted)
            implements Command {}

    /** The drain is over: collects a last time and closes the last window. {@link Closed} follows. */
    record CloseLast(ActorRef<Closed> replyTo) implements Command {}

    /** @param round of the poll it answers; an answer to an overdue one counts, but is not awaited any more */
    record Contributed(long round, Contribution contribution) implements Command {}

    private record Reading(Instruments.Reading reading) implements Command {}

    /** The judge has looked at the latest window. */
    record Judged() implements Command {}

    /**
     * Which faults are there, and which the system recovers from. While there are any, intervals last {@link #FINE} at most.
     */
    record FaultsNow(List<String> active, List<String> recovering) implements Command {}

    private record Tick() implements Command {}

    private record Overdue() implements Command {}

    /** All windows are closed and handed on. */
    record Closed() {}

    /** Where windows and intervals go. */
    record Consumers(
            ActorRef<Recorder.Command> recorder,
            ActorRef<Judging.Command> judging,
            ActorRef<FaultDirector.Command> faults,
            ActorRef<Progress> display) {}

    /** Who is asked. */
    record Sources(List<ActorRef<? super Contribution.Poll>> polled, ActorRef<Instruments.Command> instruments) {
        int count() {
            return polled.size() + 1;
        }
    }

    private static final long NOTHING_UNJUDGED = -1;
    private static final Duration PATIENCE_MAX = Duration.ofSeconds(5);
    private static final Duration FINE = Duration.ofSeconds(1);

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final Clock clock;
    private final Simulation simulation;
    private final Sources sources;
    private final Consumers consumers;
    private final ActorRef<Instruments.Reading> readingAdapter;
    private Collection interval;
    private Collection window;
    private boolean windowIsEmpty = true;
    private SortedMap<String, Resumption.Counted> counted = new TreeMap<>();
    private Instant start = Instant.EPOCH;
    private long startNanos;
    private final SortedSet<String> windowFaults = new TreeSet<>();
    private final SortedSet<String> windowRecovering = new TreeSet<>();
    private FaultsNow faultsNow = new FaultsNow(List.of(), List.of());
    private boolean held;
    private boolean windowHeld;
    private long collectedNanos;
    private long collectingUntil;
    private long windowIndex;
    private long round;
    private int awaited;
    private long unjudgedSince = NOTHING_UNJUDGED;
    private long judgeStallNanos;
    private ActorRef<Closed> closing;

    private MetricsAggregator(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Clock clock,
            Simulation simulation,
            Sources sources,
            Consumers consumers) {
        super(context);
        this.context = context;
        this.timers = timers;
        this.clock = clock;
        this.simulation = simulation;
        this.sources = sources;
        this.consumers = consumers;
        this.readingAdapter = context.messageAdapter(Instruments.Reading.class, Reading::new);
        this.interval = newInterval();
        this.window = newWindow();
    }

    static Behavior<Command> create(Clock clock, Simulation simulation, Sources sources, Consumers consumers) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new MetricsAggregator(context, timers, clock, simulation, sources, consumers)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Contributed contributed -> {
                interval.add(contributed.contribution());
                if (contributed.round() == round) {
                    oneLess();
                }
            }
            case Reading reading -> {
                interval.add(reading.reading());
                oneLess();
            }
            case Judged ignored -> noteJudged();
            case Tick ignored -> collect();
            case Overdue ignored -> {
                awaited = 0;
                close();
            }
            case FaultsNow now -> faultsNow(now);
            case Hold hold -> {
                held = hold.on();
                windowHeld |= held;
            }
            case Begin begin -> {
                startNanos = begin.startNanos();
                start = begin.start();
                counted = begin.counted();
                windowIndex = begin.window();
                collectedNanos = windowIndex * simulation.window().toNanos();
                awaitTick();
            }
            case CloseLast last -> {
                closing = last.replyTo();
                timers.cancelAll();
                collect();
            }
        }
        return this;
    }

    private Collection newInterval() {
        return new Collection(simulation, true);
    }

    /** Intervals are read by others while later ones are added. */
    private Collection newWindow() {
        return new Collection(simulation, false);
    }

    private void faultsNow(FaultsNow now) {
        faultsNow = now;
        windowFaults.addAll(now.active());
        windowRecovering.addAll(now.recovering());
        if (awaited == 0 && closing == null) {
            awaitTick();
        }
    }

    private boolean isFine() {
        return !faultsNow.active().isEmpty() || !faultsNow.recovering().isEmpty();
    }

    private long elapsed() {
        return clock.nanos() - startNanos;
    }

    private void awaitTick() {
        long due = nextEnd(collectedNanos);
        if (due < simulation.duration().toNanos()) {
            timers.startSingleTimer(new Tick(), Duration.ofNanos(Math.max(0, due - elapsed())));
        } else {
            timers.cancel(new Tick());
        }
    }

    /** The end of the interval that begins at an offset. */
    private long nextEnd(long offset) {
        long end = following(offset, simulation.interval().toNanos());
        return isFine() ? Math.min(end, following(offset, FINE.toNanos())) : end;
    }

    private static long following(long offset, long length) {
        return (offset / length + 1) * length;
    }

    private void collect() {
        collectingUntil = Math.min(endOfCollected(), simulation.duration().toNanos());
        round++;
        awaited = sources.count();
        Contribution.Poll poll = new Contribution.Poll(round, context.getSelf());
        sources.polled().forEach(source -> source.tell(poll));
        sources.instruments().tell(new Instruments.Read(readingAdapter));
        Duration half = simulation.interval().dividedBy(2);
        timers.startSingleTimer(new Overdue(), half.compareTo(PATIENCE_MAX) < 0 ? half : PATIENCE_MAX);
    }

    private void oneLess() {
        if (awaited > 0 && --awaited == 0) {
            timers.cancel(new Overdue());
            close();
        }
    }

    private void close() {
        long from = collectedNanos;
        collectedNanos = collectingUntil;
        handOnInterval(from, collectedNanos);
        boolean windowOver = closing != null
                || collectedNanos % simulation.window().toNanos() == 0
                || collectedNanos / simulation.window().toNanos() > windowIndex;
        if (windowOver && windowIsEmpty) {
            window = interval;
        } else {
            window.add(interval);
            windowIsEmpty = false;
        }
        interval = newInterval();
        if (windowOver) {
            closeWindow(collectedNanos);
        }
        if (closing != null) {
            closing.tell(new Closed());
        } else {
            awaitTick();
        }
    }

    /** A late poll collects more than one interval. */
    private long endOfCollected() {
        long due = nextEnd(collectedNanos);
        if (closing != null) {
            return following(collectedNanos, simulation.interval().toNanos());
        }
        long length = isFine() ? FINE.toNanos() : simulation.interval().toNanos();
        return Math.max(due, elapsed() / length * length);
    }

    private void handOnInterval(long fromNanos, long endNanos) {
        Duration length = Duration.ofNanos(endNanos - fromNanos);
        Instant end = start.plusNanos(endNanos);
        consumers.recorder().tell(new Recorder.Interval(end.minus(length), end, interval.endpoints()));
        if (!simulation.faults().isEmpty()) {
            consumers.faults().tell(new FaultDirector.Seen(fromNanos, endNanos, interval.endpoints()));
        }
        consumers
                .display()
                .tell(new Progress.Interval(
                        Duration.ofNanos(endNanos), length, interval.endpoints(), interval.sessionsOpen()));
    }

    private void closeWindow(long endNanos) {
        long length = simulation.window().toNanos();
        long index = (endNanos - 1) / length;
        Window closed = window.toWindow(
                index,
                start.plusNanos(index * length),
                start.plusNanos(endNanos),
                timekeeping(endNanos),
                simulation,
                counted);
        beginDisturbances();
        windowIndex = index + 1;
        window = newWindow();
        windowIsEmpty = true;
        consumers.recorder().tell(new Recorder.WindowClosed(closed));
        if (unjudgedSince == NOTHING_UNJUDGED) {
            unjudgedSince = clock.nanos();
        }
        consumers.judging().tell(new Judging.Observe(closed, context.getSelf()));
    }

    private void beginDisturbances() {
        windowFaults.clear();
        windowRecovering.clear();
        windowFaults.addAll(faultsNow.active());
        windowRecovering.addAll(faultsNow.recovering());
        windowHeld = held;
    }

    private Collection.Timekeeping timekeeping(long endNanos) {
        long drift = Duration.between(start, clock.instant()).toNanos() - elapsed();
        noteStall();
        Collection.Timekeeping timekeeping = new Collection.Timekeeping(
                endNanos, drift, judgeStallNanos, windowHeld, List.copyOf(windowFaults), List.copyOf(windowRecovering));
        judgeStallNanos = 0;
        return timekeeping;
    }

    private void noteJudged() {
        noteStall();
        unjudgedSince = NOTHING_UNJUDGED;
    }

    private void noteStall() {
        if (unjudgedSince != NOTHING_UNJUDGED) {
            judgeStallNanos = Math.max(judgeStallNanos, clock.nanos() - unjudgedSince);
        }
    }
}

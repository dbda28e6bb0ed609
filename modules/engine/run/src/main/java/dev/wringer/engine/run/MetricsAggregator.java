package dev.wringer.engine.run;

import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    sealed interface Command permits Begin, CloseLast, Contributed, Reading, Tick, Overdue, Judged {}

    /** Starts the load's clock; windows are counted from this moment. */
    record Begin(long startNanos, Instant start) implements Command {}

    /** The drain is over: collects a last time and closes the last window. {@link Closed} follows. */
    record CloseLast(ActorRef<Closed> replyTo) implements Command {}

    /** @param round of the poll it answers; an answer to an overdue one counts, but is not awaited any more */
    record Contributed(long round, Contribution contribution) implements Command {}

    private record Reading(Instruments.Reading reading) implements Command {}

    /** The judge has looked at the latest window. */
    record Judged() implements Command {}

    private record Tick() implements Command {}

    private record Overdue() implements Command {}

    /** All windows are closed and handed on. */
    record Closed() {}

    /** Where windows and intervals go. */
    record Consumers(
            ActorRef<Recorder.Command> recorder, ActorRef<Judging.Command> judging, ActorRef<Progress> display) {}

    /** Who is asked. */
    record Sources(List<ActorRef<? super Contribution.Poll>> polled, ActorRef<Instruments.Command> instruments) {
        int count() {
            return polled.size() + 1;
        }
    }

    private static final long NOTHING_UNJUDGED = -1;
    private static final Duration PATIENCE_MAX = Duration.ofSeconds(5);

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final Clock clock;
    private final Simulation simulation;
    private final Sources sources;
    private final Consumers consumers;
    private final ActorRef<Instruments.Reading> readingAdapter;
    private Collection interval;
    private Collection window;
    private Instant start = Instant.EPOCH;
    private long startNanos;
    private long ticks;
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
            case Begin begin -> {
                startNanos = begin.startNanos();
                start = begin.start();
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

    /** Intervals are read by the recorder while later ones are added, unless there is only one in a window. */
    private Collection newWindow() {
        return new Collection(simulation, simulation.interval().equals(simulation.window()));
    }

    private long elapsed() {
        return clock.nanos() - startNanos;
    }

    private void awaitTick() {
        long due = (ticks + 1) * simulation.interval().toNanos();
        if (due < simulation.duration().toNanos()) {
            timers.startSingleTimer(new Tick(), Duration.ofNanos(Math.max(0, due - elapsed())));
        }
    }

    private void collect() {
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
        ticks = closing != null
                ? ticks + 1
                : Math.max(ticks + 1, elapsed() / simulation.interval().toNanos());
        long endNanos = Math.min(
                ticks * simulation.interval().toNanos(), simulation.duration().toNanos());
        handOnInterval(endNanos);
        window.add(interval);
        interval = newInterval();
        boolean windowOver = endNanos % simulation.window().toNanos() == 0;
        if (windowOver || closing != null || endNanos / simulation.window().toNanos() > windowIndex) {
            closeWindow(endNanos);
        }
        if (closing != null) {
            closing.tell(new Closed());
        } else {
            awaitTick();
        }
    }

    private void handOnInterval(long endNanos) {
        Duration length = simulation.interval();
        Instant end = start.plusNanos(endNanos);
        consumers.recorder().tell(new Recorder.Interval(end.minus(length), end, interval.endpoints()));
        consumers
                .display()
                .tell(new Progress.Interval(
                        Duration.ofNanos(endNanos), length, interval.endpoints(), interval.sessionsOpen()));
    }

    private void closeWindow(long endNanos) {
        long length = simulation.window().toNanos();
        long index = (endNanos - 1) / length;
        Window closed = window.toWindow(
                index, start.plusNanos(index * length), start.plusNanos(endNanos), timekeeping(endNanos), simulation);
        windowIndex = index + 1;
        window = newWindow();
        consumers.recorder().tell(new Recorder.WindowClosed(closed));
        if (unjudgedSince == NOTHING_UNJUDGED) {
            unjudgedSince = clock.nanos();
        }
        consumers.judging().tell(new Judging.Observe(closed, context.getSelf()));
    }

    private Collection.Timekeeping timekeeping(long endNanos) {
        long drift = Duration.between(start, clock.instant()).toNanos() - elapsed();
        noteStall();
        Collection.Timekeeping timekeeping = new Collection.Timekeeping(endNanos, drift, judgeStallNanos);
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

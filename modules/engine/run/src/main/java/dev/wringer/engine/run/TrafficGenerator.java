package dev.wringer.engine.run;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.workload.Draw;
import dev.wringer.core.workload.InFlight;
import dev.wringer.core.workload.Placeholders;
import dev.wringer.engine.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Drives one flow on one event loop: begins its arrivals when they are due, whatever the target does, and records how each
 * request ends. It owns the deadlines: a request without an answer within the flow's timeout is cancelled and counted.
 *
 * <pre>
 *   pacing (arrivals) --Send--> Target --Answered--> record --> next request of the arrival, or done
 *                                  ^--Cancel-- deadline
 * </pre>
 */
final class TrafficGenerator extends AbstractMatchingBehavior<TrafficGenerator.Command> {
    sealed interface Command
            permits Begin,
                    Due,
                    Expired,
                    StopArrivals,
                    GiveUp,
                    Hold,
                    Contribution.Poll,
                    QuiesceDirector.Count,
                    Target.Answered {}

    /**
     * Starts the load: offsets of the arrivals count from this moment of the run's clock.
     *
     * @param fromNanos offset of what is due first; what would have been before is left out
     */
    record Begin(long startNanos, long fromNanos) implements Command {}

    /** No further arrivals; {@link Idle} is sent when the last request in flight has come to its end. */
    record StopArrivals(ActorRef<Idle> replyTo) implements Command {}

    /** Cancels what is in flight and reports it; {@link Idle} follows. */
    record GiveUp() implements Command {}

    private record Due() implements Command {}

    private record Expired() implements Command {}

    /**
     * Nothing is in flight any more.
     *
     * @param unfinished what had to be given up
     * @param accepted what is to be read back; empty unless the flow is read back
     */
    record Idle(String flow, SortedMap<EndpointId, Long> unfinished, Accepted accepted) {}

    /** Arrivals begun in one turn before answers get their chance, when a late generator catches up. */
    private static final int BURST_MAX = 256;

    private static final Due DUE = new Due();

    private final ActorContext<Command> context;
    private final Clock clock;
    private final Flow flow;
    private final Pacing pacing;
    private final Placeholders placeholders;
    private final ActorRef<Target.Command> target;
    private final InFlight inFlight;
    private final List<EndpointId> endpoints;
    private final EndpointInterval[] intervals;
    private final Map<Long, Map<String, String>> variables = new LinkedHashMap<>();
    private final SortedMap<EndpointId, Long> unfinished = new TreeMap<>();
    private final Accepted accepted = new Accepted();
    private Cancellable due = Cancellable.alreadyCancelled();
    private boolean deadlineSet;
    private boolean stopped;
    private boolean held;
    private ActorRef<Idle> idleTo;

    private TrafficGenerator(
            ActorContext<Command> context,
            Clock clock,
            Flow flow,
            int source,
            Pacing pacing,
            Placeholders placeholders,
            ActorRef<Target.Command> target) {
        super(context);
        this.context = context;
        this.clock = clock;
        this.flow = flow;
        this.pacing = pacing;
        this.placeholders = placeholders;
        this.target = target;
        this.inFlight =
                new InFlight(source, pacing.inFlightMax(), flow.requests().size());
        this.endpoints = flow.requests().stream()
                .map(request -> new EndpointId(flow.to(), request.endpoint()))
                .toList();
        this.intervals = endpoints.stream().map(EndpointInterval::new).toArray(EndpointInterval[]::new);
    }

    /**
     * @param source number of this source in the run, unique
     * @param pacing when its arrivals come
     */
    static Behavior<Command> create(
            Clock clock,
            Flow flow,
            int source,
            Pacing pacing,
            Placeholders placeholders,
            ActorRef<Target.Command> target) {
        return Behaviors.setup(
                context -> new TrafficGenerator(context, clock, flow, source, pacing, placeholders, target));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Target.Answered answered -> end(answered);
            case Due ignored -> beginDueArrivals();
            case Expired ignored -> cancelExpired();
            case Contribution.Poll poll -> handOver(poll);
            case QuiesceDirector.Count count ->
                count.replyTo().tell(new QuiesceDirector.Left(count.checkpoint(), flow.to(), 0, inFlight.size()));
            case Begin begin -> {
                pacing.begin(begin.startNanos(), begin.fromNanos());
                awaitNextArrival();
            }
            case StopArrivals stop -> {
                stopped = true;
                idleTo = stop.replyTo();
                reportIfIdle();
            }
            case GiveUp ignored -> giveUp();
            case Hold hold -> hold(hold.on());
        }
        return this;
    }

    private void awaitNextArrival() {
        due.cancel();
        long next = pacing.nextNanos();
        if (!stopped && !held && next != Pacing.NEVER) {
            Duration delay = Duration.ofNanos(Math.max(0, next - clock.nanos()));
            due = context.scheduleOnce(delay, context.getSelf(), DUE);
        }
    }

    private void beginDueArrivals() {
        if (stopped || held) {
            return;
        }
        long now = clock.nanos();
        for (int begun = 0; begun < BURST_MAX && pacing.nextNanos() <= now; begun++) {
            beginArrival(pacing.nextNanos(), pacing.take(), now);
        }
        awaitNextArrival();
    }

    /** Whoever was due while arrivals were held never comes, or, as a user of a closed model, thinks again. */
    private void hold(boolean on) {
        long now = clock.nanos();
        while (held && !on && pacing.nextNanos() < now) {
            pacing.take();
            pacing.done(now);
        }
        held = on;
        awaitNextArrival();
    }

    private void beginArrival(long intendedNanos, long sequence, long now) {
        if (inFlight.isFull()) {
            intervals[0].recordNotSent();
            intervals[0].recordErrorLabel(Outcome.NOT_SENT.words());
            pacing.done(now);
        } else {
            send(0, sequence, intendedNanos, now, Collections.emptyMap());
        }
    }

    private void send(int step, long sequence, long intendedNanos, long now, Map<String, String> extracted) {
        int slot = inFlight.start(step, sequence, intendedNanos, now);
        long id = inFlight.id(slot);
        if (!extracted.isEmpty()) {
            variables.put(id, extracted);
        }
        intervals[step].recordStart();
        Draw draw = new Draw(placeholders, sequence, step, extracted);
        target.tell(new Target.Send(id, flow.requests().get(step), draw, context.getSelf()));
        if (!deadlineSet) {
            deadlineSet = true;
            context.scheduleOnce(flow.timeout(), context.getSelf(), new Expired());
        }
    }

    private void end(Target.Answered answered) {
        int slot = inFlight.slot(answered.id());
        if (slot == InFlight.NONE) {
            return;
        }
        record(slot, answered.outcome(), answered.detail(), answered.sentNanos(), answered.doneNanos());
        Map<String, String> extracted = merge(variables.remove(answered.id()), answered.extracted());
        int next = inFlight.lane(slot) + 1;
        if (answered.outcome() == Outcome.OK && next < flow.requests().size() && !stopped) {
            send(next, inFlight.sequence(slot), answered.doneNanos(), answered.doneNanos(), extracted);
        } else {
            if (answered.outcome() == Outcome.OK
                    && next == flow.requests().size()
                    && flow.readBack().isPresent()) {
                accepted.add(inFlight.sequence(slot));
            }
            arrivalDone(answered.doneNanos());
        }
    }

    private void arrivalDone(long now) {
        if (pacing.done(now)) {
            awaitNextArrival();
        }
        reportIfIdle();
    }

    private static Map<String, String> merge(Map<String, String> earlier, Map<String, String> extracted) {
        if (earlier == null || earlier.isEmpty()) {
            return extracted;
        }
        Map<String, String> all = new TreeMap<>(earlier);
        all.putAll(extracted);
        return all;
    }

    private void record(int slot, Outcome outcome, String detail, long sentNanos, long doneNanos) {
        inFlight.end(slot);
        EndpointInterval interval = intervals[inFlight.lane(slot)];
        interval.recordEnd(outcome, inFlight.intendedNanos(slot), sentNanos, doneNanos);
        if (outcome.isError()) {
            interval.recordErrorLabel(detail.isEmpty() ? outcome.words() : detail);
        }
    }

    private void cancelExpired() {
        long now = clock.nanos();
        long timeout = flow.timeout().toNanos();
        long earliest = Long.MAX_VALUE;
        for (int lane = 0; lane < intervals.length; lane++) {
            int slot = inFlight.oldest(lane);
            while (slot != InFlight.NONE && inFlight.startedNanos(slot) + timeout <= now) {
                cancel(slot, now);
                slot = inFlight.oldest(lane);
            }
            earliest = slot == InFlight.NONE ? earliest : Math.min(earliest, inFlight.startedNanos(slot));
        }
        deadlineSet = earliest != Long.MAX_VALUE;
        if (deadlineSet) {
            Duration left = Duration.ofNanos(earliest + timeout - now);
            context.scheduleOnce(left, context.getSelf(), new Expired());
        }
    }

    private void cancel(int slot, long now) {
        target.tell(new Target.Cancel(inFlight.id(slot)));
        variables.remove(inFlight.id(slot));
        record(slot, Outcome.TIMEOUT, "", inFlight.startedNanos(slot), now);
        arrivalDone(now);
    }

    private void giveUp() {
        for (int lane = 0; lane < intervals.length; lane++) {
            for (int slot = inFlight.oldest(lane); slot != InFlight.NONE; slot = inFlight.oldest(lane)) {
                target.tell(new Target.Cancel(inFlight.id(slot)));
                unfinished.merge(endpoints.get(lane), 1L, Long::sum);
                inFlight.end(slot);
            }
        }
        reportIfIdle();
    }

    private void reportIfIdle() {
        if (idleTo != null && inFlight.size() == 0) {
            idleTo.tell(new Idle(flow.name(), unfinished, accepted));
            idleTo = null;
        }
    }

    private void handOver(Contribution.Poll poll) {
        long now = clock.nanos();
        List<EndpointInterval> seen = new ArrayList<>();
        for (int lane = 0; lane < intervals.length; lane++) {
            int oldest = inFlight.oldest(lane);
            long age = oldest == InFlight.NONE ? 0 : now - inFlight.startedNanos(oldest);
            intervals[lane].recordInFlight(inFlight.count(lane), age);
            seen.add(intervals[lane]);
        }
        renewIntervals();
        poll.answer(new Contribution.Traffic(seen));
    }

    private void renewIntervals() {
        for (int lane = 0; lane < intervals.length; lane++) {
            intervals[lane] = intervals[lane].following();
        }
    }
}

package dev.wringer.engine.run;

import dev.wringer.core.metrics.EndpointId;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.workload.ArrivalSequence;
import dev.wringer.engine.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Begins the sessions of one flow when they are due, a child actor each, and counts how they and their requests end. */
final class SessionChurner extends AbstractMatchingBehavior<SessionChurner.Command> {
    sealed interface Command
            permits Begin, Due, Began, Ended, Over, Wind, GiveUp, Hold, Contribution.Poll, QuiesceDirector.Count {}

    /**
     * Starts the load.
     *
     * @param fromNanos offset of what is due first; what would have been before is left out
     */
    record Begin(long startNanos, long fromNanos) implements Command {}

    /** No further sessions; live ones are asked to stop. {@link Empty} is sent when none is left. */
    record Wind(ActorRef<Empty> replyTo) implements Command {}

    /** What is still live now is stuck; {@link Empty} follows. */
    record GiveUp() implements Command {}

    private record Due() implements Command {}

    /** From a session: a request of a lane was sent. */
    record Began(long id, int lane, long nanos) implements Command {}

    /** From a session: that request came to its end. */
    record Ended(long id, int lane, Outcome outcome, String detail, long intendedNanos, long sentNanos, long doneNanos)
            implements Command {}

    /** From a session: it is over, or stuck and will not be. */
    record Over(long sequence, boolean stuck) implements Command {}

    /** No session is live any more. */
    record Empty(String service, long stuck, SortedMap<EndpointId, Long> unfinished) {}

    private static final Due DUE = new Due();

    private final ActorContext<Command> context;
    private final Clock clock;
    private final SessionFlow flow;
    private final Session.Plan plan;
    private final ArrivalSequence arrivals;
    private final List<EndpointId> endpoints;
    private final EndpointInterval[] intervals;
    private final List<SequencedMap<Long, Long>> inFlight = new ArrayList<>();
    private final Map<Long, ActorRef<Session.Command>> live = new LinkedHashMap<>();
    private long startNanos;
    private long nextOffset;
    private long stuck;
    private boolean winding;
    private boolean held;
    private ActorRef<Empty> emptyTo;

    private SessionChurner(
            ActorContext<Command> context, Clock clock, SessionFlow flow, Session.Plan plan, ArrivalSequence arrivals) {
        super(context);
        this.context = context;
        this.clock = clock;
        this.flow = flow;
        this.plan = plan;
        this.arrivals = arrivals;
        this.endpoints =
                endpoints(flow).stream().map(e -> new EndpointId(flow.to(), e)).toList();
        this.intervals = endpoints.stream().map(EndpointInterval::new).toArray(EndpointInterval[]::new);
        endpoints.forEach(ignored -> inFlight.add(new LinkedHashMap<>()));
    }

    static Behavior<Command> create(Clock clock, SessionFlow flow, Session.Plan plan, ArrivalSequence arrivals) {
        return Behaviors.setup(context -> new SessionChurner(context, clock, flow, plan, arrivals));
    }

    /** The endpoints of a flow by lane: start, stop, socket if there is one, then the steps. */
    static List<String> endpoints(SessionFlow flow) {
        List<String> endpoints = new ArrayList<>();
        endpoints.add(flow.start().endpoint());
        endpoints.add(flow.stop().endpoint());
        flow.socket().ifPresent(socket -> endpoints.add(socket.endpoint()));
        flow.steps().forEach(step -> endpoints.add(step.endpoint()));
        return endpoints;
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Began began -> {
                intervals[began.lane()].recordStart();
                inFlight.get(began.lane()).put(began.id(), began.nanos());
            }
            case Ended ended -> record(ended);
            case Over over -> over(over);
            case Due ignored -> beginDueSessions();
            case Contribution.Poll poll -> handOver(poll);
            case QuiesceDirector.Count count -> count(count);
            case Begin begin -> {
                startNanos = begin.startNanos();
                do {
                    nextOffset = arrivals.next();
                } while (nextOffset < begin.fromNanos());
                awaitNext();
            }
            case Wind wind -> {
                winding = true;
                emptyTo = wind.replyTo();
                live.values().forEach(session -> session.tell(new Session.StopNow()));
                reportIfEmpty();
            }
            case GiveUp ignored -> giveUp();
            case Hold hold -> hold(hold.on());
        }
        return this;
    }

    private void awaitNext() {
        if (!winding && !held && nextOffset != ArrivalSequence.END) {
            long delay = Math.max(0, startNanos + nextOffset - clock.nanos());
            context.scheduleOnce(Duration.ofNanos(delay), context.getSelf(), DUE);
        }
    }

    private void beginDueSessions() {
        long now = clock.nanos();
        while (!winding && !held && nextOffset != ArrivalSequence.END && startNanos + nextOffset <= now) {
            beginSession(arrivals.number(), startNanos + nextOffset);
            nextOffset = arrivals.next();
        }
        awaitNext();
    }

    private void hold(boolean on) {
        long offset = clock.nanos() - startNanos;
        while (held && !on && nextOffset != ArrivalSequence.END && nextOffset < offset) {
            nextOffset = arrivals.next();
        }
        held = on;
        awaitNext();
    }

    private void beginSession(long number, long intendedNanos) {
        if (live.size() >= flow.liveMax()) {
            intervals[Session.START].recordNotSent();
            intervals[Session.START].recordErrorLabel(Outcome.NOT_SENT.words());
        } else {
            ActorRef<Session.Command> session = context.spawn(
                    Session.create(plan, number, intendedNanos, context.getSelf()), "session-" + number, plan.props());
            live.put(number, session);
        }
    }

    private void record(Ended ended) {
        if (inFlight.get(ended.lane()).remove(ended.id()) == null) {
            return;
        }
        EndpointInterval interval = intervals[ended.lane()];
        interval.recordEnd(ended.outcome(), ended.intendedNanos(), ended.sentNanos(), ended.doneNanos());
        if (ended.outcome().isError()) {
            interval.recordErrorLabel(ended.detail().isEmpty() ? ended.outcome().words() : ended.detail());
        }
    }

    private void over(Over over) {
        if (live.remove(over.sequence()) != null && over.stuck()) {
            stuck++;
        }
        reportIfEmpty();
    }

    private void giveUp() {
        stuck += live.size();
        live.values().forEach(context::stop);
        live.clear();
        reportIfEmpty();
    }

    private void reportIfEmpty() {
        if (emptyTo != null && live.isEmpty()) {
            emptyTo.tell(new Empty(flow.to(), stuck, unfinished()));
            emptyTo = null;
        }
    }

    private SortedMap<EndpointId, Long> unfinished() {
        SortedMap<EndpointId, Long> counts = new TreeMap<>();
        for (int lane = 0; lane < intervals.length; lane++) {
            long count = inFlight.get(lane).size();
            if (count > 0) {
                counts.merge(endpoints.get(lane), count, Long::sum);
            }
            inFlight.get(lane).clear();
        }
        return counts;
    }

    private void handOver(Contribution.Poll poll) {
        long now = clock.nanos();
        for (int lane = 0; lane < intervals.length; lane++) {
            SequencedMap<Long, Long> waiting = inFlight.get(lane);
            long age = waiting.isEmpty() ? 0 : now - waiting.firstEntry().getValue();
            intervals[lane].recordInFlight(waiting.size(), age);
        }
        poll.answer(new Contribution.Sessions(flow.to(), live.size(), stuck, List.of(intervals)));
        renewIntervals();
    }

    /** A session that is stuck was never closed. */
    private void count(QuiesceDirector.Count count) {
        long requests = inFlight.stream().mapToLong(Map::size).sum();
        count.replyTo().tell(new QuiesceDirector.Left(count.checkpoint(), flow.to(), live.size() + stuck, requests));
    }

    private void renewIntervals() {
        for (int lane = 0; lane < intervals.length; lane++) {
            intervals[lane] = intervals[lane].following();
        }
    }
}

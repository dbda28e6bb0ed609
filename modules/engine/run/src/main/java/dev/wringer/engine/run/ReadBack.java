package dev.wringer.engine.run;

import dev.wringer.core.metrics.Remainder;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.Request;
import dev.wringer.core.workload.Draw;
import dev.wringer.core.workload.Placeholders;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Reads the accepted writes of one flow back, after the faults: a few at a time, each once more when it got no answer. An answer
 * with a status of 500 or more says nothing about the write. A service that does not answer at all is not asked for ever.
 */
final class ReadBack extends AbstractMatchingBehavior<ReadBack.Command> {
    sealed interface Command {}

    /**
     * Begins; {@link Over} follows.
     *
     * @param accepted numbers of the arrivals whose requests were all answered well; not changed any more
     * @param untracked such arrivals whose numbers were not kept
     */
    record Begin(BitSet accepted, long untracked, ActorRef<Over> replyTo) implements Command {}

    private record Answered(Target.Event event) implements Command {}

    private record Expired(long id) implements Command {}

    record Over(String flow, Remainder.ReadBack result) {}

    private static final int IN_FLIGHT_MAX = 16;
    private static final int ATTEMPTS = 2;
    private static final int UNANSWERED_IN_A_ROW_MAX = 64;
    /** No source of load has ids like these. */
    private static final long FIRST_ID = 1L << 61;

    private final TimerScheduler<Command> timers;
    private final Flow flow;
    private final Request request;
    private final Placeholders placeholders;
    private final ActorRef<Target.Command> target;
    private final ActorRef<Target.Event> adapter;
    private final SortedMap<Long, Attempt> inFlight = new TreeMap<>();
    private BitSet accepted = new BitSet();
    private long untracked;
    private ActorRef<Over> owner;
    private long lastId = FIRST_ID;
    private int next;
    private long found;
    private long lost;
    private int unansweredInARow;
    private long firstLost = -1;

    private record Attempt(int sequence, int number) {}

    private ReadBack(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Flow flow,
            Placeholders placeholders,
            ActorRef<Target.Command> target) {
        super(context);
        this.timers = timers;
        this.flow = flow;
        this.request = flow.readBack().orElseThrow();
        this.placeholders = placeholders;
        this.target = target;
        this.adapter = context.messageAdapter(Target.Event.class, Answered::new);
    }

    /** @param target of the flow's service, on the loop that this runs on */
    static Behavior<Command> create(Flow flow, Placeholders placeholders, ActorRef<Target.Command> target) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new ReadBack(context, timers, flow, placeholders, target)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Begin begin -> {
                accepted = begin.accepted();
                untracked = begin.untracked();
                owner = begin.replyTo();
                next = accepted.nextSetBit(0);
            }
            case Answered(Target.Answered answer) -> answered(answer);
            case Answered(Target.SocketClosed ignored) -> {}
            case Expired expired -> {
                target.tell(new Target.Cancel(expired.id()));
                noAnswer(expired.id());
            }
        }
        return goOn();
    }

    private Behavior<Command> goOn() {
        while (next >= 0 && inFlight.size() < IN_FLIGHT_MAX) {
            send(new Attempt(next, 1));
            next = accepted.nextSetBit(next + 1);
        }
        if (inFlight.isEmpty()) {
            long all = accepted.cardinality() + untracked;
            owner.tell(new Over(flow.name(), new Remainder.ReadBack(all, found, lost, all - found - lost, firstLost)));
            return Behaviors.stopped();
        }
        return this;
    }

    private void send(Attempt attempt) {
        long id = lastId++;
        inFlight.put(id, attempt);
        Draw draw = new Draw(placeholders, attempt.sequence(), 0, Collections.emptyMap());
        Duration timeout = flow.timeout();
        timers.startSingleTimer(id, new Expired(id), timeout);
        target.tell(new Target.Send(id, request, draw, adapter));
    }

    private void answered(Target.Answered answer) {
        timers.cancel(answer.id());
        switch (answer.outcome()) {
            case OK -> {
                if (inFlight.remove(answer.id()) != null) {
                    unansweredInARow = 0;
                    found++;
                }
            }
            case FAILED_EXPECTATION -> lost(answer.id());
            case UNEXPECTED_STATUS -> {
                if (answer.detail().startsWith("status 5")) {
                    noAnswer(answer.id());
                } else {
                    lost(answer.id());
                }
            }
            case REFUSED, RESET, TIMEOUT, MALFORMED, NOT_SENT -> noAnswer(answer.id());
        }
    }

    private void lost(long id) {
        Attempt attempt = inFlight.remove(id);
        if (attempt != null) {
            unansweredInARow = 0;
            lost++;
            firstLost = firstLost < 0 ? attempt.sequence() : Math.min(firstLost, attempt.sequence());
        }
    }

    private void noAnswer(long id) {
        Attempt attempt = inFlight.remove(id);
        if (attempt == null) {
            return;
        }
        unansweredInARow++;
        if (unansweredInARow >= UNANSWERED_IN_A_ROW_MAX) {
            next = -1;
        } else if (attempt.number() < ATTEMPTS) {
            send(new Attempt(attempt.sequence(), attempt.number() + 1));
        }
    }
}

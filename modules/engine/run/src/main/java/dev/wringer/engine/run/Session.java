package dev.wringer.engine.run;

import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.workload.Draw;
import dev.wringer.core.workload.Placeholders;
import dev.wringer.engine.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * One live session: start, socket if the flow has one, steps at intervals until its length is over, stop. Knows its own
 * deadlines: a request without an answer is given up after the flow's timeout, and a session whose stop was not answered well
 * within the grace is stuck.
 */
final class Session extends AbstractMatchingBehavior<Session.Command> {
    sealed interface Command permits StopNow, StepDue, LengthOver, TimedOut, GraceOver, Heard {}

    /** The load is over: stops as soon as what it waits for is answered. */
    record StopNow() implements Command {}

    private record StepDue() implements Command {}

    private record LengthOver() implements Command {}

    private record TimedOut(long id) implements Command {}

    private record GraceOver() implements Command {}

    private record Heard(Target.Event event) implements Command {}

    /** What the sessions of a flow have in common. */
    record Plan(
            Clock clock,
            SessionFlow flow,
            int source,
            RandomStream random,
            Placeholders placeholders,
            ActorRef<Target.Command> target,
            Props props) {}

    /** Lanes of a session's requests; the steps follow. */
    static final int START = 0;

    static final int STOP = 1;
    private static final int SOCKET = 2;

    private static final int SOURCE_SHIFT = 48;
    private static final int SEQUENCE_SHIFT = 16;
    private static final long SEQUENCE_MASK = 0xffffffffL;
    private static final int REQUEST_MASK = 0xffff;

    private record Waiting(long id, int lane, long intendedNanos, long handedOverNanos) {}

    private final Plan plan;
    private final long sequence;
    private final ActorRef<SessionChurner.Command> churner;
    private final TimerScheduler<Command> timers;
    private final ActorRef<Target.Event> adapter;
    private final RandomStream random;
    private final Map<String, String> variables = new TreeMap<>();
    private Waiting waiting;
    private int requests;
    private int steps;
    private long socket;
    private long stepDueNanos;
    private boolean stepIsDue;
    private boolean ending;
    private boolean stopping;
    private boolean graceIsOver;

    private Session(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Plan plan,
            long sequence,
            ActorRef<SessionChurner.Command> churner) {
        super(context);
        this.plan = plan;
        this.sequence = sequence;
        this.churner = churner;
        this.timers = timers;
        this.adapter = context.messageAdapter(Target.Event.class, Heard::new);
        this.random = plan.random().at(sequence);
    }

    static Behavior<Command> create(
            Plan plan, long sequence, long intendedNanos, ActorRef<SessionChurner.Command> churner) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Session session = new Session(context, timers, plan, sequence, churner);
            session.send(START, plan.flow().start(), intendedNanos);
            return session;
        }));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        return switch (command) {
            case Heard heard -> heard(heard.event());
            case TimedOut timedOut -> timedOut(timedOut.id());
            case StepDue ignored -> {
                stepIsDue = true;
                yield goOn();
            }
            case LengthOver ignored -> {
                ending = true;
                yield goOn();
            }
            case StopNow ignored -> {
                ending = true;
                yield goOn();
            }
            case GraceOver ignored -> {
                graceIsOver = true;
                yield waiting == null ? over(true) : this;
            }
        };
    }

    private Behavior<Command> heard(Target.Event event) {
        return switch (event) {
            case Target.Answered answered -> answered(answered);
            // Later messages over the closed socket are answered as reset.
            case Target.SocketClosed ignored -> this;
        };
    }

    private void send(int lane, Request request, long intendedNanos) {
        long id = begin(lane, intendedNanos);
        plan.target().tell(new Target.Send(id, request, draw(), adapter));
    }

    private long begin(int lane, long intendedNanos) {
        long id = ((long) plan.source() << SOURCE_SHIFT)
                | ((sequence & SEQUENCE_MASK) << SEQUENCE_SHIFT)
                | (requests & REQUEST_MASK);
        requests++;
        long now = plan.clock().nanos();
        waiting = new Waiting(id, lane, intendedNanos, now);
        churner.tell(new SessionChurner.Began(id, lane, now));
        timers.startSingleTimer("timeout", new TimedOut(id), plan.flow().timeout());
        return id;
    }

    private Draw draw() {
        return new Draw(plan.placeholders(), sequence, requests - 1, new TreeMap<>(variables));
    }

    private Behavior<Command> answered(Target.Answered answered) {
        if (waiting == null || waiting.id() != answered.id()) {
            return this;
        }
        timers.cancel("timeout");
        variables.putAll(answered.extracted());
        return ended(answered.outcome(), answered.detail(), answered.sentNanos(), answered.doneNanos());
    }

    private Behavior<Command> timedOut(long id) {
        if (waiting == null || waiting.id() != id) {
            return this;
        }
        plan.target().tell(new Target.Cancel(id));
        return ended(
                Outcome.TIMEOUT, "", waiting.handedOverNanos(), plan.clock().nanos());
    }

    private Behavior<Command> ended(Outcome outcome, String detail, long sentNanos, long doneNanos) {
        Waiting request = waiting;
        waiting = null;
        churner.tell(new SessionChurner.Ended(
                request.id(), request.lane(), outcome, detail, request.intendedNanos(), sentNanos, doneNanos));
        boolean ok = outcome == Outcome.OK;
        boolean opensSocket = plan.flow().socket().isPresent();
        return switch (request.lane()) {
            case START -> ok ? started(opensSocket, doneNanos) : over(false);
            case STOP -> ok ? over(false) : graceIsOver ? over(true) : this;
            case SOCKET -> {
                if (opensSocket) {
                    socket = ok ? request.id() : 0;
                    yield ok ? live(doneNanos) : stop();
                }
                yield goOn();
            }
            default -> goOn();
        };
    }

    private Behavior<Command> started(boolean opensSocket, long now) {
        if (!opensSocket) {
            return live(now);
        }
        long id = begin(SOCKET, now);
        plan.target().tell(new Target.OpenSocket(id, plan.flow().socket().orElseThrow(), draw(), adapter));
        return this;
    }

    private Behavior<Command> live(long now) {
        timers.startSingleTimer(
                new LengthOver(), Duration.ofNanos(plan.flow().length().drawNanos(random)));
        awaitStep(now);
        return goOn();
    }

    private void awaitStep(long after) {
        if (!plan.flow().steps().isEmpty()) {
            stepIsDue = false;
            stepDueNanos = after + plan.flow().every().drawNanos(random);
            timers.startSingleTimer(
                    new StepDue(),
                    Duration.ofNanos(Math.max(0, stepDueNanos - plan.clock().nanos())));
        }
    }

    /** Does what is next, unless an answer is still awaited. */
    private Behavior<Command> goOn() {
        if (waiting != null || stopping) {
            return this;
        }
        if (ending) {
            return stop();
        }
        if (stepIsDue) {
            step();
        }
        return this;
    }

    private void step() {
        int index = steps % plan.flow().steps().size();
        int lane = SOCKET + (plan.flow().socket().isPresent() ? 1 : 0) + index;
        long intended = stepDueNanos;
        steps++;
        switch (plan.flow().steps().get(index)) {
            case SessionFlow.Step.Call call -> send(lane, call.request(), intended);
            case SessionFlow.Step.Message message -> {
                long id = begin(lane, intended);
                plan.target().tell(new Target.SendText(id, socket, message, draw(), adapter));
            }
        }
        awaitStep(intended);
    }

    private Behavior<Command> stop() {
        stopping = true;
        timers.cancelAll();
        if (socket != 0) {
            plan.target().tell(new Target.CloseSocket(socket));
        }
        send(STOP, plan.flow().stop(), plan.clock().nanos());
        timers.startSingleTimer(new GraceOver(), plan.flow().grace());
        return this;
    }

    private Behavior<Command> over(boolean stuck) {
        churner.tell(new SessionChurner.Over(sequence, stuck));
        return Behaviors.stopped();
    }
}

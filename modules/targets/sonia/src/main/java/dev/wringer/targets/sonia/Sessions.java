package dev.wringer.targets.sonia;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.pattern.StatusReply;
import org.apache.pekko.stream.KillSwitch;

/**
 * The voice sessions of one pipecat. A session is open from its start to its stop; one that has no stream for the idle
 * time is closed here, so that users who vanish do not add up. The last closed ones are remembered, to tell a session
 * that is over from one that never was.
 */
final class Sessions extends AbstractMatchingBehavior<Sessions.Command> {
    sealed interface Command {}

    record Start(String user, ActorRef<StatusReply<String>> replyTo) implements Command {}

    record Stop(String id, ActorRef<Status> replyTo) implements Command {}

    record Find(String id, ActorRef<Status> replyTo) implements Command {}

    record Count(ActorRef<Integer> replyTo) implements Command {}

    /** A stream has begun; the switch ends it. A session has one stream: a new one takes the place of the old. */
    record Attach(String id, KillSwitch stream) implements Command {}

    /** A stream has ended, whoever ended it. */
    record Detach(String id, KillSwitch stream) implements Command {}

    private record Idle(String id) implements Command {}

    /** What can be said of a session. */
    enum Status {
        OPEN,
        CLOSED,
        UNKNOWN
    }

    private static final int OPEN_MAX = 10_000;
    private static final int CLOSED_REMEMBERED = 1_000;

    /** A session as long as it is open. */
    private static final class Session {
        private Optional<KillSwitch> stream = Optional.empty();
        private boolean isStuck;

        void endStream() {
            stream.ifPresent(KillSwitch::shutdown);
        }
    }

    private final Map<String, Session> open = new HashMap<>();
    private final Deque<String> closed = new ArrayDeque<>();
    private final Duration idle;
    private final PlantedDefects defects;
    private final AtomicLong openGauge;
    private final TimerScheduler<Command> timers;

    private Sessions(ActorContext<Command> context, TimerScheduler<Command> timers, Equipment equipment) {
        super(context);
        this.timers = timers;
        this.idle = equipment.settings().sessionIdle();
        this.defects = equipment.defects();
        this.openGauge = equipment.metrics().gauge("sonia_sessions_open");
    }

    static Behavior<Command> create(Equipment equipment) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new Sessions(context, timers, equipment)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Start start -> start(start);
            case Stop(var id, var replyTo) -> replyTo.tell(stop(id));
            case Find(var id, var replyTo) -> replyTo.tell(statusOf(id));
            case Count(var replyTo) -> replyTo.tell(open.size());
            case Attach(var id, var stream) -> attach(id, stream);
            case Detach(var id, var stream) -> detach(id, stream);
            case Idle(var id) -> close(id);
        }
        openGauge.set(open.size());
        return this;
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            open.values().forEach(Session::endStream);
        }
        return this;
    }

    private void start(Start start) {
        if (open.size() >= OPEN_MAX) {
            start.replyTo().tell(StatusReply.error(new Refusal(Code.UNAVAILABLE, "too many open sessions")));
            return;
        }
        String id = UUID.randomUUID().toString();
        open.put(id, new Session());
        timers.startSingleTimer(id, new Idle(id), idle);
        getContext().getLog().debug("session {} of {} started", id, start.user());
        start.replyTo().tell(StatusReply.success(id));
    }

    /** OPEN says that the stop was accepted and nothing more; only the planted defect leaves a session so. */
    private Status stop(String id) {
        Session session = open.get(id);
        if (session != null && (session.isStuck || defects.keepsNextSessionOpen())) {
            session.isStuck = true;
            timers.cancel(id);
        } else if (session != null) {
            close(id);
        }
        return statusOf(id);
    }

    private Status statusOf(String id) {
        if (open.containsKey(id)) {
            return Status.OPEN;
        }
        return closed.contains(id) ? Status.CLOSED : Status.UNKNOWN;
    }

    private void attach(String id, KillSwitch stream) {
        Session session = open.get(id);
        if (session == null) {
            stream.shutdown();
            return;
        }
        session.endStream();
        session.stream = Optional.of(stream);
        timers.cancel(id);
    }

    private void detach(String id, KillSwitch stream) {
        Session session = open.get(id);
        if (session != null && session.stream.filter(stream::equals).isPresent()) {
            session.stream = Optional.empty();
            if (!session.isStuck) {
                timers.startSingleTimer(id, new Idle(id), idle);
            }
        }
    }

    private void close(String id) {
        Session session = open.remove(id);
        if (session != null) {
            timers.cancel(id);
            session.endStream();
            closed.addLast(id);
            if (closed.size() > CLOSED_REMEMBERED) {
                closed.removeFirst();
            }
        }
    }
}

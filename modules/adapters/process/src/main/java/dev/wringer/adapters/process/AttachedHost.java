package dev.wringer.adapters.process;

import dev.wringer.core.model.Probe;
import dev.wringer.core.model.Service;
import dev.wringer.engine.run.Host;
import dev.wringer.engine.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * A service that ran before Wringer came and is left running. Its process is the one the simulation names, else the
 * one that listens on its port, as far as that can be seen from here; without one there are probes and gauges, but no
 * figures, and no exit is noticed. Belongs on the dispatcher for blocking work, as {@link ProcessHost} does.
 */
public final class AttachedHost {
    private static final Duration WATCH_EVERY = Duration.ofMillis(500);
    private static final int TRIES = 5;
    private static final Duration TRY_EVERY = Duration.ofMillis(200);
    private static final Duration TRY_TIMEOUT = Duration.ofSeconds(2);

    private sealed interface Message {}

    private record Told(Host.Command command) implements Message {}

    private record Tried(boolean reached, String detail) implements Message {}

    private enum Timer implements Message {
        TRY,
        WATCH
    }

    private record Attachment(Optional<ProcessId> process, Meter meter, ActorRef<Host.Event> owner) {
        String identity() {
            return process.map(ProcessId::toString).orElse("unknown");
        }

        Collection<ProcessEntry> members() {
            return process.map(Family::descent).orElse(List.of());
        }
    }

    private final Service service;
    private final Service.Attach attach;
    private final Clock clock;
    private final ServicePort port;
    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;

    private AttachedHost(Service service, Clock clock, ActorContext<Message> context, TimerScheduler<Message> timers) {
        this.service = service;
        this.attach = attachOf(service);
        this.clock = clock;
        this.port = new ServicePort(service);
        this.context = context;
        this.timers = timers;
    }

    /**
     * @param service one that is attached to
     * @param clock the real one
     */
    public static Behavior<Host.Command> create(Service service, Clock clock) {
        Behavior<Message> host = Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new AttachedHost(service, clock, context, timers).detached()));
        return Behaviors.transformMessages(
                Host.Command.class, host, commands -> commands.match(Host.Command.class, Told::new));
    }

    private Behavior<Message> detached() {
        return Behaviors.receive(
                (ignored, message) -> switch (message) {
                    case Told(Host.Start(var replyTo)) -> attach(replyTo);
                    case Told(Host.Ask question) -> ask(question);
                    case Told(Host.Sample(var replyTo)) -> {
                        replyTo.tell(Host.Sampled.NOTHING);
                        yield Behaviors.same();
                    }
                    case Told(Host.CollectGarbage(long id, var replyTo)) -> leaveGarbage(id, replyTo);
                    case Told(Host.Count(long id, var replyTo)) -> count(id, replyTo, Host.Sampled.NOTHING);
                    case Told(Host.Stop(var replyTo)) -> leaveAlone(replyTo);
                    case Tried late -> Behaviors.same();
                    case Timer late -> Behaviors.same();
                },
                (ignored, signal) -> onSignal(signal));
    }

    private Behavior<Message> attach(ActorRef<Host.Event> replyTo) {
        if (attach.pid().isPresent() && named().isEmpty()) {
            replyTo.tell(
                    new Host.StartFailed("no process with pid " + attach.pid().getAsLong(), List.of()));
            return detached();
        }
        tryToConnect();
        return connecting(replyTo, TRIES);
    }

    private Behavior<Message> connecting(ActorRef<Host.Event> owner, int triesLeft) {
        return Behaviors.receive(
                (ignored, message) -> switch (message) {
                    case Told(Host.Start again) -> Behaviors.same();
                    case Told(Host.Ask question) -> ask(question);
                    case Told(Host.Sample(var replyTo)) -> {
                        replyTo.tell(Host.Sampled.NOTHING);
                        yield Behaviors.same();
                    }
                    case Told(Host.CollectGarbage(long id, var replyTo)) -> leaveGarbage(id, replyTo);
                    case Told(Host.Count(long id, var replyTo)) -> count(id, replyTo, Host.Sampled.NOTHING);
                    case Told(Host.Stop(var replyTo)) -> leaveAlone(replyTo);
                    case Tried(var reached, var detail) ->
                        reached ? reached(owner) : missed(owner, triesLeft - 1, detail);
                    case Timer timer -> {
                        tryToConnect();
                        yield Behaviors.same();
                    }
                },
                (ignored, signal) -> onSignal(signal));
    }

    private Behavior<Message> missed(ActorRef<Host.Event> owner, int triesLeft, String detail) {
        if (triesLeft == 0) {
            String where = service.host() + ":" + service.port();
            owner.tell(new Host.StartFailed(
                    "nothing to attach to at " + where + " (" + detail + "); expected a service that runs already",
                    List.of()));
            return detached();
        }
        timers.startSingleTimer(Timer.TRY, Timer.TRY, TRY_EVERY);
        return connecting(owner, triesLeft);
    }

    private Behavior<Message> reached(ActorRef<Host.Event> owner) {
        Optional<ProcessId> process = named().or(this::listening);
        Collection<ProcessEntry> members = process.map(Family::descent).orElse(List.of());
        Attachment attachment = new Attachment(process, Meter.from(members, clock), owner);
        owner.tell(new Host.Started(attachment.identity()));
        timers.startTimerWithFixedDelay(Timer.WATCH, Timer.WATCH, WATCH_EVERY);
        return attached(attachment);
    }

    private Behavior<Message> attached(Attachment attachment) {
        return Behaviors.receive(
                (ignored, message) -> switch (message) {
                    case Told(Host.Start(var replyTo)) -> {
                        replyTo.tell(new Host.Started(attachment.identity()));
                        yield Behaviors.same();
                    }
                    case Told(Host.Ask question) -> ask(question);
                    case Told(Host.Sample(var replyTo)) -> sample(replyTo, attachment);
                    case Told(Host.CollectGarbage(long id, var replyTo)) -> leaveGarbage(id, replyTo);
                    case Told(Host.Count(long id, var replyTo)) -> count(id, replyTo, figures(attachment));
                    case Told(Host.Stop(var replyTo)) -> leaveAlone(replyTo);
                    case Tried late -> Behaviors.same();
                    case Timer timer -> watch(attachment);
                },
                (ignored, signal) -> onSignal(signal));
    }

    private Behavior<Message> sample(ActorRef<? super Host.Sampled> replyTo, Attachment attachment) {
        port.tellWithGauges(figures(attachment), replyTo);
        return watch(attachment);
    }

    private static Host.Sampled figures(Attachment attachment) {
        return attachment
                .process()
                .map(process -> attachment.meter().measure(process, attachment.members()))
                .orElse(Host.Sampled.NOTHING);
    }

    /** Connections can be seen where the service is on this host. */
    private Behavior<Message> count(long id, ActorRef<? super Host.Counted> replyTo, Host.Sampled figures) {
        OptionalLong sockets = listening().isPresent()
                ? OptionalLong.of(Listeners.connectionsTo(service.port()))
                : OptionalLong.empty();
        replyTo.tell(Host.Counted.of(id, sockets, figures));
        return Behaviors.same();
    }

    private static Behavior<Message> leaveGarbage(long id, ActorRef<? super Host.GarbageCollected> replyTo) {
        replyTo.tell(Host.GarbageCollected.not(id, "attached to, not launched"));
        return Behaviors.same();
    }

    private Behavior<Message> watch(Attachment attachment) {
        if (attachment.process().isEmpty() || isRunning(attachment.process().get())) {
            return Behaviors.same();
        }
        String gone = "pid " + attachment.process().get().pid() + " is gone";
        String how = Listeners.on(service.host(), service.port())
                .map(other -> gone + ", in its place is " + other)
                .orElse(gone);
        attachment.owner().tell(new Host.Exited(how, List.of()));
        timers.cancelAll();
        return detached();
    }

    private Behavior<Message> ask(Host.Ask question) {
        switch (question.probe()) {
            case Probe.Http http -> port.ask(question, http);
            case Probe.Tcp tcp -> port.ask(question, tcp);
            case Probe.LogLine line ->
                question.replyTo()
                        .tell(new Host.Asked(
                                question.id(), false, "its output cannot be seen: it was not launched here"));
        }
        return Behaviors.same();
    }

    private Behavior<Message> leaveAlone(ActorRef<Host.Event> replyTo) {
        timers.cancelAll();
        replyTo.tell(new Host.Stopped(List.of(), List.of()));
        return detached();
    }

    private Behavior<Message> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            port.close();
        }
        return Behaviors.same();
    }

    private void tryToConnect() {
        ActorRef<Message> self = context.getSelf();
        port.connect(TRY_TIMEOUT, (reached, detail) -> self.tell(new Tried(reached, detail)));
    }

    private Optional<ProcessId> named() {
        return attach.pid().stream()
                .boxed()
                .flatMap(pid -> ProcessEntry.read(pid).stream())
                .map(ProcessEntry::id)
                .findFirst();
    }

    private Optional<ProcessId> listening() {
        return Listeners.on(service.host(), service.port())
                .flatMap(Listeners.Listener::owner)
                .map(ProcessEntry::id);
    }

    private static boolean isRunning(ProcessId process) {
        return ProcessEntry.read(process.pid())
                .filter(now -> now.id().equals(process) && !now.isZombie())
                .isPresent();
    }

    private static Service.Attach attachOf(Service service) {
        if (service.runs().orElse(null) instanceof Service.Attach attach) {
            return attach;
        }
        throw new IllegalArgumentException(service.name() + " is not attached to");
    }
}

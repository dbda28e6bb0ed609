package dev.wringer.adapters.process;

import dev.wringer.core.model.Probe;
import dev.wringer.core.model.Service;
import dev.wringer.engine.run.Host;
import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * A service as an operating-system process: does the single acts that it is told, decides nothing. For Linux. It reads
 * {@code /proc} and launches processes, milliseconds each, so it belongs on the dispatcher for blocking work.
 *
 * <pre>
 *           Start                     exits, or Stop
 *   idle ──────────────▶ running ──────────────────────▶ ending: signal, grace, kill, look
 *    ▲                                                      │ nothing left, or given up
 *    └──────────────────────────────────────────────────────┘
 * </pre>
 */
public final class ProcessHost {
    private static final Duration LOOK_EVERY = Duration.ofMillis(25);
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(5);
    private static final int STASHED_MAX = 100;

    private sealed interface Message {}

    private record Told(Host.Command command) implements Message {}

    private record Gone(ProcessId id, int exitValue) implements Message {}

    private enum Timer implements Message {
        GRACE_OVER,
        LOOK,
        GIVE_UP
    }

    /** One process from its start to its end. */
    private record Incarnation(ProcessId id, Family family, ServiceLog log, Meter meter, ActorRef<Host.Event> owner) {}

    private final Service service;
    private final Service.Launch launch;
    private final Path logFile;
    private final Reaper reaper;
    private final Clock clock;
    private final ServicePort port;
    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final StashBuffer<Message> later;

    private ProcessHost(
            Service service,
            Path logFile,
            Reaper reaper,
            Clock clock,
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            StashBuffer<Message> later) {
        this.service = service;
        this.launch = launchOf(service);
        this.logFile = logFile;
        this.reaper = reaper;
        this.clock = clock;
        this.port = new ServicePort(service);
        this.context = context;
        this.timers = timers;
        this.later = later;
    }

    /**
     * @param service one that is launched
     * @param logFile that what it prints is appended to; its folder is made if need be
     * @param clock the real one
     */
    public static Behavior<Host.Command> create(Service service, Path logFile, Reaper reaper, Clock clock) {
        Behavior<Message> host = Behaviors.setup(context -> Behaviors.withTimers(timers -> Behaviors.withStash(
                STASHED_MAX,
                later -> new ProcessHost(service, logFile, reaper, clock, context, timers, later).idle(List.of()))));
        return Behaviors.transformMessages(
                Host.Command.class, host, commands -> commands.match(Host.Command.class, Told::new));
    }

    /** @param left of the previous incarnation */
    private Behavior<Message> idle(List<String> left) {
        return Behaviors.receive(
                (ignored, message) -> switch (message) {
                    case Told(Host.Start(var replyTo)) -> start(replyTo, left);
                    case Told(Host.Ask question) -> answerNo(question, "not running");
                    case Told(Host.Sample(var replyTo)) -> sampleNothing(replyTo);
                    case Told(Host.Stop(var replyTo)) -> {
                        replyTo.tell(new Host.Stopped(left));
                        yield Behaviors.same();
                    }
                    case Gone gone -> Behaviors.same();
                    case Timer timer -> Behaviors.same();
                },
                (ignored, signal) -> {
                    if (signal instanceof PostStop) {
                        port.close();
                    }
                    return Behaviors.same();
                });
    }

    private Behavior<Message> start(ActorRef<Host.Event> replyTo, List<String> left) {
        ServiceLog log = ServiceLog.from(logFile);
        try {
            Optional<Listeners.Listener> listener = Listeners.on(service.host(), service.port());
            if (listener.isPresent()) {
                throw new CannotStart("port " + service.port() + " is already in use by " + listener.get());
            }
            String mark = reaper.mark(service.name());
            Launcher.Launched launched = new Launcher(launch, logFile, reaper).launch(mark);
            Incarnation incarnation = new Incarnation(
                    launched.id(), new Family(launched.id(), mark), log, Meter.from(List.of(), clock), replyTo);
            ActorRef<Message> self = context.getSelf();
            var unused = launched.process()
                    .onExit()
                    .thenAccept(process -> self.tell(new Gone(launched.id(), process.exitValue())));
            replyTo.tell(new Host.Started(launched.id().toString()));
            return running(incarnation);
        } catch (CannotStart e) {
            replyTo.tell(new Host.StartFailed(e.getMessage(), log.lastLines()));
            return idle(left);
        }
    }

    private Behavior<Message> running(Incarnation incarnation) {
        return Behaviors.receive(
                (ignored, message) -> switch (message) {
                    case Told(Host.Start(var replyTo)) -> {
                        replyTo.tell(new Host.Started(incarnation.id().toString()));
                        yield Behaviors.same();
                    }
                    case Told(Host.Ask question) -> ask(question, incarnation);
                    case Told(Host.Sample(var replyTo)) -> sample(replyTo, incarnation);
                    case Told(Host.Stop(var replyTo)) -> askToEnd(incarnation, replyTo);
                    case Gone(var id, var exitValue) when id.equals(incarnation.id()) -> exited(incarnation, exitValue);
                    case Gone ofAnEarlierOne -> Behaviors.same();
                    case Timer ofAnEarlierOne -> Behaviors.same();
                },
                (ignored, signal) -> onSignal(signal, incarnation));
    }

    private Behavior<Message> ask(Host.Ask question, Incarnation incarnation) {
        switch (question.probe()) {
            case Probe.Http http -> port.ask(question, http);
            case Probe.Tcp tcp -> port.ask(question, tcp);
            case Probe.LogLine(var pattern) -> {
                boolean found = incarnation.log().contains(pattern);
                question.replyTo()
                        .tell(new Host.Asked(
                                question.id(), found, found ? "line found" : "no line matches " + pattern));
            }
        }
        return Behaviors.same();
    }

    private Behavior<Message> sample(ActorRef<? super Host.Sampled> replyTo, Incarnation incarnation) {
        Host.Sampled figures = incarnation
                .meter()
                .measure(incarnation.id(), incarnation.family().refresh());
        port.tellWithGauges(figures, replyTo);
        return Behaviors.same();
    }

    private Behavior<Message> exited(Incarnation incarnation, int exitValue) {
        incarnation
                .owner()
                .tell(new Host.Exited(
                        Signals.ending(exitValue), incarnation.log().lastLines()));
        incarnation.family().search();
        return killed(incarnation, Optional.empty());
    }

    private Behavior<Message> askToEnd(Incarnation incarnation, ActorRef<Host.Event> replyTo) {
        incarnation.family().search();
        incarnation.family().signal(launch.stop().signal());
        // A stopped process acts on a signal only when it goes on; the signal comes first, so that it does nothing
        // else.
        incarnation.family().signal("CONT");
        timers.startSingleTimer(
                Timer.GRACE_OVER, Timer.GRACE_OVER, launch.stop().within());
        return lookAgain(incarnation, Optional.of(replyTo), false);
    }

    private Behavior<Message> killed(Incarnation incarnation, Optional<ActorRef<Host.Event>> replyTo) {
        timers.startSingleTimer(Timer.GIVE_UP, Timer.GIVE_UP, GIVE_UP_AFTER);
        return look(incarnation, replyTo, true);
    }

    /** @param killing whether the time of asking is over */
    private Behavior<Message> ending(Incarnation incarnation, Optional<ActorRef<Host.Event>> replyTo, boolean killing) {
        return Behaviors.receive(
                (ignored, message) -> switch (message) {
                    case Told(Host.Ask question) -> answerNo(question, "ending");
                    case Told(Host.Sample(var sampler)) -> sampleNothing(sampler);
                    case Told startOrStop -> {
                        later.stash(startOrStop);
                        yield Behaviors.same();
                    }
                    case Gone gone -> look(incarnation, replyTo, killing);
                    case Timer timer ->
                        switch (timer) {
                            case LOOK -> look(incarnation, replyTo, killing);
                            case GRACE_OVER -> killed(incarnation, replyTo);
                            case GIVE_UP -> ended(incarnation, replyTo);
                        };
                },
                (ignored, signal) -> onSignal(signal, incarnation));
    }

    private Behavior<Message> look(Incarnation incarnation, Optional<ActorRef<Host.Event>> replyTo, boolean killing) {
        Family family = incarnation.family();
        if (!killing && family.hasKnownMembers()) {
            return lookAgain(incarnation, replyTo, false);
        }
        if (family.search().isEmpty()) {
            return ended(incarnation, replyTo);
        }
        if (killing) {
            family.signal("KILL");
        }
        return lookAgain(incarnation, replyTo, killing);
    }

    private Behavior<Message> lookAgain(
            Incarnation incarnation, Optional<ActorRef<Host.Event>> replyTo, boolean killing) {
        timers.startSingleTimer(Timer.LOOK, Timer.LOOK, LOOK_EVERY);
        return ending(incarnation, replyTo, killing);
    }

    private Behavior<Message> ended(Incarnation incarnation, Optional<ActorRef<Host.Event>> replyTo) {
        timers.cancelAll();
        List<String> left = Leftovers.of(incarnation.family().search(), service);
        if (left.isEmpty()) {
            release(incarnation.id());
        }
        replyTo.ifPresent(asker -> asker.tell(new Host.Stopped(left)));
        return later.unstashAll(idle(left));
    }

    private Behavior<Message> onSignal(Signal signal, Incarnation incarnation) {
        if (signal instanceof PostStop) {
            incarnation.family().search();
            incarnation.family().signal("KILL");
            port.close();
        }
        return Behaviors.same();
    }

    private void release(ProcessId id) {
        try {
            reaper.release(id);
        } catch (IOException e) {
            context.getLog().warn("the reaper is gone: services outlive Wringer if it is killed", e);
        }
    }

    private static Behavior<Message> answerNo(Host.Ask question, String detail) {
        question.replyTo().tell(new Host.Asked(question.id(), false, detail));
        return Behaviors.same();
    }

    private static Behavior<Message> sampleNothing(ActorRef<? super Host.Sampled> replyTo) {
        replyTo.tell(Host.Sampled.NOTHING);
        return Behaviors.same();
    }

    private static Service.Launch launchOf(Service service) {
        if (service.runs().orElse(null) instanceof Service.Launch launch) {
            return launch;
        }
        throw new IllegalArgumentException(service.name() + " is not launched");
    }
}

package dev.wringer.adapters.process;

import dev.wringer.core.model.Probe;
import dev.wringer.core.model.Service;
import dev.wringer.engine.run.Host;
import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.nio.file.Path;
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
    /** From the kill on. The init of some containers collects the dead only every few seconds. */
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(10);

    private static final int STASHED_MAX = 100;

    private sealed interface Message {}

    private record Told(Host.Command command) implements Message {}

    private record Gone(ProcessId id) implements Message {}

    private enum Timer implements Message {
        GRACE_OVER,
        LOOK,
        GIVE_UP
    }

    /**
     * @param asker who asked for it; nobody: the process exited by itself, and only what it left behind must go
     * @param killing whether the time of asking is over
     */
    private record Ending(Incarnation incarnation, Optional<ActorRef<Host.Event>> asker, boolean killing) {
        boolean isOver(Collection<ProcessEntry> members) {
            // A restart need not wait until the dead are collected; they hold nothing.
            return asker.isPresent() ? members.isEmpty() : members.stream().allMatch(ProcessEntry::isZombie);
        }
    }

    private final Service service;
    private final Path logFile;
    private final Reaper reaper;
    private final LaunchedServices services;
    private final Surroundings surroundings;
    private final Clock clock;
    private final Service.Launch launch;
    private final ServicePort port;
    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final StashBuffer<Message> later;

    private ProcessHost(
            Service service,
            Path logFile,
            Reaper reaper,
            LaunchedServices services,
            Surroundings surroundings,
            Clock clock,
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            StashBuffer<Message> later) {
        this.service = service;
        this.logFile = logFile;
        this.reaper = reaper;
        this.services = services;
        this.surroundings = surroundings;
        this.clock = clock;
        this.launch = launchOf(service);
        this.port = new ServicePort(service);
        this.context = context;
        this.timers = timers;
        this.later = later;
    }

    /**
     * @param service one that is launched
     * @param logFile that what it prints is appended to; its folder is made if need be
     * @param services in which each running incarnation is put down
     * @param clock the real one
     */
    public static Behavior<Host.Command> create(
            Service service,
            Path logFile,
            Reaper reaper,
            LaunchedServices services,
            Surroundings surroundings,
            Clock clock) {
        Behavior<Message> host = Behaviors.setup(context -> Behaviors.withTimers(timers -> Behaviors.withStash(
                STASHED_MAX,
                later -> new ProcessHost(
                                service, logFile, reaper, services, surroundings, clock, context, timers, later)
                        .idle(Optional.empty()))));
        return Behaviors.transformMessages(
                Host.Command.class, host, commands -> commands.match(Host.Command.class, Told::new));
    }

    /** @param previous of which something may be left */
    private Behavior<Message> idle(Optional<Incarnation> previous) {
        return Behaviors.receive(
                (ignored, message) -> switch (message) {
                    case Told(Host.Start(var replyTo)) -> start(replyTo, previous);
                    case Told(Host.Ask question) -> answerNo(question, "not running");
                    case Told(Host.Sample(var replyTo)) -> sampleNothing(replyTo);
                    case Told(Host.CollectGarbage(long id, var replyTo)) -> notCollected(id, replyTo);
                    case Told(Host.Count(long id, var replyTo)) -> countNothing(id, replyTo);
                    case Told(Host.Stop(var replyTo)) -> stopIdle(replyTo, previous);
                    case Gone ofAnEarlierOne -> Behaviors.same();
                    case Timer ofAnEarlierOne -> Behaviors.same();
                },
                (ignored, signal) -> onSignal(signal, previous));
    }

    private Behavior<Message> start(ActorRef<Host.Event> replyTo, Optional<Incarnation> previous) {
        try {
            Incarnation incarnation = Incarnation.launch(service, launch, logFile, reaper, surroundings, clock);
            services.launched(service.name(), incarnation);
            ActorRef<Message> self = context.getSelf();
            var unused = incarnation.process().onExit().thenAccept(gone -> self.tell(new Gone(incarnation.id())));
            replyTo.tell(new Host.Started(incarnation.id().toString()));
            return running(incarnation, replyTo);
        } catch (CannotStart e) {
            replyTo.tell(new Host.StartFailed(e.getMessage(), List.of()));
            return idle(previous);
        }
    }

    private Behavior<Message> stopIdle(ActorRef<Host.Event> replyTo, Optional<Incarnation> previous) {
        if (previous.isPresent()) {
            return killed(previous.get(), Optional.of(replyTo));
        }
        replyTo.tell(new Host.Stopped(List.of(), List.of()));
        return Behaviors.same();
    }

    private Behavior<Message> running(Incarnation incarnation, ActorRef<Host.Event> owner) {
        return Behaviors.receive(
                (ignored, message) -> switch (message) {
                    case Told(Host.Start(var replyTo)) -> {
                        replyTo.tell(new Host.Started(incarnation.id().toString()));
                        yield Behaviors.same();
                    }
                    case Told(Host.Ask question) -> ask(question, incarnation);
                    case Told(Host.Sample(var replyTo)) -> {
                        port.tellWithGauges(incarnation.measure(), replyTo);
                        yield Behaviors.same();
                    }
                    case Told(Host.CollectGarbage(long id, var replyTo)) -> collect(id, replyTo, incarnation);
                    case Told(Host.Count(long id, var replyTo)) -> {
                        replyTo.tell(incarnation.count(id, service));
                        yield Behaviors.same();
                    }
                    case Told(Host.Stop(var replyTo)) -> askToEnd(incarnation, replyTo);
                    case Gone(var id)
                    when id.equals(incarnation.id()) -> {
                        services.ended(service.name(), incarnation);
                        owner.tell(incarnation.exited());
                        yield killed(incarnation, Optional.empty());
                    }
                    case Gone ofAnEarlierOne -> Behaviors.same();
                    case Timer ofAnEarlierOne -> Behaviors.same();
                },
                (ignored, signal) -> onSignal(signal, Optional.of(incarnation)));
    }

    private static Behavior<Message> collect(
            long id, ActorRef<? super Host.GarbageCollected> replyTo, Incarnation incarnation) {
        var unused = Jvm.collectGarbage(incarnation.family().refresh())
                .thenAccept(heap -> replyTo.tell(heap.asAnswerTo(id)));
        return Behaviors.same();
    }

    private Behavior<Message> ask(Host.Ask question, Incarnation incarnation) {
        switch (question.probe()) {
            case Probe.Http http -> port.ask(question, http);
            case Probe.Tcp tcp -> port.ask(question, tcp);
            case Probe.LogLine(var pattern) -> {
                boolean found = incarnation.log().contains(pattern);
                String detail = found ? "line found" : "no line matches " + pattern;
                question.replyTo().tell(new Host.Asked(question.id(), found, detail));
            }
        }
        return Behaviors.same();
    }

    private Behavior<Message> askToEnd(Incarnation incarnation, ActorRef<Host.Event> asker) {
        services.ended(service.name(), incarnation);
        Family family = incarnation.family();
        family.search();
        family.signal(launch.stop().signal());
        // A stopped process acts on a signal only when it goes on; the signal is first, so that it does nothing else.
        family.signal("CONT");
        timers.startSingleTimer(
                Timer.GRACE_OVER, Timer.GRACE_OVER, launch.stop().within());
        return lookLater(new Ending(incarnation, Optional.of(asker), false));
    }

    private Behavior<Message> killed(Incarnation incarnation, Optional<ActorRef<Host.Event>> asker) {
        timers.startSingleTimer(Timer.GIVE_UP, Timer.GIVE_UP, GIVE_UP_AFTER);
        return look(new Ending(incarnation, asker, true));
    }

    private Behavior<Message> ending(Ending ending) {
        return Behaviors.receive(
                (ignored, message) -> switch (message) {
                    case Told(Host.Ask question) -> answerNo(question, "ending");
                    case Told(Host.Sample(var replyTo)) -> sampleNothing(replyTo);
                    case Told(Host.CollectGarbage(long id, var replyTo)) -> notCollected(id, replyTo);
                    case Told(Host.Count(long id, var replyTo)) -> countNothing(id, replyTo);
                    case Told startOrStop -> {
                        later.stash(startOrStop);
                        yield Behaviors.same();
                    }
                    case Gone gone -> look(ending);
                    case Timer timer ->
                        switch (timer) {
                            case LOOK -> look(ending);
                            case GRACE_OVER -> killed(ending.incarnation(), ending.asker());
                            case GIVE_UP -> ended(ending);
                        };
                },
                (ignored, signal) -> onSignal(signal, Optional.of(ending.incarnation())));
    }

    private Behavior<Message> look(Ending ending) {
        Family family = ending.incarnation().family();
        if (!ending.killing() && family.hasKnownMembers()) {
            return lookLater(ending);
        }
        if (ending.isOver(family.search())) {
            return ended(ending);
        }
        if (ending.killing()) {
            family.signal("KILL");
        }
        return lookLater(ending);
    }

    private Behavior<Message> lookLater(Ending ending) {
        timers.startSingleTimer(Timer.LOOK, Timer.LOOK, LOOK_EVERY);
        return ending(ending);
    }

    private Behavior<Message> ended(Ending ending) {
        timers.cancelAll();
        List<String> left = ending.incarnation().left(service);
        ending.asker()
                .ifPresent(asker -> asker.tell(
                        new Host.Stopped(left, ending.incarnation().log().lastLines())));
        if (left.isEmpty()) {
            release(ending.incarnation().id());
        }
        return later.unstashAll(idle(left.isEmpty() ? Optional.empty() : Optional.of(ending.incarnation())));
    }

    private void release(ProcessId id) {
        try {
            reaper.release(id);
        } catch (IOException e) {
            context.getLog().warn("if Wringer is killed, its services go on: {}", e.getMessage());
        }
    }

    private Behavior<Message> onSignal(Signal signal, Optional<Incarnation> incarnation) {
        if (signal instanceof PostStop) {
            incarnation.ifPresent(Incarnation::kill);
            port.close();
        }
        return Behaviors.same();
    }

    private static Behavior<Message> answerNo(Host.Ask question, String detail) {
        question.replyTo().tell(new Host.Asked(question.id(), false, detail));
        return Behaviors.same();
    }

    private static Behavior<Message> sampleNothing(ActorRef<? super Host.Sampled> replyTo) {
        replyTo.tell(Host.Sampled.NOTHING);
        return Behaviors.same();
    }

    private static Behavior<Message> notCollected(long id, ActorRef<? super Host.GarbageCollected> replyTo) {
        replyTo.tell(Host.GarbageCollected.not(id, "not running"));
        return Behaviors.same();
    }

    private static Behavior<Message> countNothing(long id, ActorRef<? super Host.Counted> replyTo) {
        replyTo.tell(Host.Counted.of(id, OptionalLong.empty(), Host.Sampled.NOTHING));
        return Behaviors.same();
    }

    private static Service.Launch launchOf(Service service) {
        if (service.runs().orElse(null) instanceof Service.Launch launch) {
            return launch;
        }
        throw new IllegalArgumentException(service.name() + " is not launched");
    }
}

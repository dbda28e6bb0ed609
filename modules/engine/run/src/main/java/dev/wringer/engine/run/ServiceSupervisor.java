package dev.wringer.engine.run;

import dev.wringer.core.model.Probe;
import dev.wringer.core.model.RestartPolicy;
import dev.wringer.core.model.Service;
import dev.wringer.engine.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Looks after one service for the whole run: starts it, waits until it is ready, asks for its health, counts its exits,
 * restarts it as its policy says, and stops it. Acts on the service only through its {@link Host}.
 */
final class ServiceSupervisor extends AbstractMatchingBehavior<ServiceSupervisor.Command> {
    sealed interface Command
            permits Start, Stop, Hold, Release, ProbeNow, HealthNow, RestartNow, HostSaid, Contribution.Poll {}

    /** Starts the service; {@link Ready} or {@link Failed} follows. */
    record Start(ActorRef<Event> replyTo) implements Command {}

    /** Stops it for good; {@link Stopped} follows. */
    record Stop(ActorRef<Event> replyTo) implements Command {}

    /**
     * From now on exits of the service are a fault's doing, and its restart policy does not apply.
     *
     * @param staysDown whether it is started again only at {@link Release}; else at once, each time
     */
    record Hold(String fault, boolean staysDown) implements Command {}

    /** The fault is removed: the service is started again if it is down. {@link BackUp} follows when it is ready. */
    record Release(String fault, ActorRef<BackUp> replyTo) implements Command {}

    /** The service is ready, and no fault holds it. */
    record BackUp(String service) {}

    private record ProbeNow() implements Command {}

    private record HealthNow() implements Command {}

    private record RestartNow() implements Command {}

    private record HostSaid(Host.Event event) implements Command {}

    sealed interface Event {}

    record Ready(String service) implements Event {}

    /** The service could not be started or did not get ready. */
    record Failed(String service, String reason, List<String> lastLines) implements Event {}

    /** @param left what could not be removed */
    record Stopped(String service, List<String> left) implements Event {}

    private enum Phase {
        DOWN,
        STARTING,
        UP,
        STOPPING
    }

    /** Marks the ids of readiness questions, so that a late answer is not taken for one about health. */
    private static final long READINESS = 1L << 62;

    private static final int DOUBLINGS_MAX = 16;
    private static final Duration RESTART_AFTER_FAULT = Duration.ofMillis(100);

    private final Clock clock;
    private final Service service;
    private final ActorRef<Host.Command> host;
    private final Journal journal;
    private final TimerScheduler<Command> timers;
    private final ActorRef<Host.Event> adapter;
    private final SortedMap<String, Boolean> holds = new TreeMap<>();
    private final List<ActorRef<BackUp>> awaiting = new ArrayList<>();
    private Phase phase = Phase.DOWN;
    private ActorRef<Event> owner;
    private long startedNanos;
    private boolean everReady;
    private Optional<String> neverReady = Optional.empty();
    private String lastAnswer = "no answer yet";
    private long asked;
    private long restarts;
    private long attempts;
    private long healthChecks;
    private long healthFailures;

    private ServiceSupervisor(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Clock clock,
            Service service,
            ActorRef<Host.Command> host,
            Journal journal) {
        super(context);
        this.clock = clock;
        this.service = service;
        this.host = host;
        this.journal = journal;
        this.timers = timers;
        this.adapter = context.messageAdapter(Host.Event.class, HostSaid::new);
    }

    static Behavior<Command> create(Clock clock, Service service, ActorRef<Host.Command> host, Journal journal) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new ServiceSupervisor(context, timers, clock, service, host, journal)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case HostSaid said -> hostSaid(said.event());
            case HealthNow ignored -> askHealth();
            case ProbeNow ignored -> askReadiness();
            case RestartNow ignored -> start();
            case Contribution.Poll poll -> handOver(poll);
            case Hold hold -> holds.put(hold.fault(), hold.staysDown());
            case Release release -> release(release);
            case Start start -> {
                owner = start.replyTo();
                start();
            }
            case Stop stop -> {
                owner = stop.replyTo();
                phase = Phase.STOPPING;
                timers.cancelAll();
                host.tell(new Host.Stop(adapter));
            }
        }
        return this;
    }

    private void start() {
        phase = Phase.STARTING;
        startedNanos = clock.nanos();
        lastAnswer = "no answer yet";
        journal.entry("service-starting", "service", service.name());
        host.tell(new Host.Start(adapter));
    }

    private void release(Release release) {
        holds.remove(release.fault());
        awaiting.add(release.replyTo());
        if (phase == Phase.DOWN && everReady && holds.isEmpty()) {
            timers.cancel(new RestartNow());
            start();
        }
        reportIfBackUp();
    }

    private void reportIfBackUp() {
        if (phase == Phase.UP && holds.isEmpty()) {
            awaiting.forEach(waiting -> waiting.tell(new BackUp(service.name())));
            awaiting.clear();
        }
    }

    private void hostSaid(Host.Event event) {
        switch (event) {
            case Host.Started started -> {
                journal.entry("service-started", "service", service.name(), "identity", started.identity());
                if (phase == Phase.STARTING) {
                    askReadiness();
                }
            }
            case Host.StartFailed failed -> startFailed(failed.reason(), failed.lastLines());
            case Host.Asked answer -> answered(answer);
            case Host.Exited exited -> exited(exited);
            case Host.Stopped stopped -> stopped(stopped);
            case Host.Sampled ignored -> {}
            case Host.Tally ignored -> {}
        }
    }

    private void askReadiness() {
        Service.Readiness ready = service.ready();
        asked++;
        host.tell(new Host.Ask(READINESS | asked, ready.probe(), atLeastASecond(ready.every()), adapter));
    }

    private static Duration atLeastASecond(Duration every) {
        Duration second = Duration.ofSeconds(1);
        return every.compareTo(second) > 0 ? every : second;
    }

    private void askHealth() {
        service.health().ifPresent(health -> {
            asked++;
            host.tell(new Host.Ask(asked, health.probe(), health.timeout(), adapter));
            timers.startSingleTimer(new HealthNow(), health.every());
        });
    }

    private void answered(Host.Asked answer) {
        boolean readiness = (answer.id() & READINESS) != 0;
        if (readiness && phase == Phase.STARTING && (answer.id() & ~READINESS) == asked) {
            readinessAnswered(answer);
        } else if (!readiness && phase != Phase.STOPPING) {
            healthAnswered(answer);
        }
    }

    private void readinessAnswered(Host.Asked answer) {
        lastAnswer = answer.detail();
        Duration waited = Duration.ofNanos(clock.nanos() - startedNanos);
        if (answer.yes()) {
            ready(waited);
        } else if (!everReady && waited.compareTo(service.ready().within()) >= 0) {
            notReady();
        } else {
            timers.startSingleTimer(new ProbeNow(), service.ready().every());
        }
    }

    private void ready(Duration waited) {
        phase = Phase.UP;
        journal.entry("service-ready", "service", service.name(), "after_ms", waited.toMillis());
        if (!everReady) {
            everReady = true;
            owner.tell(new Ready(service.name()));
            service.health().ifPresent(health -> timers.startSingleTimer(new HealthNow(), health.every()));
        }
        reportIfBackUp();
    }

    /** Stopped at once, and its last words go with the reason. */
    private void notReady() {
        neverReady = Optional.of("not ready within " + service.ready().within().toMillis() / 1000.0 + " s: the probe "
                + words(service) + " answered: " + lastAnswer);
        host.tell(new Host.Stop(adapter));
    }

    private void stopped(Host.Stopped stopped) {
        phase = Phase.DOWN;
        if (neverReady.isPresent()) {
            startFailed(neverReady.get(), stopped.lastLines());
            neverReady = Optional.empty();
        } else {
            journal.entry("service-stopped", "service", service.name(), "left", stopped.left());
            owner.tell(new Stopped(service.name(), stopped.left()));
        }
    }

    private static String words(Service service) {
        return switch (service.ready().probe()) {
            case Probe.Http http -> "GET http://" + service.host() + ":" + service.port() + http.path();
            case Probe.Tcp ignored -> "connect " + service.host() + ":" + service.port();
            case Probe.LogLine line -> "log line /" + line.pattern() + "/";
        };
    }

    /** The first start decides whether there is a run at all; a later one is the policy's business. */
    private void startFailed(String reason, List<String> lastLines) {
        journal.entry("service-not-started", "service", service.name(), "reason", reason);
        phase = Phase.DOWN;
        if (everReady) {
            startAgain();
        } else {
            owner.tell(new Failed(service.name(), reason, lastLines));
        }
    }

    private void healthAnswered(Host.Asked answer) {
        healthChecks++;
        if (!answer.yes()) {
            healthFailures++;
            journal.entry("health-check-failed", "service", service.name(), "answer", answer.detail());
        }
    }

    private void exited(Host.Exited exited) {
        if (phase == Phase.STOPPING) {
            return;
        }
        boolean starting = phase == Phase.STARTING;
        phase = Phase.DOWN;
        journal.entry("service-exited", "service", service.name(), "how", exited.how(), "output", exited.lastLines());
        if (starting && !everReady) {
            owner.tell(new Failed(service.name(), "exited before it was ready: " + exited.how(), exited.lastLines()));
            return;
        }
        restarts++;
        journal.note(service.name() + " exited: " + exited.how());
        startAgain();
    }

    private void startAgain() {
        if (!holds.isEmpty()) {
            if (!holds.containsValue(true)) {
                timers.startSingleTimer(new RestartNow(), RESTART_AFTER_FAULT);
            }
            return;
        }
        attempts++;
        switch (service.restart()) {
            case RestartPolicy.Never ignored -> {}
            case RestartPolicy.Always always -> timers.startSingleTimer(new RestartNow(), always.backOff());
            case RestartPolicy.Times times -> {
                if (attempts <= times.restartsMax()) {
                    long doublings = Math.min(attempts - 1, DOUBLINGS_MAX);
                    timers.startSingleTimer(new RestartNow(), times.backOff().multipliedBy(1L << doublings));
                }
            }
        }
    }

    private void handOver(Contribution.Poll poll) {
        poll.answer(new Contribution.Supervision(service.name(), restarts, healthChecks, healthFailures));
        healthChecks = 0;
        healthFailures = 0;
    }
}

package dev.wringer.engine.run;

import dev.wringer.core.model.Fault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Brings one fault about and undoes it: apply, observe until it is confirmed, remove when its time is over, observe until it is
 * gone. The acts block, so hands and eyes are children of their own; removal waits for hands, never for eyes.
 *
 * <pre>
 *   applying --applied--> active (eyes look until confirmed) --time over, Heal--> removing --> fading (eyes look until gone) --> ended
 *      '--failed-------------------------------------------------------------------^
 * </pre>
 */
final class FaultInjector extends AbstractMatchingBehavior<FaultInjector.Command> {
    sealed interface Command {}

    /** Removes the fault at once, whatever is left of its time. */
    record Heal() implements Command {}

    private record Done(Acts.Report report) implements Command {}

    private record TimeOver() implements Command {}

    private record Look() implements Command {}

    private record FadingOver() implements Command {}

    private record Up(ServiceSupervisor.BackUp up) implements Command {}

    /** A step that is taken. */
    sealed interface Event {
        String fault();

        record Applied(String fault) implements Event {}

        record Confirmed(String fault, String evidence) implements Event {}

        record Removed(String fault) implements Event {}

        record Gone(String fault, String evidence) implements Event {}

        /** Nothing more will come. {@code problem} is empty when every step was taken. */
        record Ended(String fault, String problem) implements Event {}
    }

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    /** A shorter fault stays until it is confirmed, but not longer than this. */
    private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(3);

    private static final Duration FADE_WITHIN = Duration.ofSeconds(10);

    private enum Phase {
        APPLYING,
        ACTIVE,
        REMOVING,
        FADING
    }

    private final TimerScheduler<Command> timers;
    private final PlannedFault planned;
    private final Optional<ActorRef<ServiceSupervisor.Command>> supervisor;
    private final ActorRef<Event> owner;
    private final ActorRef<Acts.Act> hands;
    private final ActorRef<Acts.Act> eyes;
    private final ActorRef<ServiceSupervisor.BackUp> upAdapter;
    private final Duration fadeWithin;
    private Phase phase = Phase.APPLYING;
    private boolean timeOver;
    private boolean confirmed;
    private boolean backUp;
    private String seen = "not looked at";
    private String problem = "";

    private FaultInjector(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            PlannedFault planned,
            Injection injection,
            Optional<Held> held,
            ActorRef<Event> owner) {
        super(context);
        this.timers = timers;
        this.planned = planned;
        this.supervisor = held.map(Held::supervisor);
        this.fadeWithin = held.map(it -> FADE_WITHIN.plus(it.readyWithin())).orElse(FADE_WITHIN);
        this.owner = owner;
        ActorRef<Acts.Report> reports = context.messageAdapter(Acts.Report.class, Done::new);
        hands = context.spawn(Acts.create(injection, reports), "hands", DispatcherSelector.blocking());
        eyes = context.spawn(Acts.create(injection, reports), "eyes", DispatcherSelector.blocking());
        upAdapter = context.messageAdapter(ServiceSupervisor.BackUp.class, Up::new);
        backUp = held.isEmpty();
        supervisor.ifPresent(it -> it.tell(new ServiceSupervisor.Hold(planned.id(), staysDown(planned.fault()))));
        hands.tell(Acts.Act.APPLY);
    }

    /** The supervisor of the service whose processes a fault acts on, and how long the service may take to get ready. */
    record Held(ActorRef<ServiceSupervisor.Command> supervisor, Duration readyWithin) {}

    static Behavior<Command> create(
            PlannedFault planned, Injection injection, Optional<Held> held, ActorRef<Event> owner) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new FaultInjector(context, timers, planned, injection, held, owner)));
    }

    private static boolean staysDown(Fault fault) {
        return fault.takesServiceDown() && !(fault instanceof ProcessFault.CrashLoop);
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Done done -> {
                return done(done.report());
            }
            case Look ignored -> look();
            case TimeOver ignored -> {
                timeOver = true;
                removeIfDue();
            }
            case Heal ignored -> {
                timeOver = true;
                if (phase == Phase.ACTIVE) {
                    remove();
                }
            }
            case Up ignored -> {
                backUp = true;
                look();
            }
            case FadingOver ignored -> {
                return ended("not confirmed gone within " + fadeWithin.toSeconds() + " s: "
                        + (backUp ? seen : "the service is not ready again"));
            }
        }
        return this;
    }

    private Behavior<Command> done(Acts.Report report) {
        switch (report.act()) {
            case APPLY -> applied(report);
            case OBSERVE -> observed(report);
            case REMOVE -> {
                return removed(report);
            }
            case OBSERVE_GONE -> {
                return observedGone(report);
            }
        }
        return this;
    }

    private void applied(Acts.Report report) {
        if (report.problem().isPresent()) {
            problem = "not applied: " + report.problem().get();
            remove();
            return;
        }
        phase = Phase.ACTIVE;
        owner.tell(new Event.Applied(planned.id()));
        if (timeOver) {
            remove();
            return;
        }
        look();
        Duration lasting = planned.lasting();
        timers.startSingleTimer("over", new TimeOver(), lasting);
        if (lasting.compareTo(CONFIRM_WITHIN) < 0) {
            timers.startSingleTimer("confirm", new TimeOver(), CONFIRM_WITHIN);
        }
    }

    private void look() {
        if (phase == Phase.ACTIVE) {
            eyes.tell(Acts.Act.OBSERVE);
        } else if (phase == Phase.FADING && backUp) {
            eyes.tell(Acts.Act.OBSERVE_GONE);
        }
    }

    private void observed(Acts.Report report) {
        if (phase != Phase.ACTIVE || confirmed) {
            return;
        }
        seen = report.evidence();
        confirmed = report.confirmed();
        if (confirmed) {
            owner.tell(new Event.Confirmed(planned.id(), seen));
            removeIfDue();
        } else {
            timers.startSingleTimer("look", new Look(), LOOK_EVERY);
        }
    }

    private void removeIfDue() {
        boolean mayWait = !confirmed && timers.isTimerActive("confirm");
        if (phase == Phase.ACTIVE && timeOver && !mayWait) {
            remove();
        }
    }

    private void remove() {
        if (problem.isEmpty() && !confirmed) {
            problem = "not confirmed: " + seen;
        }
        phase = Phase.REMOVING;
        timers.cancelAll();
        hands.tell(Acts.Act.REMOVE);
    }

    private Behavior<Command> removed(Acts.Report report) {
        if (report.problem().isPresent()) {
            release();
            return ended("not removed: " + report.problem().get());
        }
        phase = Phase.FADING;
        owner.tell(new Event.Removed(planned.id()));
        release();
        seen = "not looked at";
        timers.startSingleTimer("fading", new FadingOver(), fadeWithin);
        look();
        return this;
    }

    private void release() {
        supervisor.ifPresent(it -> it.tell(new ServiceSupervisor.Release(planned.id(), upAdapter)));
    }

    private Behavior<Command> observedGone(Acts.Report report) {
        if (phase != Phase.FADING) {
            return this;
        }
        seen = report.evidence();
        if (report.confirmed()) {
            owner.tell(new Event.Gone(planned.id(), seen));
            return ended("");
        }
        timers.startSingleTimer("look", new Look(), LOOK_EVERY);
        return this;
    }

    private Behavior<Command> ended(String last) {
        String both = problem.isEmpty() || last.isEmpty() ? problem + last : problem + "; " + last;
        owner.tell(new Event.Ended(planned.id(), both));
        return Behaviors.stopped();
    }
}

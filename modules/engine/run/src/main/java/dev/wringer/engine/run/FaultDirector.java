package dev.wringer.engine.run;

import dev.wringer.core.faults.FaultSchedule;
import dev.wringer.core.faults.Steady;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.ProcessFault;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Carries out the schedule of faults: begins each when it is due, lets nothing begin while faults are forbidden, follows it until
 * the system has recovered or had its time, and heals everything at the end of the load. Tells the aggregator which faults are
 * there, so that windows are marked and seconds are looked at.
 */
final class FaultDirector extends AbstractMatchingBehavior<FaultDirector.Command> {
    sealed interface Command {}

    /**
     * Starts the load's clock.
     *
     * @param fromNanos offset of what is due first; what would have been before is left out
     */
    record Begin(long startNanos, Instant start, long fromNanos, ActorRef<MetricsAggregator.Command> aggregator)
            implements Command {}

    /** An interval is over; offsets from the start of the load. Its histograms are read, never written to. */
    record Seen(long fromNanos, long untilNanos, List<EndpointInterval> endpoints) implements Command {}

    /** The load is over: no further fault begins, what is there is removed. {@link Healed} follows. */
    record Heal(ActorRef<Healed> replyTo) implements Command {}

    /** No fault is there any more, or none that could be removed. */
    record Healed() {}

    /** A person wants a fault of the plan now; see {@link Steering.InjectNow}. */
    record InjectNow(String fault, ActorRef<Steering.Answer> replyTo) implements Command {}

    record RemoveNow(String fault, ActorRef<Steering.Answer> replyTo) implements Command {}

    private record Due() implements Command {}

    private record Step(FaultInjector.Event event) implements Command {}

    private record HealingOver() implements Command {}

    /** Who is told, and who can start a service again. */
    record Parties(
            ActorRef<Recorder.Command> recorder,
            ActorRef<Judging.Command> judging,
            SequencedMap<String, ActorRef<ServiceSupervisor.Command>> supervisors,
            Journal journal) {}

    private static final Duration HEALING_SLACK = Duration.ofSeconds(30);

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final World world;
    private final Simulation simulation;
    private final List<PlannedFault> schedule;
    private final Parties parties;
    private final ActorRef<FaultInjector.Event> stepAdapter;
    private final Steady steady = new Steady();
    private final SequencedMap<String, OpenFault> open = new LinkedHashMap<>();
    private final SequencedMap<String, ActorRef<FaultInjector.Command>> injectors = new LinkedHashMap<>();
    private ActorRef<MetricsAggregator.Command> aggregator;
    private Instant start = Instant.EPOCH;
    private long startNanos;
    private final Set<String> begunByHand = new TreeSet<>();
    private int next;
    private ActorRef<Healed> healer;

    private FaultDirector(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            World world,
            Simulation simulation,
            List<PlannedFault> schedule,
            Parties parties) {
        super(context);
        this.context = context;
        this.timers = timers;
        this.world = world;
        this.simulation = simulation;
        this.schedule = schedule;
        this.parties = parties;
        this.stepAdapter = context.messageAdapter(FaultInjector.Event.class, Step::new);
    }

    /** @param schedule in the order of their begin */
    static Behavior<Command> create(World world, Simulation simulation, List<PlannedFault> schedule, Parties parties) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new FaultDirector(context, timers, world, simulation, schedule, parties)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Seen seen -> seen(seen);
            case Due ignored -> beginDue();
            case Step step -> step(step.event());
            case Begin begin -> {
                startNanos = begin.startNanos();
                start = begin.start();
                aggregator = begin.aggregator();
                while (next < schedule.size() && schedule.get(next).at().toNanos() < begin.fromNanos()) {
                    next++;
                }
                awaitNext();
            }
            case Heal heal -> heal(heal.replyTo());
            case HealingOver ignored -> giveUp();
            case InjectNow inject -> inject.replyTo().tell(injectNow(inject.fault()));
            case RemoveNow remove -> remove.replyTo().tell(removeNow(remove.fault()));
        }
        return this;
    }

    private long elapsed() {
        return world.clock().nanos() - startNanos;
    }

    private void awaitNext() {
        showProgress();
        if (next < schedule.size() && healer == null) {
            long due = schedule.get(next).at().toNanos() - elapsed();
            timers.startSingleTimer(new Due(), Duration.ofNanos(Math.max(0, due)));
        }
    }

    private void showProgress() {
        Optional<PlannedFault> coming =
                next < schedule.size() && healer == null ? Optional.of(schedule.get(next)) : Optional.empty();
        parties.journal().faults(open.values().stream().map(OpenFault::shown).toList(), coming);
    }

    private void beginDue() {
        while (next < schedule.size() && schedule.get(next).at().toNanos() <= elapsed()) {
            if (!begunByHand.contains(schedule.get(next).id())) {
                begin(schedule.get(next));
            }
            next++;
        }
        awaitNext();
    }

    private Steering.Answer injectNow(String id) {
        Optional<PlannedFault> wanted = schedule.subList(next, schedule.size()).stream()
                .filter(planned -> planned.id().equals(id))
                .findFirst();
        if (wanted.isEmpty() || begunByHand.contains(id) || healer != null) {
            return Steering.Answer.refused("no fault " + id + " is still to come");
        }
        Optional<String> forbidden = world.noFaultsNow();
        if (forbidden.isPresent()) {
            return Steering.Answer.refused(forbidden.get());
        }
        for (OpenFault other : open.values()) {
            if (other.isActive() && FaultSchedule.excludes(wanted.get(), other.planned())) {
                return Steering.Answer.refused(
                        "it cannot be there together with " + other.planned().id());
            }
        }
        begunByHand.add(id);
        parties.journal().fault("fault-by-hand", wanted.get(), "begun before it was due");
        begin(wanted.get());
        showProgress();
        return Steering.Answer.done();
    }

    private Steering.Answer removeNow(String id) {
        ActorRef<FaultInjector.Command> injector = injectors.get(id);
        if (injector == null) {
            return Steering.Answer.refused("no fault " + id + " is there");
        }
        parties.journal().fault("fault-by-hand", open.get(id).planned(), "removed before its time was over");
        injector.tell(new FaultInjector.Heal());
        return Steering.Answer.done();
    }

    private void begin(PlannedFault planned) {
        OpenFault fault = new OpenFault(planned, simulation, steady);
        open.values().forEach(other -> other.meet(fault));
        open.put(planned.id(), fault);
        Optional<String> forbidden = world.noFaultsNow();
        if (forbidden.isPresent()) {
            step(new FaultInjector.Event.Ended(planned.id(), "not started: " + forbidden.get()));
            return;
        }
        parties.journal().fault("fault-starting", planned, "");
        tellAggregator();
        try {
            injectors.put(
                    planned.id(),
                    context.spawn(
                            FaultInjector.create(planned, world.injection(planned), held(planned), stepAdapter),
                            "fault-" + planned.id()));
        } catch (RuntimeException broken) {
            step(new FaultInjector.Event.Ended(planned.id(), "not applied: the injector broke: " + broken));
        }
    }

    /** A fault of processes may end them, as it means to or not. */
    private Optional<FaultInjector.Held> held(PlannedFault planned) {
        return planned.fault() instanceof ProcessFault
                ? planned.target().to().flatMap(simulation::service).map(this::held)
                : Optional.empty();
    }

    private FaultInjector.Held held(Service service) {
        return new FaultInjector.Held(
                parties.supervisors().get(service.name()), service.ready().within());
    }

    private void step(FaultInjector.Event event) {
        OpenFault fault = open.get(event.fault());
        if (fault == null) {
            return;
        }
        long at = elapsed();
        switch (event) {
            case FaultInjector.Event.Applied ignored -> fault.applied(at);
            case FaultInjector.Event.Confirmed confirmed -> fault.confirmed(at, confirmed.evidence());
            case FaultInjector.Event.Removed ignored -> fault.removed(at);
            case FaultInjector.Event.Gone gone -> fault.gone(at, gone.evidence());
            case FaultInjector.Event.Ended ended -> {
                fault.ended(ended.problem());
                injectors.remove(ended.fault());
            }
        }
        writeDown(event, fault.planned());
        closeIfOver(fault, at);
        tellAggregator();
        showProgress();
        if (healer != null && injectors.isEmpty()) {
            healed();
        }
    }

    private void writeDown(FaultInjector.Event event, PlannedFault planned) {
        Journal journal = parties.journal();
        switch (event) {
            case FaultInjector.Event.Applied ignored -> {
                journal.fault("fault-applied", planned, "");
                journal.note("fault " + planned.words());
            }
            case FaultInjector.Event.Confirmed it -> journal.fault("fault-confirmed", planned, it.evidence());
            case FaultInjector.Event.Removed ignored -> journal.fault("fault-removed", planned, "");
            case FaultInjector.Event.Gone it -> journal.fault("fault-gone", planned, it.evidence());
            case FaultInjector.Event.Ended it -> {
                if (!it.problem().isEmpty()) {
                    journal.fault("fault-problem", planned, it.problem());
                    journal.note("fault " + planned.id() + ": " + it.problem());
                }
            }
        }
    }

    private void seen(Seen seen) {
        if (open.isEmpty()) {
            steady.add(seen.endpoints());
            return;
        }
        List<OpenFault> shown =
                open.values().stream().filter(fault -> fault.isSeenIn(seen)).toList();
        if (shown.isEmpty()) {
            return;
        }
        parties.recorder()
                .tell(new Recorder.Second(
                        start.plusNanos(seen.fromNanos()), start.plusNanos(seen.untilNanos()), seen.endpoints()));
        Set<String> reachedByAny = new TreeSet<>();
        open.values().forEach(fault -> reachedByAny.addAll(fault.reached()));
        for (OpenFault fault : shown) {
            boolean disturbed = open.values().stream().anyMatch(other -> other.disturbs(fault));
            fault.seen(seen, reachedByAny, disturbed);
            closeIfOver(fault, seen.untilNanos());
        }
        tellAggregator();
    }

    private void closeIfOver(OpenFault fault, long now) {
        if (fault.isOver(now) && open.remove(fault.planned().id()) != null) {
            close(fault);
            showProgress();
        }
    }

    private void close(OpenFault fault) {
        FaultRecord last = fault.last();
        parties.recorder().tell(new Recorder.FaultOver(last));
        parties.judging().tell(new Judging.ObserveFault(last));
        parties.journal()
                .fault(
                        last.recovered().isPresent() ? "fault-recovered" : "fault-not-recovered",
                        last.planned(),
                        fault.recoveryInWords());
    }

    private void tellAggregator() {
        List<String> active = new ArrayList<>();
        List<String> recovering = new ArrayList<>();
        open.values()
                .forEach(fault -> (fault.isActive() ? active : recovering)
                        .add(fault.planned().id()));
        aggregator.tell(new MetricsAggregator.FaultsNow(active, recovering));
    }

    private void heal(ActorRef<Healed> replyTo) {
        healer = replyTo;
        timers.cancel(new Due());
        if (injectors.isEmpty()) {
            healed();
            return;
        }
        parties.journal().entry("healing", "faults", List.copyOf(injectors.sequencedKeySet()));
        injectors.values().forEach(injector -> injector.tell(new FaultInjector.Heal()));
        timers.startSingleTimer(new HealingOver(), healingMax());
    }

    private Duration healingMax() {
        return simulation.services().stream()
                .map(service -> service.ready().within())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO)
                .plus(HEALING_SLACK);
    }

    private void giveUp() {
        injectors
                .keySet()
                .forEach(fault -> open.get(fault)
                        .ended("not removed: no answer for " + healingMax().toSeconds() + " s"));
        healed();
    }

    private void healed() {
        if (healer == null) {
            return;
        }
        injectors.clear();
        timers.cancelAll();
        open.values().forEach(this::close);
        open.clear();
        healer.tell(new Healed());
        healer = null;
    }
}

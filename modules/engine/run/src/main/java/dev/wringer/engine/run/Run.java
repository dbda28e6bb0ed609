package dev.wringer.engine.run;

import dev.wringer.core.judge.Finding;
import dev.wringer.core.judge.State;
import dev.wringer.core.judge.Verdict;
import dev.wringer.core.model.Flow;
import dev.wringer.core.model.Secrets;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * One run from start to end. However it ends (its time is over, a criterion has failed for certain, somebody stops it, a
 * service does not start), it ends the same way: traffic stops, faults are removed, sessions close, writes are read back, the
 * last window is judged, services stop, the evidence is completed.
 *
 * <pre>
 *   preparing --all ready--> loading --time over, FAIL, stop--> draining, healing --> reading back --> closing --> stopping
 *       '--a service does not start, stop-----------------------------------------------------------------^
 * </pre>
 *
 * A run that was killed goes on at the next whole window of its load ({@link Resumption}).
 */
public final class Run extends AbstractMatchingBehavior<Run.Command> {
    public sealed interface Command {}

    /** Ends the run in order; a second one does not wait for requests and sessions in flight. */
    public record Interrupt(String reason) implements Command {}

    /** What a person wants changed; refused unless the load is on. */
    public record Steer(Steering steering, ActorRef<Steering.Answer> replyTo) implements Command {}

    private record ServiceSaid(ServiceSupervisor.Event event) implements Command {}

    private record LoadOver() implements Command {}

    private record DrainOver() implements Command {}

    private record GeneratorIdle(TrafficGenerator.Idle idle) implements Command {}

    private record ChurnerEmpty(SessionChurner.Empty empty) implements Command {}

    private record Healed() implements Command {}

    private record WroteBack(ReadBack.Over over) implements Command {}

    private record WindowsClosed() implements Command {}

    private record FailIsCertain(Finding finding) implements Command {}

    private record VerdictReached(Verdict verdict) implements Command {}

    private record EvidenceComplete(Optional<String> problem) implements Command {}

    private record Abandon() implements Command {}

    /**
     * How a run ended.
     *
     * @param notStarted why there was no load, in lines for a person; empty when there was
     * @param interrupted who or what stopped it from outside
     * @param left processes and ports that could not be removed
     * @param evidenceProblem why the run folder is not complete
     * @param failure what broke in Wringer itself
     */
    public record Result(
            Verdict verdict,
            List<String> notStarted,
            Optional<String> interrupted,
            List<String> left,
            Optional<String> evidenceProblem,
            Optional<Throwable> failure) {

        public Result withFailure(Optional<Throwable> cause) {
            return new Result(verdict, notStarted, interrupted, left, evidenceProblem, cause);
        }
    }

    /** How long stopping the services and completing the evidence may take after a failure of our own. */
    private static final Duration END_MAX = Duration.ofSeconds(30);

    private enum Phase {
        PREPARING,
        LOADING,
        DRAINING,
        READING_BACK,
        CLOSING,
        STOPPING
    }

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final Simulation simulation;
    private final World world;
    private final Crew crew;
    private final Consumer<Result> owner;
    private final ActorRef<ServiceSupervisor.Event> serviceAdapter;
    private final Set<String> started = new LinkedHashSet<>();
    private final Set<String> ready = new LinkedHashSet<>();
    private final List<String> notStarted = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final Tally tally = new Tally();
    private Phase phase = Phase.PREPARING;
    private Optional<String> interrupted = Optional.empty();
    private boolean endedEarly;
    private long startNanos;
    private long loadNanos;
    private int awaited;
    private Optional<Throwable> failure = Optional.empty();
    private Verdict verdict = new Verdict(State.INVALID, List.of(), List.of("the run was given up"));

    private Run(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Simulation simulation,
            World world,
            Consumer<Result> owner) {
        super(context);
        this.context = context;
        this.timers = timers;
        this.simulation = simulation;
        this.world = world;
        this.owner = owner;
        this.serviceAdapter = context.messageAdapter(ServiceSupervisor.Event.class, ServiceSaid::new);
        this.crew = new Crew(
                context,
                simulation,
                world,
                context.messageAdapter(Judging.CertainFail.class, fail -> new FailIsCertain(fail.finding())));
        context.getChildren().forEach(context::watch);
        Beginning beginning = Beginning.of(simulation, world);
        if (beginning.isOver(simulation)) {
            loadNanos = simulation.duration().toNanos();
            crew.tellGap(beginning);
            conclude();
        } else {
            startServices();
        }
    }

    /** @param owner told once, just before the actor stops */
    public static Behavior<Command> create(Simulation simulation, World world, Consumer<Result> owner) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Run(context, timers, simulation, world, owner)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case ServiceSaid said -> serviceSaid(said.event());
            case Interrupt interrupt -> interrupt(interrupt.reason());
            case Steer steer -> crew.steer(steer.steering(), phase == Phase.LOADING, steer.replyTo());
            case LoadOver ignored -> drain("the planned duration is over");
            case FailIsCertain fail -> failIsCertain(fail.finding());
            case DrainOver ignored -> giveUp();
            case GeneratorIdle idle -> {
                tally.add(idle.idle());
                oneLess(this::readBack);
            }
            case ChurnerEmpty empty -> {
                tally.add(empty.empty());
                oneLess(this::readBack);
            }
            case Healed ignored -> oneLess(this::readBack);
            case WroteBack wrote -> {
                tally.add(wrote.over());
                oneLess(this::closeWindows);
            }
            case WindowsClosed ignored -> conclude();
            case VerdictReached reached -> {
                verdict = notStarted.isEmpty() ? reached.verdict() : neverBegan(reached.verdict());
                stopServices();
            }
            case EvidenceComplete evidence -> {
                return over(evidence.problem());
            }
            case Abandon ignored -> {
                return over(Optional.of("given up: Wringer itself failed"));
            }
        }
        return this;
    }

    private Behavior<Command> over(Optional<String> evidenceProblem) {
        owner.accept(new Result(verdict, notStarted, interrupted, left, evidenceProblem, failure));
        return Behaviors.stopped();
    }

    /** One of our own actors broke. What the others have is still brought to an end, but not waited for without limit. */
    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof ChildFailed failed) {
            failure = Optional.of(failed.cause());
            timers.startSingleTimer(new Abandon(), simulation.drain().plus(END_MAX));
            crew.journal.entry(
                    "internal-failure", "actor", failed.getRef().path().name());
            interrupt("Wringer itself failed in " + failed.getRef().path().name());
        }
        return this;
    }

    // preparing

    private void startServices() {
        if (ready.size() == simulation.services().size()) {
            beginLoad();
            return;
        }
        for (Service service : simulation.services()) {
            if (ready.containsAll(service.dependsOn()) && started.add(service.name())) {
                crew.journal.note("starting " + service.name());
                crew.supervisors.get(service.name()).tell(new ServiceSupervisor.Start(serviceAdapter));
            }
        }
    }

    private void serviceSaid(ServiceSupervisor.Event event) {
        switch (event) {
            case ServiceSupervisor.Ready up -> {
                ready.add(up.service());
                if (phase == Phase.PREPARING) {
                    startServices();
                }
            }
            case ServiceSupervisor.Failed failed -> notStarted(failed);
            case ServiceSupervisor.Stopped stopped -> {
                stopped.left().forEach(what -> left.add(stopped.service() + ": " + what));
                oneLess(this::finish);
            }
        }
    }

    private void notStarted(ServiceSupervisor.Failed failed) {
        notStarted.add("service " + failed.service() + ": " + Secrets.mask(failed.reason()));
        failed.lastLines().forEach(line -> notStarted.add("  | " + Secrets.mask(line)));
        if (phase == Phase.PREPARING) {
            conclude();
        }
    }

    // loading

    private void beginLoad() {
        phase = Phase.LOADING;
        Beginning beginning = Beginning.of(simulation, world);
        startNanos = beginning.startNanos();
        Duration left = Duration.ofNanos(
                startNanos + simulation.duration().toNanos() - world.clock().nanos());
        crew.journal.note("all services are ready; load for " + left.toSeconds() + " s");
        crew.begin(beginning);
        timers.startSingleTimer(new LoadOver(), left);
    }

    private void failIsCertain(Finding finding) {
        if (simulation.stopEarly() && phase == Phase.LOADING) {
            endedEarly = true;
            drain("a criterion has failed for certain: " + finding.criterion() + " " + finding.subject());
        }
    }

    private void interrupt(String reason) {
        boolean first = interrupted.isEmpty();
        interrupted = Optional.of(reason);
        switch (phase) {
            case PREPARING -> conclude();
            case LOADING -> {
                endedEarly = true;
                drain(reason);
            }
            case DRAINING -> {
                if (!first) {
                    giveUp();
                }
            }
            case READING_BACK, CLOSING, STOPPING -> {}
        }
    }

    // draining

    private void drain(String why) {
        phase = Phase.DRAINING;
        timers.cancel(new LoadOver());
        crew.quiesce.tell(new QuiesceDirector.End());
        loadNanos = Math.min(
                world.clock().nanos() - startNanos, simulation.duration().toNanos());
        crew.journal.entry("load-stopped", "why", why);
        crew.journal.note("load stopped: " + why + "; draining");
        awaited = crew.generators.size() + crew.churners.size() + 1;
        crew.faults.tell(
                new FaultDirector.Heal(context.messageAdapter(FaultDirector.Healed.class, ignored -> new Healed())));
        ActorRef<TrafficGenerator.Idle> idle = context.messageAdapter(TrafficGenerator.Idle.class, GeneratorIdle::new);
        ActorRef<SessionChurner.Empty> empty = context.messageAdapter(SessionChurner.Empty.class, ChurnerEmpty::new);
        crew.generators.forEach(generator -> generator.tell(new TrafficGenerator.StopArrivals(idle)));
        crew.churners.forEach(churner -> churner.tell(new SessionChurner.Wind(empty)));
        timers.startSingleTimer(new DrainOver(), simulation.drain());
    }

    private void giveUp() {
        crew.generators.forEach(generator -> generator.tell(new TrafficGenerator.GiveUp()));
        crew.churners.forEach(churner -> churner.tell(new SessionChurner.GiveUp()));
    }

    private void readBack() {
        phase = Phase.READING_BACK;
        timers.cancel(new DrainOver());
        List<Flow> flows = simulation.traffic().stream()
                .filter(flow -> flow.readBack().isPresent())
                .toList();
        awaited = flows.size();
        if (awaited == 0) {
            closeWindows();
            return;
        }
        crew.journal.note("reading back what was accepted");
        ActorRef<ReadBack.Over> over = context.messageAdapter(ReadBack.Over.class, WroteBack::new);
        for (Flow flow : flows) {
            Accepted writes = tally.accepted(flow.name());
            crew.spawnReadBack(flow).tell(new ReadBack.Begin(writes.numbers(), writes.untracked(), over));
        }
    }

    // closing, judging

    private void closeWindows() {
        phase = Phase.CLOSING;
        crew.aggregator.tell(new MetricsAggregator.CloseLast(
                context.messageAdapter(MetricsAggregator.Closed.class, ignored -> new WindowsClosed())));
    }

    private void conclude() {
        phase = Phase.CLOSING;
        crew.judging.tell(new Judging.Conclude(
                tally.remainder(),
                endedEarly,
                loadNanos,
                context.messageAdapter(Judging.Concluded.class, it -> new VerdictReached(it.verdict()))));
    }

    // stopping services, completing the evidence

    private void stopServices() {
        phase = Phase.STOPPING;
        awaited = crew.supervisors.size();
        crew.supervisors.reversed().values().forEach(s -> s.tell(new ServiceSupervisor.Stop(serviceAdapter)));
        if (awaited == 0) {
            finish();
        }
    }

    private void finish() {
        crew.display.tell(new Progress.Over(verdict, tally.remainder()));
        ActorRef<Recorder.Finished> finished =
                context.messageAdapter(Recorder.Finished.class, it -> new EvidenceComplete(it.problem()));
        crew.recorder.tell(new Recorder.Finish(verdict, tally.remainder(), loadNanos, finished));
    }

    /** Why there was no load outweighs what the judge says of its absence. */
    private Verdict neverBegan(Verdict judged) {
        return new Verdict(State.INCONCLUSIVE, judged.findings(), notStarted);
    }

    private void oneLess(Runnable whenNone) {
        awaited--;
        if (awaited == 0) {
            whenNone.run();
        }
    }
}

package dev.wringer.engine.run;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.EndpointInterval;
import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.time.Clock;
import dev.wringer.engine.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A world made of scripts, on virtual time, that remembers what a run told it. */
final class Stage implements World {
    final List<Window> windows = new ArrayList<>();
    final List<Checkpoint> checkpoints = new ArrayList<>();
    final List<Recorder.Entry> journal = new ArrayList<>();
    final List<Target.Command> asked = new ArrayList<>();
    final List<FaultRecord> faults = new ArrayList<>();
    final List<Recorder.Second> seconds = new ArrayList<>();
    final List<Steering.Answer> answers = new ArrayList<>();
    private SortedMap<Duration, Steering> steerings = new TreeMap<>();
    private final VirtualTime time;
    private final Function<Clock, Behavior<Target.Command>> target;
    private final Function<Service, Behavior<Host.Command>> host;
    private final Faults injections;
    private Optional<Resumption> resumption = Optional.empty();
    private Run.Result result;

    private Stage(
            VirtualTime time,
            Function<Clock, Behavior<Target.Command>> target,
            Function<Service, Behavior<Host.Command>> host,
            Faults injections) {
        this.time = time;
        this.target = target;
        this.host = host;
        this.injections = injections;
    }

    /** What faults do in this world. */
    interface Faults {
        Faults NONE = fault -> {
            throw new UnsupportedOperationException(fault.words());
        };

        Injection injection(PlannedFault fault);

        default Optional<String> forbidden() {
            return Optional.empty();
        }
    }

    /** Plays a simulation to its end. */
    static Stage play(
            Simulation simulation,
            Function<Clock, Behavior<Target.Command>> target,
            Function<Service, Behavior<Host.Command>> host) {
        return play(simulation, target, host, List.of());
    }

    /** Plays a simulation that is interrupted at some moments of its clock. */
    static Stage play(
            Simulation simulation,
            Function<Clock, Behavior<Target.Command>> target,
            Function<Service, Behavior<Host.Command>> host,
            List<Duration> interrupts) {
        return play(simulation, target, host, interrupts, Faults.NONE);
    }

    /** Plays a simulation in which something goes wrong. */
    static Stage play(
            Simulation simulation,
            Function<Clock, Behavior<Target.Command>> target,
            Function<Service, Behavior<Host.Command>> host,
            List<Duration> interrupts,
            Faults injections) {
        try (VirtualTime time = VirtualTime.create(simulation.startsAt())) {
            return new Stage(time, target, host, injections).play(simulation, interrupts);
        }
    }

    /** Plays a simulation that a person steers, at some moments of its clock. */
    static Stage steer(
            Simulation simulation,
            Function<Clock, Behavior<Target.Command>> target,
            Faults injections,
            SortedMap<Duration, Steering> steerings) {
        try (VirtualTime time = VirtualTime.create(simulation.startsAt())) {
            Stage stage = new Stage(time, target, Scripts::healthy, injections);
            stage.steerings = steerings;
            return stage.play(simulation, List.of());
        }
    }

    /** Goes on with a run that was killed, some time after the start of its load; all answers are well. */
    static Stage resume(Simulation simulation, Duration after, Resumption killed, Faults injections) {
        try (VirtualTime time = VirtualTime.create(killed.start().plus(after))) {
            Stage stage =
                    new Stage(time, clock -> answering(clock, Duration.ofMillis(10)), Scripts::healthy, injections);
            stage.resumption = Optional.of(killed);
            return stage.play(simulation, List.of());
        }
    }

    private Stage play(Simulation simulation, List<Duration> interrupts) {
        Behavior<Run.Command> run = Behaviors.setup(context -> {
            interrupts.forEach(
                    at -> context.scheduleOnce(at, context.getSelf(), new Run.Interrupt("somebody wants it to stop")));
            ActorRef<Steering.Answer> answered = context.spawn(answerKeeper(), "answers");
            steerings.forEach(
                    (at, steering) -> context.scheduleOnce(at, context.getSelf(), new Run.Steer(steering, answered)));
            return Run.create(simulation, this, ended -> result = ended);
        });
        ActorSystem.create(run, "stage", time.config());
        time.run(() -> result != null);
        return this;
    }

    private Behavior<Steering.Answer> answerKeeper() {
        return Behaviors.receiveMessage(answer -> {
            answers.add(answer);
            return Behaviors.same();
        });
    }

    Run.Result result() {
        return result;
    }

    List<String> events() {
        return journal.stream().map(Recorder.Entry::event).toList();
    }

    long total(String endpoint, Outcome outcome) {
        return windows.stream()
                .flatMap(window -> window.endpoints().stream())
                .filter(seen -> seen.id().endpoint().equals(endpoint))
                .mapToLong(seen -> seen.count(outcome))
                .sum();
    }

    EndpointInterval endpoint(int window, String endpoint) {
        return windows.get(window).endpoints().stream()
                .filter(seen -> seen.id().endpoint().equals(endpoint))
                .findFirst()
                .orElseThrow();
    }

    /** Answers everything well after a delay. */
    static Behavior<Target.Command> answering(Clock clock, Duration after) {
        return Behaviors.setup(context -> Behaviors.receiveMessage(command -> {
            switch (command) {
                case Target.Send send -> answer(context, clock, after, send.id(), send.replyTo());
                case Target.OpenSocket open -> answer(context, clock, after, open.id(), open.replyTo());
                case Target.SendText text -> answer(context, clock, after, text.id(), text.replyTo());
                case Target.Cancel ignored -> {}
                case Target.CloseSocket ignored -> {}
            }
            return Behaviors.same();
        }));
    }

    private static void answer(
            ActorContext<Target.Command> context,
            Clock clock,
            Duration after,
            long id,
            ActorRef<? super Target.Answered> replyTo) {
        long now = clock.nanos();
        Target.Answered answer =
                new Target.Answered(id, Outcome.OK, "", now, now + after.toNanos(), Collections.emptyMap());
        context.scheduleOnce(after, replyTo.unsafeUpcast(), answer);
    }

    /** Answers everything at once, but an endpoint that it never answers. */
    static Behavior<Target.Command> answeringAllBut(Clock clock, String endpoint) {
        return Behaviors.setup(context -> Behaviors.receiveMessage(command -> {
            if (command instanceof Target.Send send
                    && !send.request().endpoint().equals(endpoint)) {
                answer(context, clock, Duration.ZERO, send.id(), send.replyTo());
            }
            return Behaviors.same();
        }));
    }

    /** Never answers. */
    static Behavior<Target.Command> silent(Clock clock) {
        return Behaviors.receiveMessage(command -> Behaviors.same());
    }

    @Override
    public Clock clock() {
        return time.clock();
    }

    @Override
    public String runId() {
        return "stage";
    }

    @Override
    public int loops() {
        return 1;
    }

    @Override
    public Props loop(int index) {
        return time.loop(index);
    }

    @Override
    public Behavior<Target.Command> target(Service service, int loop) {
        return Behaviors.setup(context -> {
            ActorRef<Target.Command> script = context.spawn(target.apply(clock()), "script");
            context.watch(script);
            return Behaviors.receiveMessage(command -> {
                asked.add(command);
                script.tell(command);
                return Behaviors.same();
            });
        });
    }

    @Override
    public Behavior<Host.Command> host(Service service) {
        return host.apply(service);
    }

    @Override
    public Behavior<Recorder.Command> recorder() {
        return Behaviors.receiveMessage(command -> {
            switch (command) {
                case Recorder.Entry entry -> journal.add(entry);
                case Recorder.WindowClosed closed -> windows.add(closed.window());
                case Recorder.Interval ignored -> {}
                case Recorder.CheckpointTaken taken -> checkpoints.add(taken.checkpoint());
                case Recorder.Scheduled ignored -> {}
                case Recorder.FaultOver over -> faults.add(over.fault());
                case Recorder.Second second -> seconds.add(second);
                case Recorder.Finish finish -> finish.replyTo().tell(new Recorder.Finished(Optional.empty()));
            }
            return Behaviors.same();
        });
    }

    @Override
    public Injection injection(PlannedFault fault) {
        return injections.injection(fault);
    }

    @Override
    public Optional<String> noFaultsNow() {
        return injections.forbidden();
    }

    @Override
    public Optional<Resumption> resumption() {
        return resumption;
    }

    @Override
    public Behavior<Instruments.Command> instruments() {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Instruments.Read read -> {
                read.replyTo().tell(Instruments.Reading.NOTHING);
                yield Behaviors.same();
            }
        });
    }

    @Override
    public Behavior<Progress> display() {
        return Behaviors.receiveMessage(progress -> Behaviors.same());
    }
}

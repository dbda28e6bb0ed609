package dev.wringer.adapters.simulated;

import dev.wringer.core.metrics.Checkpoint;
import dev.wringer.core.metrics.Window;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Service;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Host;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.run.Instruments;
import dev.wringer.engine.run.Progress;
import dev.wringer.engine.run.Recorder;
import dev.wringer.engine.run.Run;
import dev.wringer.engine.run.Target;
import dev.wringer.engine.run.World;
import dev.wringer.engine.time.Clock;
import dev.wringer.engine.time.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A run of all actors against modelled services, kept in memory. */
record WholeRun(
        Run.Result result,
        List<Window> windows,
        List<Checkpoint> checkpoints,
        List<Recorder.Entry> journal,
        long foreignSubmissions) {
    static WholeRun of(Simulation simulation) {
        List<Window> windows = new ArrayList<>();
        List<Checkpoint> checkpoints = new ArrayList<>();
        List<Recorder.Entry> journal = new ArrayList<>();
        AtomicReference<Run.Result> result = new AtomicReference<>();
        try (VirtualTime time = VirtualTime.create(simulation.startsAt())) {
            World world = new ModelledWorld(
                    time,
                    SimulatedServices.create(simulation, simulation.seed(), time.clock()),
                    windows,
                    checkpoints,
                    journal);
            ActorSystem.create(Run.create(simulation, world, result::set), "run", time.config());
            time.run(() -> result.get() != null);
            return new WholeRun(result.get(), windows, checkpoints, journal, time.foreignSubmissions());
        }
    }

    private record ModelledWorld(
            VirtualTime time,
            SimulatedServices services,
            List<Window> windows,
            List<Checkpoint> checkpoints,
            List<Recorder.Entry> journal)
            implements World {
        @Override
        public Clock clock() {
            return time.clock();
        }

        @Override
        public String runId() {
            return "test";
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
            return services.target(service);
        }

        @Override
        public Behavior<Host.Command> host(Service service) {
            return services.host(service);
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
                    case Recorder.FaultOver ignored -> {}
                    case Recorder.Second ignored -> {}
                    case Recorder.Finish finish -> finish.replyTo().tell(new Recorder.Finished(Optional.empty()));
                }
                return Behaviors.same();
            });
        }

        @Override
        public Injection injection(PlannedFault fault) {
            return services.injection(fault);
        }

        @Override
        public Behavior<Instruments.Command> instruments() {
            return services.instruments();
        }

        @Override
        public Behavior<Progress> display() {
            return Behaviors.receiveMessage(progress -> Behaviors.same());
        }
    }
}

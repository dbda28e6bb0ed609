package dev.wringer.apps.cli;

import dev.wringer.adapters.simulated.SimulatedServices;
import dev.wringer.core.judge.Verdict;
import dev.wringer.core.metrics.FaultRecord;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Progress;
import dev.wringer.engine.run.Recorder;
import dev.wringer.engine.run.Run;
import dev.wringer.engine.time.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A whole run on the virtual clock, on the calling thread, with all actors and no evidence.
 *
 * @param faults what became of its faults
 * @param services as they are after it
 */
record UnrecordedRun(Verdict verdict, List<FaultRecord> faults, SimulatedServices services) {
    UnrecordedRun {
        faults = List.copyOf(faults);
    }

    /** @param watcher told all progress, as a display would be */
    static UnrecordedRun of(Simulation simulation, Consumer<Progress> watcher) {
        List<FaultRecord> faults = new ArrayList<>();
        try (VirtualTime time = VirtualTime.create(simulation.startsAt())) {
            SimulatedServices services = SimulatedServices.create(simulation, simulation.seed(), time.clock());
            VirtualWorld world = new VirtualWorld(
                    time, simulation.name(), services, recorder(faults), display(watcher), Optional.empty());
            Run.Result result = VirtualRun.of(simulation, world);
            if (result.failure().isPresent()) {
                throw new IllegalStateException(
                        "the run with seed " + simulation.seed().value() + " broke",
                        result.failure().get());
            }
            return new UnrecordedRun(result.verdict(), faults, services);
        }
    }

    private static Behavior<Recorder.Command> recorder(List<FaultRecord> faults) {
        return Behaviors.receiveMessage(command -> {
            if (command instanceof Recorder.FaultOver over) {
                faults.add(over.fault());
            } else if (command instanceof Recorder.Finish finish) {
                finish.replyTo().tell(new Recorder.Finished(Optional.empty()));
            }
            return Behaviors.same();
        });
    }

    private static Behavior<Progress> display(Consumer<Progress> watcher) {
        return Behaviors.receiveMessage(progress -> {
            watcher.accept(progress);
            return Behaviors.same();
        });
    }
}

package dev.wringer.apps.cli;

import dev.wringer.adapters.reports.ReportPage;
import dev.wringer.adapters.simulated.SimulatedServices;
import dev.wringer.adapters.storage.RunFacts;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.RunRecorder;
import dev.wringer.core.judge.Baseline;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Recorder;
import dev.wringer.engine.run.Run;
import dev.wringer.engine.time.Clock;
import dev.wringer.engine.time.VirtualTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;

/** A run on the virtual clock, on the calling thread. */
final class VirtualRun {
    /** Updates of the display over a whole run. */
    private static final int UPDATES = 24;

    private VirtualRun() {}

    static Run.Result of(
            Simulation simulation, RunFolder folder, RunFacts facts, Optional<Baseline> earlier, Terminal terminal) {
        return of(simulation, clock -> RunRecorder.create(folder, facts, clock, ReportPage::write), earlier, terminal);
    }

    /** Takes one that was killed from its beginning again, which gives the same. */
    static Run.Result replay(Simulation simulation, RunFolder folder, Optional<Baseline> earlier, Terminal terminal) {
        return of(simulation, clock -> RunRecorder.replay(folder, clock, ReportPage::write), earlier, terminal);
    }

    private static Run.Result of(
            Simulation simulation,
            Function<Clock, Behavior<Recorder.Command>> recorder,
            Optional<Baseline> earlier,
            Terminal terminal) {
        try (VirtualTime time = VirtualTime.create(simulation.startsAt())) {
            long windowsPerUpdate = Math.max(2, simulation.windowCount() / UPDATES);
            VirtualWorld world = new VirtualWorld(
                    time,
                    simulation.name() + "-" + simulation.seed().value(),
                    SimulatedServices.create(simulation, simulation.seed(), time.clock()),
                    recorder.apply(time.clock()),
                    Display.create(simulation, terminal, windowsPerUpdate),
                    earlier);
            return of(simulation, world);
        }
    }

    static Run.Result of(Simulation simulation, VirtualWorld world) {
        AtomicReference<Run.Result> result = new AtomicReference<>();
        VirtualTime time = world.time();
        ActorSystem.create(Run.create(simulation, world, result::set), "wringer", time.config());
        VirtualTime.End end = time.run(() -> result.get() != null);
        return checked(result.get(), end, time);
    }

    /** A run whose order of events depended on threads is not repeatable, and so is none. */
    private static Run.Result checked(Run.Result result, VirtualTime.End end, VirtualTime time) {
        if (result == null) {
            throw new IllegalStateException("virtual time ended before the run was over: " + end);
        }
        return time.firstForeignSubmission()
                .map(foreign -> result.withFailure(Optional.of(foreign)))
                .orElse(result);
    }
}

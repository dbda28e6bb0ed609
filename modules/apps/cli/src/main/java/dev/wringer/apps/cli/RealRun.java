package dev.wringer.apps.cli;

import dev.wringer.adapters.process.Reaper;
import dev.wringer.adapters.reports.ReportPage;
import dev.wringer.adapters.storage.RunFacts;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.RunRecorder;
import dev.wringer.core.judge.Baseline;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Run;
import dev.wringer.engine.time.RealTime;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorSystem;

/** A run on the real clock. */
final class RealRun {
    private RealRun() {}

    static Run.Result of(
            Simulation simulation,
            RunFolder folder,
            RunFacts facts,
            Optional<Baseline> earlier,
            Terminal terminal,
            Ending ending)
            throws IOException {
        int loops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        CompletableFuture<Run.Result> result = new CompletableFuture<>();
        try (Reaper reaper = Reaper.start();
                RealTime time = RealTime.create(loops)) {
            RealWorld world = new RealWorld(
                    time,
                    loops,
                    folder,
                    reaper,
                    RunRecorder.create(folder, facts, time.clock(), ReportPage::write),
                    Display.create(simulation, terminal, 1),
                    earlier);
            ActorSystem<Run.Command> system =
                    ActorSystem.create(Run.create(simulation, world, result::complete), "wringer", time.config());
            Thread hook = new Thread(() -> stoppedFromOutside(system, result, ending), "stopped-from-outside");
            Runtime.getRuntime().addShutdownHook(hook);
            Run.Result ended = result.join();
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().join();
            removeUnlessShuttingDown(hook);
            return ended;
        }
    }

    /** Ctrl-C and TERM: the run ends in order before the JVM does, and this thread says how. */
    private static void stoppedFromOutside(
            ActorSystem<Run.Command> system, CompletableFuture<Run.Result> result, Ending ending) {
        system.tell(new Run.Interrupt("stopped from outside"));
        ExitCode code = ending.print(result.join());
        Runtime.getRuntime().halt(code.number);
    }

    private static void removeUnlessShuttingDown(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook prints the end and halts the JVM; this thread must not race it.
            waitForever();
        }
    }

    private static void waitForever() {
        new CompletableFuture<Void>().join();
    }
}

package dev.wringer.apps.cli;

import dev.wringer.adapters.process.Ledger;
import dev.wringer.adapters.process.Leftovers;
import dev.wringer.adapters.process.Reaper;
import dev.wringer.adapters.reports.ReportPage;
import dev.wringer.adapters.storage.RunFacts;
import dev.wringer.adapters.storage.RunFolder;
import dev.wringer.adapters.storage.RunRecorder;
import dev.wringer.core.judge.Baseline;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Recorder;
import dev.wringer.engine.run.Resumption;
import dev.wringer.engine.run.Run;
import dev.wringer.engine.time.Clock;
import dev.wringer.engine.time.RealTime;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;

/** A run on the real clock. */
final class RealRun {
    private static final int LOOPS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private RealRun() {}

    static Run.Result of(
            Simulation simulation, RunFacts facts, Optional<Baseline> earlier, Ending ending, ConsoleRun console)
            throws IOException {
        return of(
                simulation,
                clock -> RunRecorder.create(ending.folder(), facts, clock, ReportPage::write),
                Optional.empty(),
                earlier,
                ending,
                console);
    }

    /** Goes on with one that was killed. */
    static Run.Result resume(
            Simulation simulation,
            Optional<Resumption> killed,
            Optional<Baseline> earlier,
            Ending ending,
            ConsoleRun console)
            throws IOException {
        return of(
                simulation,
                clock -> RunRecorder.resume(ending.folder(), clock, ReportPage::write),
                killed,
                earlier,
                ending,
                console);
    }

    private static Run.Result of(
            Simulation simulation,
            Function<Clock, Behavior<Recorder.Command>> recorder,
            Optional<Resumption> killed,
            Optional<Baseline> earlier,
            Ending ending,
            ConsoleRun console)
            throws IOException {
        RunFolder folder = ending.folder();
        Terminal terminal = ending.terminal();
        CompletableFuture<Run.Result> allClosed = new CompletableFuture<>();
        Optional<Thread> hook = Optional.empty();
        try {
            Run.Result result;
            Leftovers.undo(Ledger.folder(System.getenv()))
                    .forEach(undone -> terminal.out().println("left by an earlier run, undone: " + undone));
            try (Ledger ledger = Ledger.open(Ledger.folder(System.getenv()));
                    Reaper reaper = Reaper.start(ledger);
                    RealTime time = RealTime.create(LOOPS);
                    RealFaults faults = new RealFaults(simulation, folder.path(), ledger, time.clock())) {
                RealWorld world = new RealWorld(
                        time,
                        LOOPS,
                        folder,
                        reaper,
                        faults,
                        recorder.apply(time.clock()),
                        Display.create(simulation, terminal, 1),
                        killed,
                        earlier);
                CompletableFuture<Run.Result> played = new CompletableFuture<>();
                ActorSystem<Run.Command> system =
                        ActorSystem.create(Run.create(simulation, world, played::complete), "wringer", time.config());
                console.begun(system);
                hook = Optional.of(
                        new Thread(() -> stoppedFromOutside(system, allClosed, ending), "stopped-from-outside"));
                Runtime.getRuntime().addShutdownHook(hook.get());
                result = played.join();
                system.terminate();
                system.getWhenTerminated().toCompletableFuture().join();
            }
            allClosed.complete(result);
            return result;
        } catch (IOException | RuntimeException e) {
            allClosed.completeExceptionally(e);
            throw e;
        } finally {
            hook.ifPresent(RealRun::removeUnlessShuttingDown);
        }
    }

    /** Ctrl-C and TERM: the run ends in order before the JVM does, and this thread says how, once everything is closed. */
    private static void stoppedFromOutside(
            ActorSystem<Run.Command> system, CompletableFuture<Run.Result> allClosed, Ending ending) {
        system.tell(new Run.Interrupt("stopped from outside"));
        ExitCode code = ending.print(allClosed.join());
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

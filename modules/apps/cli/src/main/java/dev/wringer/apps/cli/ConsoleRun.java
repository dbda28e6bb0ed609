package dev.wringer.apps.cli;

import dev.wringer.apps.console.LiveRun;
import dev.wringer.engine.run.Run;
import dev.wringer.engine.run.Steering;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** The run of this process on the real clock, as the console steers it; refused until its actors are there. */
final class ConsoleRun implements LiveRun {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path folder;
    private final AtomicReference<ActorSystem<Run.Command>> system = new AtomicReference<>();

    ConsoleRun(Path folder) {
        this.folder = folder;
    }

    void begun(ActorSystem<Run.Command> running) {
        system.set(running);
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void stop() {
        Optional.ofNullable(system.get()).ifPresent(it -> it.tell(new Run.Interrupt("stopped from the console")));
    }

    @Override
    public CompletionStage<Optional<String>> steer(Steering steering) {
        ActorSystem<Run.Command> running = system.get();
        if (running == null) {
            return CompletableFuture.completedFuture(Optional.of("the run has not begun"));
        }
        return AskPattern.<Run.Command, Steering.Answer>ask(
                        running, replyTo -> new Run.Steer(steering, replyTo), PATIENCE, running.scheduler())
                .thenApply(Steering.Answer::refusal)
                .exceptionally(late -> Optional.of("no answer: the run is over, or busy"));
    }
}

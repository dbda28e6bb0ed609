package dev.wringer.targets.sonia;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** Carries out the defects that need no request: memory that is never given back, and the crash. */
final class Sabotage {
    sealed interface Command {}

    private record Leak() implements Command {}

    private record Crash() implements Command {}

    private static final Duration LEAK_INTERVAL = Duration.ofMillis(200);
    private static final int PAGE_BYTES = 4096;

    private final Defects defects;
    private final Runnable crash;
    private final ActorContext<Command> context;
    private final List<ByteBuffer> leaked = new ArrayList<>();

    private Sabotage(Defects defects, Runnable crash, ActorContext<Command> context) {
        this.defects = defects;
        this.crash = crash;
        this.context = context;
    }

    static Behavior<Command> create(Defects defects, Runnable crash) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Sabotage(defects, crash, context).waiting(timers)));
    }

    private Behavior<Command> waiting(TimerScheduler<Command> timers) {
        if (defects.leakBytesPerSecond() > 0) {
            timers.startTimerAtFixedRate(new Leak(), LEAK_INTERVAL);
        }
        defects.crashAfter().ifPresent(after -> timers.startSingleTimer(new Crash(), after));
        return Behaviors.receiveMessage(command -> switch (command) {
            case Leak() -> leak();
            case Crash() -> crash();
        });
    }

    /** Outside the heap, so that the process grows and its garbage collector has no say; written, so that it is resident. */
    private Behavior<Command> leak() {
        long bytes = defects.leakBytesPerSecond() * LEAK_INTERVAL.toMillis() / 1000;
        ByteBuffer memory = ByteBuffer.allocateDirect(Math.toIntExact(bytes));
        for (int at = 0; at < memory.capacity(); at += PAGE_BYTES) {
            memory.put(at, (byte) 1);
        }
        leaked.add(memory);
        return Behaviors.same();
    }

    private Behavior<Command> crash() {
        context.getLog().error("crashing, as planted");
        crash.run();
        return Behaviors.stopped();
    }
}

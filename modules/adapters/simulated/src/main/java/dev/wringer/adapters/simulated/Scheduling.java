package dev.wringer.adapters.simulated;

import java.time.Duration;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Scheduler;
import scala.concurrent.ExecutionContext;

/** Runs a task later, on the one thread of virtual time; a delay below 0 is none. */
interface Scheduling {
    Cancellable in(long delayNanos, Runnable task);

    static Scheduling of(ActorSystem<?> system) {
        Scheduler scheduler = system.scheduler();
        ExecutionContext executor = system.executionContext();
        return (delayNanos, task) -> scheduler.scheduleOnce(Duration.ofNanos(Math.max(0, delayNanos)), task, executor);
    }
}

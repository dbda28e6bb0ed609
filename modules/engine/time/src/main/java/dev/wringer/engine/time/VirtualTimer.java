package dev.wringer.engine.time;

import org.apache.pekko.PekkoException;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.Scheduler;
import org.apache.pekko.actor.SchedulerTask;
import scala.concurrent.ExecutionContext;

/** One task that is due at a virtual time, once or again and again. */
final class VirtualTimer implements Cancellable {
    private enum Phase {
        PENDING,
        FIRED,
        CANCELLED
    }

    private final VirtualTime time;
    private final long intervalNanos;
    private final ExecutionContext executor;
    private Runnable task;
    private Phase phase = Phase.PENDING;
    private boolean waiting;
    private long due;
    private long sequence;

    /** @param intervalNanos 0: due once */
    VirtualTimer(VirtualTime time, Runnable task, long intervalNanos, ExecutionContext executor) {
        this.time = time;
        this.task = task;
        this.intervalNanos = intervalNanos;
        this.executor = executor;
    }

    void place(long dueNanos, long sequenceNumber) {
        due = dueNanos;
        sequence = sequenceNumber;
        waiting = true;
    }

    long due() {
        return due;
    }

    long sequence() {
        return sequence;
    }

    /**
     * Runs the task here and now instead of handing it to its executor, which is this very thread: a hop less for each
     * event, and the order is the same. What the task throws ends the run, except for Pekko's way of saying that the
     * actor it was for is gone.
     */
    void fire() {
        waiting = false;
        if (intervalNanos == 0) {
            phase = Phase.FIRED;
        }
        try {
            task.run();
        } catch (PekkoException actorGone) {
            phase = Phase.FIRED;
            executor.reportFailure(actorGone);
        }
        if (phase == Phase.PENDING) {
            time.schedule(this, intervalNanos);
        }
    }

    /** Some of Pekko's own tasks must run before a system is gone, due or not. */
    void close() {
        if (task instanceof Scheduler.TaskRunOnClose) {
            fire();
        }
    }

    @Override
    public boolean cancel() {
        if (phase != Phase.PENDING) {
            return false;
        }
        phase = Phase.CANCELLED;
        Runnable cancelled = task;
        task = null;
        if (waiting) {
            time.cancelled();
        }
        if (cancelled instanceof SchedulerTask told) {
            told.cancelled();
        }
        return true;
    }

    @Override
    public boolean isCancelled() {
        return phase == Phase.CANCELLED;
    }
}

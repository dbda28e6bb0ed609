package dev.wringer.engine.time;

import com.typesafe.config.Config;
import io.netty.channel.EventLoop;
import java.io.Closeable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.AbstractScheduler;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.Scheduler;
import org.apache.pekko.actor.SchedulerException;
import org.apache.pekko.event.LoggingAdapter;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/**
 * Pekko's timers on the real clock. A timer that is set on the thread of an event loop is a timer of that loop: no hand-over
 * between threads, and due to the microsecond. All others share one thread of their own. Created by Pekko, by its name in the
 * config of {@link RealTime}; it keeps to what LightArrayRevolverScheduler promises.
 */
final class LoopScheduler extends AbstractScheduler implements Closeable {
    private static final double FREQUENCY_MAX_HZ = 1e6;
    private static final long CLOSE_SECONDS_MAX = 5;

    private final RealTime time;
    private final LoggingAdapter log;
    private final ScheduledThreadPoolExecutor control;
    private final Set<Timer> runOnClose = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    LoopScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {
        this.time = RealTime.of(config.getString(RealTime.ID_KEY));
        this.log = log;
        this.control = new ScheduledThreadPoolExecutor(1, threads);
        control.setRemoveOnCancelPolicy(true);
        control.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Cancellable scheduleOnce(FiniteDuration delay, Runnable task, ExecutionContext executor) {
        return once(delay.toNanos(), task, executor);
    }

    /** Deprecated for callers, in favour of scheduleAtFixedRate, which Pekko builds on it. */
    @Override
    @SuppressWarnings("deprecation")
    public Cancellable schedule(
            FiniteDuration initialDelay, FiniteDuration interval, Runnable task, ExecutionContext executor) {
        if (interval.length() <= 0) {
            throw new IllegalArgumentException("interval of " + interval + ", expected a positive duration");
        }
        Repetition repetition = new Repetition(initialDelay.toNanos(), interval.toNanos(), task, executor);
        repetition.next();
        return repetition;
    }

    @Override
    public double maxFrequency() {
        return FREQUENCY_MAX_HZ;
    }

    @Override
    public void close() {
        closed = true;
        control.shutdown();
        try {
            if (!control.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
                log.warning("a timer task still runs at the end of the actor system");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        runOnClose.forEach(Timer::runAtClose);
    }

    private Cancellable once(long delayNanos, Runnable task, ExecutionContext executor) {
        if (closed) {
            throw new IllegalStateException("cannot enqueue after timer shutdown");
        }
        if (delayNanos <= 0) {
            executor.execute(task);
            return NotCancellable.INSTANCE;
        }
        Timer timer = new Timer(task, executor);
        if (task instanceof Scheduler.TaskRunOnClose) {
            runOnClose.add(timer);
        }
        timer.due = currentLoop().schedule(timer, delayNanos, TimeUnit.NANOSECONDS);
        return timer;
    }

    private ScheduledExecutorService currentLoop() {
        for (EventLoop loop : time.eventLoops()) {
            if (loop.inEventLoop()) {
                return loop;
            }
        }
        return control;
    }

    /** One timer; it has a task until that is run or cancelled. */
    private final class Timer implements Runnable, Cancellable {
        private final AtomicReference<Runnable> task;
        private final ExecutionContext executor;
        private volatile boolean cancelled;
        private Future<?> due;

        Timer(Runnable task, ExecutionContext executor) {
            this.task = new AtomicReference<>(task);
            this.executor = executor;
        }

        @Override
        public void run() {
            Runnable mine = closed ? null : take();
            if (mine != null) {
                execute(mine);
            }
        }

        @Override
        public boolean cancel() {
            if (take() == null) {
                return false;
            }
            cancelled = true;
            due.cancel(false);
            return true;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        private Runnable take() {
            Runnable mine = task.getAndSet(null);
            if (mine instanceof Scheduler.TaskRunOnClose) {
                runOnClose.remove(this);
            }
            return mine;
        }

        private void execute(Runnable mine) {
            try {
                executor.execute(mine);
            } catch (RuntimeException e) {
                executor.reportFailure(e);
            }
        }

        private void runAtClose() {
            Runnable mine = take();
            if (mine == null) {
                return;
            }
            try {
                mine.run();
            } catch (SchedulerException ignored) {
                // its actor is gone
            } catch (RuntimeException e) {
                log.error(e, "exception while executing timer task");
            }
        }
    }

    /** A task at a fixed rate: a late one does not delay those after it. */
    private final class Repetition implements Runnable, Cancellable {
        private final long intervalNanos;
        private final Runnable task;
        private final ExecutionContext executor;
        private long dueNanos;
        private Cancellable pending = NotCancellable.INSTANCE;
        private boolean cancelled;

        Repetition(long initialNanos, long intervalNanos, Runnable task, ExecutionContext executor) {
            this.intervalNanos = intervalNanos;
            this.task = task;
            this.executor = executor;
            this.dueNanos = time.clock().nanos() + initialNanos;
        }

        @Override
        public void run() {
            try {
                task.run();
            } catch (SchedulerException ignored) {
                return;
            }
            dueNanos += intervalNanos;
            next();
        }

        synchronized void next() {
            if (!cancelled && !closed) {
                // at least 1 ns, so that a repetition that lags behind does not recurse
                pending = once(Math.max(dueNanos - time.clock().nanos(), 1), this, executor);
            }
        }

        @Override
        public synchronized boolean cancel() {
            boolean first = !cancelled;
            cancelled = true;
            pending.cancel();
            return first;
        }

        @Override
        public synchronized boolean isCancelled() {
            return cancelled;
        }
    }

    /** What was due at once has been handed over already. */
    private enum NotCancellable implements Cancellable {
        INSTANCE;

        @Override
        public boolean cancel() {
            return false;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }
    }
}

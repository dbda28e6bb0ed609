package dev.wringer.engine.time;

import com.typesafe.config.Config;
import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.AbstractScheduler;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.event.LoggingAdapter;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/** Pekko's scheduler on virtual time. Made by Pekko, which closes it when the system has terminated. */
final class VirtualScheduler extends AbstractScheduler implements Closeable {
    private static final double NANOS_PER_SECOND = 1e9;

    private final VirtualTime time;

    VirtualScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {
        time = VirtualTime.of(config);
    }

    @Override
    public Cancellable scheduleOnce(FiniteDuration delay, Runnable task, ExecutionContext executor) {
        return time.schedule(new VirtualTimer(time, task, 0, executor), delay.toNanos());
    }

    /** The way of typed actors' own scheduling; nothing is converted on it. */
    @Override
    public Cancellable scheduleOnce(Duration delay, Runnable task, ExecutionContext executor) {
        return time.schedule(new VirtualTimer(time, task, 0, executor), delay.toNanos());
    }

    /** Deprecated for callers; Pekko's own {@code scheduleAtFixedRate} is built on it. */
    @Override
    @Deprecated
    public Cancellable schedule(
            FiniteDuration delay, FiniteDuration interval, Runnable task, ExecutionContext executor) {
        if (interval.toNanos() <= 0) {
            throw new IllegalArgumentException("a repeated task needs an interval above 0, not " + interval);
        }
        return time.schedule(new VirtualTimer(time, task, interval.toNanos(), executor), delay.toNanos());
    }

    @Override
    public double maxFrequency() {
        return NANOS_PER_SECOND;
    }

    @Override
    public void close() {
        time.systemTerminated();
    }
}

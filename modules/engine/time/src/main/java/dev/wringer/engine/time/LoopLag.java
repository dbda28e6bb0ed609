package dev.wringer.engine.time;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How long an event loop was kept from its work: a timer asks to be woken every 10 ms and notes how late it was. */
public final class LoopLag {
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final double NANOS_PER_MILLI = 1e6;

    private final EventLoop loop;
    private final Clock clock;
    private final AtomicLong worstNanos = new AtomicLong();
    private volatile long dueNanos;

    private LoopLag(EventLoop loop, Clock clock) {
        this.loop = loop;
        this.clock = clock;
    }

    static LoopLag watch(EventLoop loop, Clock clock) {
        LoopLag lag = new LoopLag(loop, clock);
        lag.await();
        return lag;
    }

    /** The worst lateness since the previous call, in milliseconds; a loop that is stuck at this moment counts so far. */
    public double takeWorstMillis() {
        long pendingNanos = clock.nanos() - dueNanos;
        return Math.max(worstNanos.getAndSet(0), Math.max(pendingNanos, 0)) / NANOS_PER_MILLI;
    }

    private void wake() {
        worstNanos.accumulateAndGet(clock.nanos() - dueNanos, Math::max);
        if (!loop.isShuttingDown()) {
            await();
        }
    }

    private void await() {
        dueNanos = clock.nanos() + EVERY_NANOS;
        var unused = loop.schedule(this::wake, EVERY_NANOS, TimeUnit.NANOSECONDS);
    }
}

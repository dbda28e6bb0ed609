package dev.wringer.engine.time;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;

/**
 * The real clock and its event loops. An actor with the props {@link #loop} runs on the thread of a Netty event loop, and so
 * may use the sockets of that loop without locks; timers that it sets are the loop's own, due to the microsecond, where
 * Pekko's wheel ticks every 10 ms. Epoll where there is one, NIO elsewhere.
 *
 * <p>Close it after the actor systems that use its {@link #config}.
 */
public final class RealTime implements AutoCloseable {
    static final String ID_KEY = "wringer.real-time";

    /** Pekko creates dispatchers and scheduler by class name; the id in a system's config leads them here. */
    private static final ConcurrentMap<String, RealTime> OPEN = new ConcurrentHashMap<>();

    private static final AtomicLong CREATED = new AtomicLong();

    private final String id = Long.toString(CREATED.incrementAndGet());
    private final Clock clock = new RealClock();
    private final MultiThreadIoEventLoopGroup group;
    private final List<EventLoop> loops = new ArrayList<>();
    private final List<LoopLag> lags = new ArrayList<>();

    private RealTime(int loopCount) {
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(loopCount, threads(), io);
        for (EventExecutor executor : group) {
            loops.add((EventLoop) executor);
        }
    }

    /** @param loops at least 1; each is a thread that traffic keeps busy, so seldom more than there are processors */
    public static RealTime create(int loops) {
        RealTime time = new RealTime(loops);
        time.start();
        OPEN.put(time.id, time);
        return time;
    }

    static RealTime of(String id) {
        return Optional.ofNullable(OPEN.get(id))
                .orElseThrow(() -> new IllegalStateException("the real clock of this actor system is closed"));
    }

    /** Starts at the creation of this object. */
    public Clock clock() {
        return clock;
    }

    /** Makes an actor system know the event loops, and time its timers by them. */
    public Config config() {
        StringBuilder text = new StringBuilder();
        text.append(ID_KEY + " = \"" + id + "\"\n");
        text.append("pekko.scheduler.implementation = \"" + LoopScheduler.class.getName() + "\"\n");
        for (int index = 0; index < loops.size(); index++) {
            text.append(dispatcher(index) + " { type = Dispatcher, executor = \"" + LoopExecutor.class.getName()
                    + "\", throughput = 64, real-time = \"" + id + "\", loop = " + index + " }\n");
        }
        return ConfigFactory.parseString(text.toString()).withFallback(ConfigFactory.load());
    }

    /** Puts an actor on an event loop, from 0. */
    public Props loop(int index) {
        return DispatcherSelector.fromConfig(dispatcher(index));
    }

    /** The event loop behind {@link #loop}. */
    public EventLoop eventLoop(int index) {
        return loops.get(index);
    }

    /** How well an event loop keeps up. */
    public LoopLag loopLag(int index) {
        return lags.get(index);
    }

    List<EventLoop> eventLoops() {
        return loops;
    }

    @Override
    public void close() {
        OPEN.remove(id);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    /** One after the other, because a loop takes its thread at its first task, and threads are named in order. */
    private void start() {
        for (EventLoop loop : loops) {
            loop.submit(() -> {}).syncUninterruptibly();
            lags.add(LoopLag.watch(loop, clock));
        }
    }

    private static String dispatcher(int index) {
        return "wringer.loop-" + index;
    }

    private static ThreadFactory threads() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new FastThreadLocalThread(task, "wringer-loop-" + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}

package dev.wringer.engine.time;

import com.typesafe.config.Config;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/** Makes a Pekko dispatcher of a Netty event loop. Created by Pekko, by its name in the config of {@link RealTime}. */
final class LoopExecutor extends ExecutorServiceConfigurator {
    private final EventLoop loop;

    LoopExecutor(Config dispatcher, DispatcherPrerequisites prerequisites) {
        super(dispatcher, prerequisites);
        this.loop = RealTime.of(dispatcher.getString("real-time")).eventLoop(dispatcher.getInt("loop"));
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory ignored) {
        return () -> new Lease(loop);
    }

    /** A dispatcher without actors shuts its executor down and later asks for a new one; the loop itself lives on. */
    private static final class Lease extends AbstractExecutorService {
        private final EventLoop loop;
        private volatile boolean over;

        Lease(EventLoop loop) {
            this.loop = loop;
        }

        @Override
        public void execute(Runnable task) {
            if (over) {
                throw new RejectedExecutionException("the dispatcher is shut down");
            }
            loop.execute(task);
        }

        @Override
        public void shutdown() {
            over = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            over = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return over;
        }

        @Override
        public boolean isTerminated() {
            return over;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return over;
        }
    }
}

package dev.wringer.engine.time;

import com.typesafe.config.Config;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/** Makes every dispatcher of a system append to the one run queue of its virtual time. Made by Pekko. */
final class VirtualExecutorConfigurator extends ExecutorServiceConfigurator {
    private final VirtualTime time;

    VirtualExecutorConfigurator(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        time = VirtualTime.of(prerequisites.settings().config());
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
        return () -> new Appending(time);
    }

    /** A dispatcher shuts its executor down when it has no actors; the run queue behind it stays. */
    private static final class Appending extends AbstractExecutorService {
        private final VirtualTime time;
        private boolean shutdown;

        Appending(VirtualTime time) {
            this.time = time;
        }

        @Override
        public void execute(Runnable task) {
            time.execute(task);
        }

        @Override
        public void shutdown() {
            shutdown = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            shutdown = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return shutdown;
        }

        @Override
        public boolean isTerminated() {
            return shutdown;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return shutdown;
        }
    }
}

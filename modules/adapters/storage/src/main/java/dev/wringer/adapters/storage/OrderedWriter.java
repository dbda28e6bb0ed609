package dev.wringer.adapters.storage;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One thread that does work in the order given. Encoding and writing happen here, so that whoever measures is not slowed by
 * them; who is further ahead than the queue is long waits, so that memory stays constant.
 */
final class OrderedWriter {
    /** Each piece of work may hold the histograms of an interval, some MB. */
    private static final int AHEAD_MAX = 16;

    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(AHEAD_MAX);
    private final Consumer<RuntimeException> onFailure;
    private final Thread thread;

    /** Only the writing thread knows it. */
    private boolean ended;

    OrderedWriter(String name, Consumer<RuntimeException> onFailure) {
        this.onFailure = onFailure;
        thread = new Thread(this::work, name);
        thread.setDaemon(true);
        thread.start();
    }

    void submit(Runnable work) {
        try {
            while (thread.isAlive() && !queue.offer(work, 1, TimeUnit.SECONDS)) {
                // Full: the writer is slower than the run. Waiting is the back-pressure.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until all work is done; afterwards what the thread has written is visible to the caller. */
    void finish() {
        submit(() -> ended = true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (!ended) {
                run(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            onFailure.accept(e);
        }
    }
}

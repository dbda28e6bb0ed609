package dev.wringer.apps.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does many independent pieces of work on several threads, and takes their results in order, whatever their number. */
final class SideBySide {
    private SideBySide() {}

    /** @throws IllegalStateException when a piece of work broke; the others are given up */
    static <T> void of(List<Callable<T>> work, int threads, Consumer<T> inOrder) {
        try (ExecutorService executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory())) {
            List<Future<T>> futures = work.stream().map(executor::submit).toList();
            try {
                for (Future<T> future : futures) {
                    inOrder.accept(future.get());
                }
            } catch (ExecutionException e) {
                executor.shutdownNow();
                throw new IllegalStateException("a run could not be made", e.getCause());
            } catch (InterruptedException e) {
                executor.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}

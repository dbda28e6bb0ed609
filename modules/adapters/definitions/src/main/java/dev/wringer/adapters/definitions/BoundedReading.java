package dev.wringer.adapters.definitions;

import com.typesafe.config.ConfigException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Reads on a thread of its own, within seconds, so that a file made to exhaust the parser ends the reading and nothing else. The
 * seconds are of processor time: on a busy host a harmless file may take longer.
 *
 * @param refused makes the answer from what is wrong
 */
record BoundedReading<T>(Path file, Function<List<Problem>, T> refused) {
    private static final int STACK_BYTES = 16 << 20;
    private static final int SECONDS_MAX = 3;
    private static final int MINUTE = 60;

    T of(Callable<T> reader) {
        FutureTask<T> reading = new FutureTask<>(reader);
        Thread thread = new Thread(null, reading, "simulation-file", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            int waited = 0;
            while (!isOver(reading) && secondsUsed(thread) < SECONDS_MAX && waited < MINUTE) {
                waited += SECONDS_MAX;
            }
            if (reading.isDone()) {
                return reading.get();
            }
            return refuse("takes more than " + SECONDS_MAX + " s to read", "a file without repeated expansion");
        } catch (ExecutionException failed) {
            return refusedBy(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return refuse("reading was interrupted", "");
        }
    }

    private static boolean isOver(FutureTask<?> reading) throws InterruptedException, ExecutionException {
        try {
            var unused = reading.get(SECONDS_MAX, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException stillReading) {
            return false;
        }
    }

    private static long secondsUsed(Thread thread) {
        return TimeUnit.NANOSECONDS.toSeconds(
                ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId()));
    }

    private T refusedBy(Throwable cause) {
        return switch (cause) {
            case StackOverflowError ignored -> refuse("is nested too deep", "fewer levels");
            case OutOfMemoryError ignored -> refuse("expands to more than fits into memory", "a smaller file");
            case ConfigException wrong -> refuse("cannot be parsed: " + wrong.getMessage(), "HOCON");
            default -> throw new IllegalStateException("cannot read " + file, cause);
        };
    }

    private T refuse(String problem, String expected) {
        return refused.apply(List.of(new Problem(file.toString(), problem, expected)));
    }
}

package dev.wringer.apps.cli;

import java.io.Writer;
import java.time.Duration;

/** What a command has printed so far. A test can wait for a text in it. */
final class Transcript extends Writer {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(char[] characters, int from, int count) {
        synchronized (text) {
            text.append(characters, from, count);
            text.notifyAll();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    String text() {
        synchronized (text) {
            return text.toString();
        }
    }

    void await(String wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (text) {
            while (text.indexOf(wanted) < 0) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("'" + wanted + "' was not printed within " + PATIENCE + ": " + text);
                }
                text.wait(left);
            }
        }
    }
}

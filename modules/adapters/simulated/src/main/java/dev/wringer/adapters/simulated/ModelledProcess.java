package dev.wringer.adapters.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The process of a modelled service: whether it runs, since when, and whether it takes connections. */
final class ModelledProcess {
    private final String service;
    private final long startTimeNanos;
    private final Defects defects;
    private final List<Runnable> exitListeners = new ArrayList<>();
    private Consumer<String> mourner = how -> {};
    private boolean running;
    private long startedNanos;
    private long starts;

    ModelledProcess(String service, long startTimeNanos, Defects defects) {
        this.service = service;
        this.startTimeNanos = startTimeNanos;
        this.defects = defects;
    }

    /** Told when the process goes, by itself or because it was stopped. */
    void onExit(Runnable listener) {
        exitListeners.add(listener);
    }

    /** Told how the process ended when nobody had asked for it. */
    void onDeath(Consumer<String> listener) {
        mourner = listener;
    }

    /** Launches it, unless it runs. */
    void start(long now) {
        if (!running) {
            running = true;
            startedNanos = now;
            starts++;
        }
    }

    /** It ends without being asked; nothing happens if it does not run. */
    void die(String how) {
        if (running) {
            exit();
            mourner.accept(how);
        }
    }

    void exit() {
        running = false;
        exitListeners.forEach(Runnable::run);
    }

    /** Another process takes its place: connections are reset, and nobody is told why. */
    void replace(long now) {
        exit();
        start(now);
    }

    boolean isRunning() {
        return running;
    }

    /** True: a connection is accepted. */
    boolean isReachable(long now) {
        return running && now - startedNanos >= startTimeNanos && !defects.isOutage(now);
    }

    long startedNanos() {
        return startedNanos;
    }

    /** Tells one process of the service from the next. */
    String identity() {
        return service + "#" + starts;
    }
}

package dev.wringer.adapters.process;

import dev.wringer.engine.run.Injection;
import dev.wringer.engine.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A service is killed at once, and again each time it has been up for a while. */
final class CrashLooping implements Injection {
    private static final long LOOK_EVERY_MILLIS = 20;

    private final Victim victim;
    private final Duration every;
    private final Clock clock;
    private Optional<ScheduledExecutorService> looking = Optional.empty();
    private Optional<ProcessId> up = Optional.empty();
    private long upSinceNanos;
    private Optional<ProcessId> killed = Optional.empty();
    private int kills;

    CrashLooping(Victim victim, Duration every, Clock clock) {
        this.victim = victim;
        this.every = every;
        this.clock = clock;
    }

    @Override
    public synchronized void apply() throws Failed {
        kill(victim.incarnation());
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("crash-loop").factory());
        var unused = executor.scheduleWithFixedDelay(
                this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        looking = Optional.of(executor);
    }

    private synchronized void look() {
        victim.running()
                .filter(it -> !killed.equals(Optional.of(it.id())))
                .filter(ignored -> looking.isPresent())
                .ifPresent(incarnation -> {
                    if (!up.equals(Optional.of(incarnation.id()))) {
                        up = Optional.of(incarnation.id());
                        upSinceNanos = clock.nanos();
                    } else if (clock.nanos() - upSinceNanos >= every.toNanos()) {
                        kill(incarnation);
                    }
                });
    }

    private void kill(Incarnation incarnation) {
        incarnation.kill();
        killed = Optional.of(incarnation.id());
        kills++;
    }

    @Override
    public synchronized Observation observe() {
        boolean dead = killed.filter(id -> !Signals.isRunning(id)).isPresent();
        return new Observation(dead, "killed " + kills + " times");
    }

    @Override
    public synchronized void remove() {
        looking.ifPresent(ScheduledExecutorService::shutdownNow);
        looking = Optional.empty();
    }

    @Override
    public synchronized Observation observeGone() {
        return victim.back(killed);
    }
}

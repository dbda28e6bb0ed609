package dev.wringer.adapters.process;

import dev.wringer.engine.run.Injection;
import java.util.Optional;

/** A service is ended by a signal to all its processes; who starts it again is its supervisor. */
final class Ending implements Injection {
    private final Victim victim;
    private final boolean gently;
    private volatile Optional<ProcessId> ended = Optional.empty();

    /** @param gently by the signal of its definition, else by SIGKILL */
    Ending(Victim victim, boolean gently) {
        this.victim = victim;
        this.gently = gently;
    }

    @Override
    public void apply() throws Failed {
        Incarnation incarnation = victim.incarnation();
        ended = Optional.of(incarnation.id());
        if (gently) {
            incarnation.signal(incarnation.stopSignal());
        } else {
            incarnation.kill();
        }
    }

    @Override
    public Observation observe() {
        return ended.map(id -> Signals.isRunning(id)
                        ? new Observation(false, "pid " + id.pid() + " still runs")
                        : new Observation(true, "pid " + id.pid() + " is gone"))
                .orElseGet(() -> new Observation(false, "no signal was sent"));
    }

    @Override
    public void remove() {
        // Its supervisor starts it again.
    }

    @Override
    public Observation observeGone() {
        return victim.back(ended);
    }
}

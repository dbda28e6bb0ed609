package dev.wringer.adapters.process;

import dev.wringer.engine.run.Injection;
import java.util.Optional;

/** The service that a fault acts on, whichever incarnation of it runs. */
record Victim(String service, LaunchedServices services) {
    Optional<Incarnation> running() {
        return services.running(service);
    }

    Incarnation incarnation() throws Injection.Failed {
        return running()
                .orElseThrow(() -> new Injection.Failed(service + " does not run, or was not launched by this run"));
    }

    /** A new incarnation runs; whether it is ready, its supervisor says. */
    Injection.Observation back(Optional<ProcessId> ended) {
        return running()
                .map(Incarnation::id)
                .filter(id -> !ended.equals(Optional.of(id)) && Signals.isRunning(id))
                .map(id -> new Injection.Observation(true, service + " runs as pid " + id.pid()))
                .orElseGet(() -> new Injection.Observation(false, service + " does not run"));
    }
}

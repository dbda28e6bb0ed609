package dev.wringer.adapters.process;

import dev.wringer.core.model.Service;
import dev.wringer.engine.run.Host;
import dev.wringer.engine.time.Clock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One process of a launched service from its start to its end, with all that came from it. */
record Incarnation(
        Process process,
        ProcessId id,
        Family family,
        ServiceLog log,
        Meter meter,
        String stopSignal,
        Surroundings surroundings) {

    static Incarnation launch(
            Service service, Service.Launch how, Path logFile, Reaper reaper, Surroundings surroundings, Clock clock)
            throws CannotStart {
        Optional<Listeners.Listener> listener = Listeners.on(service.host(), service.port());
        if (listener.isPresent()) {
            throw new CannotStart("port " + service.port() + " is already in use by " + listener.get());
        }
        ServiceLog log = ServiceLog.from(logFile);
        String mark = reaper.mark(service.name());
        Launcher.Launched launched = new Launcher(how, surroundings, logFile, reaper).launch(mark);
        return new Incarnation(
                launched.process(),
                launched.id(),
                new Family(launched.id(), mark),
                log,
                Meter.from(List.of(), clock),
                how.stop().signal(),
                surroundings);
    }

    Host.Sampled measure() {
        return meter.measure(id, family.refresh());
    }

    Host.Counted count(long id, Service service) {
        return Host.Counted.of(id, OptionalLong.of(Listeners.connectionsTo(service.port())), measure());
    }

    /** How it ended, once it has. */
    Host.Exited exited() {
        return new Host.Exited(Signals.ending(process.exitValue()), log.lastLines());
    }

    void kill() {
        signal("KILL");
    }

    /** To all its processes. */
    void signal(String signal) {
        family.search();
        family.signal(signal);
    }

    /** What should be gone and is not, in words. */
    List<String> left(Service service) {
        List<String> left = new ArrayList<>();
        Collection<ProcessEntry> members = family.search();
        for (ProcessEntry entry : members) {
            left.add(
                    entry.isZombie()
                            ? entry + " is a zombie: its parent, pid " + entry.parent() + ", does not collect it"
                            : entry + " cannot be killed: state " + entry.state());
        }
        Listeners.on(service.host(), service.port())
                .ifPresent(listener -> left.add("port " + service.port() + " is still held by " + listener));
        return left;
    }
}

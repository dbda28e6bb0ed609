package dev.wringer.adapters.process;

import dev.wringer.core.model.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What is left of a service that should be gone, in words. */
final class Leftovers {
    static List<String> of(Collection<ProcessEntry> members, Service service) {
        List<String> left = new ArrayList<>();
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

    private Leftovers() {}
}

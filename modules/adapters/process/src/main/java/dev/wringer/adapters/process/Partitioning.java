package dev.wringer.adapters.process;

import dev.wringer.core.model.NamespaceFault;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Blackhole routes in the namespace of a service to exactly the addresses of the others; they go with the namespace, which is in
 * the ledger. The evidence: connections from there to each of the others fail, and one to somebody else is made.
 */
final class Partitioning implements Injection {
    private final Place place;
    private final NamespaceFault.Partition fault;
    private final List<Place> cutOff;
    private final List<Place> reachable;
    private final Clock clock;
    private final Queue<Place> routes = new ConcurrentLinkedQueue<>();

    Partitioning(Place place, List<Place> all, NamespaceFault.Partition fault, Clock clock) {
        this.place = place;
        this.fault = fault;
        this.clock = clock;
        cutOff = all.stream()
                .filter(other -> fault.others().contains(other.name()))
                .toList();
        reachable = all.stream()
                .filter(other -> !cutOff.contains(other) && !other.equals(place))
                .toList();
    }

    @Override
    public void apply() throws Failed {
        List<String> unknown = fault.others().stream()
                .filter(name -> cutOff.stream().noneMatch(other -> other.name().equals(name)))
                .toList();
        if (!unknown.isEmpty()) {
            throw new Failed("not in the network of the run: " + String.join(", ", unknown));
        }
        try {
            for (Place other : cutOff) {
                route("add", other);
                routes.add(other);
            }
        } catch (IOException e) {
            throw new Failed(place.name() + " cannot be cut off: " + e.getMessage(), e);
        }
    }

    @Override
    public Observation observe() {
        List<Place.Contact> blocked = contacts(cutOff);
        List<Place.Contact> fine = contacts(reachable);
        boolean others = fine.isEmpty() || fine.stream().anyMatch(Place.Contact::made);
        return new Observation(
                others && blocked.stream().noneMatch(Place.Contact::made),
                words(blocked) + (fine.isEmpty() ? "; there is nobody else" : "; " + words(fine)));
    }

    @Override
    public void remove() throws Failed {
        try {
            while (!routes.isEmpty()) {
                if (place.exists()) {
                    route("delete", routes.peek());
                }
                routes.remove();
            }
        } catch (IOException e) {
            throw new Failed(place.name() + " stays cut off: " + e.getMessage(), e);
        }
    }

    @Override
    public Observation observeGone() {
        if (!place.exists()) {
            return new Observation(true, "its namespace is gone");
        }
        List<Place.Contact> contacts = contacts(cutOff);
        return new Observation(contacts.stream().allMatch(Place.Contact::made), words(contacts));
    }

    private void route(String act, Place other) throws IOException {
        Tool.run(
                "ip",
                "-n",
                place.namespace().orElseThrow(),
                "route",
                act,
                "blackhole",
                other.address().getHostAddress() + "/32");
    }

    private List<Place.Contact> contacts(List<Place> others) {
        return others.stream().map(other -> place.tryToReach(other, clock)).toList();
    }

    private static String words(List<Place.Contact> contacts) {
        return String.join(", ", contacts.stream().map(Place.Contact::words).toList());
    }
}

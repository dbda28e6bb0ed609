package dev.wringer.adapters.process;

import dev.wringer.core.model.NamespaceFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A network for the services of one run: a bridge, and a network namespace for each service with one interface on it. Nothing
 * leads from there to anywhere else. Needs root.
 *
 * <pre>
 *   service a (.2) ──┐
 *   service b (.3) ──┼── bridge: Wringer and all else of this host (.1)
 *   service c (.4) ──┘
 * </pre>
 */
public final class Namespaces implements AutoCloseable {
    /** By this name a partition means the bridge. */
    public static final String WRINGER = "wringer";

    static final String INTERFACE = "eth0";
    private static final int SERVICES_MAX = 64;
    private static final String RUN = "network";

    private final Ledger ledger;
    private final Clock clock;
    private final Subnet subnet;
    private final String bridge;
    private final String ip;
    private final SequencedMap<String, Place> places = new LinkedHashMap<>();
    private final Deque<Made> made = new ArrayDeque<>();

    private record Made(Ledger.Entry entry, Undo undo) {}

    private Namespaces(String ip, Subnet subnet, Ledger ledger, Clock clock) {
        this.ip = ip;
        this.subnet = subnet;
        this.ledger = ledger;
        this.clock = clock;
        // A link has at most 15 characters: 8 of these, a dash and 3, a dash and 2.
        this.bridge = "w" + ProcessHandle.current().pid() + "-" + subnet.third();
        places.put(WRINGER, new Place(WRINGER, Optional.empty(), subnet.address(1)));
    }

    /**
     * @param services names of those that are launched, at most 64
     * @param clock the real one
     * @throws IOException if it cannot be made; nothing of it is left then
     */
    public static Namespaces open(List<String> services, Ledger ledger, Clock clock) throws IOException {
        if (services.size() > SERVICES_MAX) {
            throw new IOException("a network has room for " + SERVICES_MAX + " services, not " + services.size());
        }
        Subnet subnet = Subnet.free(ProcessHandle.current().pid());
        Namespaces namespaces = new Namespaces(ip(), subnet, ledger, clock);
        try {
            namespaces.makeBridge();
            for (String service : services) {
                namespaces.makeNamespace(service);
            }
            return namespaces;
        } catch (IOException e) {
            namespaces.close();
            throw new IOException("no network for the services: " + e.getMessage(), e);
        }
    }

    private static String ip() throws IOException {
        try {
            return Program.find("ip", Path.of("/"), System.getenv().getOrDefault("PATH", ""))
                    .path()
                    .toString();
        } catch (CannotStart e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void makeBridge() throws IOException {
        remember(new Undo.DeleteLink(bridge));
        Tool.run("ip", "link", "add", "name", bridge, "type", "bridge");
        Tool.run("ip", "address", "add", withLength(places.get(WRINGER)), "dev", bridge);
        Tool.run("ip", "link", "set", bridge, "up");
    }

    private void makeNamespace(String service) throws IOException {
        int number = places.size();
        String link = bridge + "-" + number;
        String namespace = "wringer-" + link;
        Place place = new Place(service, Optional.of(namespace), subnet.address(number + 1));
        remember(new Undo.DeleteNamespace(namespace));
        Tool.run("ip", "netns", "add", namespace);
        remember(new Undo.DeleteLink(link));
        Tool.run("ip", "link", "add", "name", link, "type", "veth", "peer", "name", INTERFACE, "netns", namespace);
        Tool.run("ip", "link", "set", link, "master", bridge, "up");
        Tool.run("ip", "-n", namespace, "address", "add", withLength(place), "dev", INTERFACE);
        Tool.run("ip", "-n", namespace, "link", "set", INTERFACE, "up");
        Tool.run("ip", "-n", namespace, "link", "set", "lo", "up");
        places.put(service, place);
    }

    private void remember(Undo undo) throws IOException {
        made.push(new Made(ledger.record(RUN, undo), undo));
    }

    private static String withLength(Place place) {
        return place.address().getHostAddress() + "/24";
    }

    /** Where a service is found by all others and by Wringer; for {@code wringer} the bridge. */
    public InetAddress address(String service) {
        return places.get(service).address();
    }

    /** What comes before the command of a service, so that it runs in its namespace. */
    public List<String> prefix(String service) {
        return List.of(ip, "netns", "exec", place(service).namespace().orElseThrow());
    }

    /** @param planned a fault of a namespace, to one of the services that this was opened for */
    public Injection injection(PlannedFault planned) {
        Place place = place(planned.target().to().orElseThrow());
        return switch ((NamespaceFault) planned.fault()) {
            case NamespaceFault.Partition partition ->
                new Partitioning(place, List.copyOf(places.values()), partition, clock);
            case NamespaceFault.Shape shape -> new Shaping(place, places.get(WRINGER), shape, clock);
        };
    }

    private Place place(String service) {
        return places.get(service);
    }

    /**
     * Deletes all of it, and kills what still runs in a namespace; after the services have ended.
     *
     * @throws IOException if something cannot be deleted; the ledger still has it
     */
    @Override
    public void close() throws IOException {
        while (!made.isEmpty()) {
            undo(made.peek().undo());
            ledger.done(made.pop().entry());
        }
    }

    private static void undo(Undo undo) throws IOException {
        if (undo instanceof Undo.DeleteNamespace(var name) && Files.exists(Place.NAMESPACES.resolve(name))) {
            Tool.run("ip", "netns", "pids", name)
                    .lines()
                    .map(Long::valueOf)
                    .map(ProcessEntry::read)
                    .flatMap(Optional::stream)
                    .forEach(process -> Signals.send(process.id(), "KILL"));
            Tool.run("ip", "netns", "delete", name);
        }
        if (undo instanceof Undo.DeleteLink(var name) && Files.exists(Place.LINKS.resolve(name))) {
            Tool.run("ip", "link", "delete", name);
        }
    }
}

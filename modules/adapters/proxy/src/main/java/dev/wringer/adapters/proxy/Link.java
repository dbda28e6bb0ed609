package dev.wringer.adapters.proxy;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Seed;
import dev.wringer.engine.time.Clock;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A port that stands for a service, and the faults of its connections. What is not said to block belongs to the event loop. */
final class Link implements AutoCloseable {
    private final Transport transport;
    private final Supplier<InetSocketAddress> upstream;
    private final Seed seed;
    private final Clock clock;
    private final Listener listener;
    private final Map<String, ActiveFault> active = new LinkedHashMap<>();
    private final Set<Tunnel> open = new LinkedHashSet<>();
    private long accepted;

    Link(Transport transport, Supplier<InetSocketAddress> upstream, Seed seed, Clock clock) {
        this.transport = transport;
        this.upstream = upstream;
        this.seed = seed;
        this.clock = clock;
        this.listener = new Listener(transport, this::accept);
    }

    InetSocketAddress address() {
        return listener.address();
    }

    private void accept(Channel client) {
        tunnel(client, accepted++, upstream.get(), fault -> true);
    }

    private void tunnel(Channel client, long number, InetSocketAddress to, Predicate<ActiveFault> present) {
        List<ActiveFault> hitting = active.values().stream()
                .filter(present)
                .filter(fault -> fault.hits(number))
                .toList();
        if (hitting.stream().anyMatch(fault -> fault.fault() instanceof ConnectionFault.Reset)) {
            Transport.reset(client);
            return;
        }
        Tunnel tunnel =
                new Tunnel(number, client, transport.connect(to, new ChannelInboundHandlerAdapter()), open, clock);
        hitting.forEach(tunnel::add);
    }

    /** A port whose connections have this fault alone while it is here, and end at another service. Blocks. */
    Listener probed(String id, InetSocketAddress to) {
        return new Listener(
                transport,
                client -> tunnel(
                        client, ActiveFault.PROBE, to, fault -> fault.id().equals(id)));
    }

    /** Blocks until the fault is here, on every connection that has it. */
    void add(PlannedFault planned, ConnectionFault fault) {
        transport.onLoop(() -> {
            ActiveFault added = new ActiveFault(planned, fault, seed);
            if (active.putIfAbsent(planned.id(), added) == null) {
                for (Tunnel tunnel : new ArrayList<>(open)) {
                    if (added.hits(tunnel.number())) {
                        tunnel.add(added);
                    }
                }
            }
            return added;
        });
        listenUnlessRefused();
    }

    /** Blocks until the fault is gone; none when it is not here. */
    void remove(String id) {
        transport.onLoop(() -> {
            ActiveFault removed = active.remove(id);
            if (removed != null) {
                new ArrayList<>(open).forEach(tunnel -> tunnel.remove(removed));
            }
            return id;
        });
        listenUnlessRefused();
    }

    private void listenUnlessRefused() {
        boolean refused = transport.onLoop(
                () -> active.values().stream().anyMatch(it -> it.fault() instanceof ConnectionFault.Refuse));
        if (refused) {
            listener.close();
        } else {
            listener.reopen();
        }
    }

    /** How many connections have the fault, in words. Blocks. */
    String counted(String id) {
        return transport.onLoop(() -> active.containsKey(id) ? active.get(id).counted() : "no connection has it");
    }

    @Override
    public void close() {
        listener.close();
        transport.onLoop(() -> {
            new ArrayList<>(open).forEach(Tunnel::close);
            return active.size();
        });
    }
}

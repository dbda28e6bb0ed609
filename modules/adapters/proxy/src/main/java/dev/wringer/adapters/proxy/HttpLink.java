package dev.wringer.adapters.proxy;

import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Seed;
import dev.wringer.engine.time.Clock;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A port that stands for a service and reads its HTTP/1.1, and the faults of its requests. */
final class HttpLink implements AutoCloseable {
    private final Transport transport;
    private final Supplier<InetSocketAddress> upstream;
    private final Seed seed;
    private final Clock clock;
    private final Listener listener;
    private final Map<String, ActiveHttp> active = new LinkedHashMap<>();
    private final Set<HttpTunnel> open = new LinkedHashSet<>();

    HttpLink(Transport transport, Supplier<InetSocketAddress> upstream, Seed seed, Clock clock) {
        this.transport = transport;
        this.upstream = upstream;
        this.seed = seed;
        this.clock = clock;
        this.listener = new Listener(transport, client -> accept(client, upstream()));
    }

    private InetSocketAddress upstream() {
        return upstream.get();
    }

    InetSocketAddress address() {
        return listener.address();
    }

    private void accept(Channel client, InetSocketAddress to) {
        new HttpTunnel(client, transport.connect(to, new ChannelInboundHandlerAdapter()), this, clock);
    }

    /** A port with the same faults before another service. Blocks. */
    Listener probed(InetSocketAddress to) {
        return new Listener(transport, client -> accept(client, to));
    }

    void opened(HttpTunnel tunnel) {
        open.add(tunnel);
    }

    void closed(HttpTunnel tunnel) {
        open.remove(tunnel);
    }

    /** The faults of a request, drawn for it. */
    List<ActiveHttp> hitting(HttpRequest request) {
        return active.values().stream().filter(fault -> fault.hits(request)).toList();
    }

    /** Blocks until the fault is here. */
    void add(PlannedFault planned, HttpFault fault) {
        transport.onLoop(() -> active.putIfAbsent(planned.id(), new ActiveHttp(planned, fault, seed)));
    }

    /** Blocks until the fault is gone and what it put off is sent; none when it is not here. */
    void remove(String id) {
        transport.onLoop(() -> {
            ActiveHttp removed = active.remove(id);
            if (removed != null) {
                removed.end();
                new ArrayList<>(open).forEach(HttpTunnel::pump);
            }
            return id;
        });
    }

    /** How many requests have the fault, in words. Blocks. */
    String counted(String id) {
        return transport.onLoop(() -> active.containsKey(id) ? active.get(id).counted() : "no request has it");
    }

    @Override
    public void close() {
        listener.close();
        transport.onLoop(() -> {
            new ArrayList<>(open).forEach(HttpTunnel::close);
            return active.size();
        });
    }
}

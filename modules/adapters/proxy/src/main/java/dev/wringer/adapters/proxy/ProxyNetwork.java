package dev.wringer.adapters.proxy;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.time.Clock;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * TCP proxies on loopback, one for each pair of caller and service that a fault of connections or requests is planned for. Without
 * a fault they pass bytes as they come. A caller with a proxy of its own goes through that and then through the one that the
 * service's callers share, if there is one. Faults of other kinds are not this network's business.
 */
public final class ProxyNetwork implements AutoCloseable {
    /** @param from empty: every caller */
    private record Pair(Optional<String> from, String to) {}

    private final Transport transport;
    private final EchoService echo;
    private final Seed seed;
    private final Clock clock;
    private final CanaryService canary;
    private final Map<Pair, Link> links = new LinkedHashMap<>();
    private final Map<Pair, HttpLink> httpLinks = new LinkedHashMap<>();

    private ProxyNetwork(Seed seed, Clock clock) {
        this.seed = seed;
        this.clock = clock;
        this.transport = new Transport();
        this.echo = new EchoService(transport);
        this.canary = new CanaryService(transport);
    }

    /**
     * Opens the proxies that the schedule needs, each on a free port.
     *
     * @param upstream where a service listens, asked at each new connection, on the event loop: it must not block
     */
    public static ProxyNetwork open(
            Simulation simulation,
            List<PlannedFault> schedule,
            Function<String, InetSocketAddress> upstream,
            Clock clock) {
        ProxyNetwork network = new ProxyNetwork(simulation.seed(), clock);
        schedule.stream()
                .filter(planned -> planned.fault() instanceof HttpFault)
                .forEach(planned -> network.httpLink(pair(planned), upstream));
        schedule.stream()
                .filter(planned -> planned.fault() instanceof ConnectionFault)
                .forEach(planned -> network.link(pair(planned), upstream));
        return network;
    }

    private void httpLink(Pair pair, Function<String, InetSocketAddress> upstream) {
        httpLinks.computeIfAbsent(pair, it -> new HttpLink(transport, () -> behind(pair, upstream), seed, clock));
    }

    private void link(Pair pair, Function<String, InetSocketAddress> upstream) {
        HttpLink http = httpLinks.get(pair);
        links.computeIfAbsent(
                pair,
                it -> new Link(transport, http == null ? () -> behind(pair, upstream) : http::address, seed, clock));
    }

    /** Behind a caller's own proxy is the one that all share. */
    private InetSocketAddress behind(Pair pair, Function<String, InetSocketAddress> upstream) {
        Optional<InetSocketAddress> shared =
                pair.from().isEmpty() ? Optional.empty() : front(new Pair(Optional.empty(), pair.to()));
        return shared.orElseGet(() -> upstream.apply(pair.to()));
    }

    private Optional<InetSocketAddress> front(Pair pair) {
        return Optional.ofNullable(links.get(pair))
                .map(Link::address)
                .or(() -> Optional.ofNullable(httpLinks.get(pair)).map(HttpLink::address));
    }

    /**
     * Where this caller finds the service.
     *
     * @param from a launched service; empty: Wringer itself
     * @return empty where no proxy is in between
     */
    public Optional<InetSocketAddress> address(Optional<String> from, String service) {
        return front(new Pair(from, service)).or(() -> front(new Pair(Optional.empty(), service)));
    }

    /** Of a fault of the schedule that this was opened for; any other is an {@link IllegalArgumentException}. */
    public Injection injection(PlannedFault planned) {
        Link link = links.get(pair(planned));
        if (link != null && planned.fault() instanceof ConnectionFault fault) {
            return new ConnectionInjection(link, planned, fault, echo.address(), clock);
        }
        HttpLink http = httpLinks.get(pair(planned));
        if (http != null && planned.fault() instanceof HttpFault fault) {
            return new HttpInjection(http, planned, fault, canary.address(), clock);
        }
        throw new IllegalArgumentException("no proxy for " + planned.words());
    }

    private static Pair pair(PlannedFault planned) {
        return new Pair(planned.target().from(), planned.target().to().orElse(""));
    }

    @Override
    public void close() {
        links.values().forEach(Link::close);
        httpLinks.values().forEach(HttpLink::close);
        canary.close();
        echo.close();
        transport.close();
    }
}

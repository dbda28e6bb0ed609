package dev.wringer.core.metrics;

import java.util.Comparator;

/** Where requests are measured: an endpoint of a service. Ordered, so that files are the same each time. */
public record EndpointId(String service, String endpoint) implements Comparable<EndpointId> {
    private static final Comparator<EndpointId> ORDER =
            Comparator.comparing(EndpointId::service).thenComparing(EndpointId::endpoint);

    @Override
    public int compareTo(EndpointId other) {
        return ORDER.compare(this, other);
    }

    /** As simulation files name it: the endpoints of sockets and steps may have names without a slash. */
    @Override
    public String toString() {
        return service + (endpoint.startsWith("/") ? "" : "/") + endpoint;
    }
}

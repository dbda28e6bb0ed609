package dev.wringer.adapters.proxy;

import dev.wringer.core.model.HttpFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;
import io.netty.handler.codec.http.HttpRequest;

/** A fault of requests that is there now, and which requests have it. Belongs to the event loop. */
final class ActiveHttp {
    /** A request with this header, whose value is a fault's id, has that fault and no other, whatever its share. */
    static final String CANARY = "x-wringer-canary";

    private final String id;
    private final HttpFault fault;
    private final RandomStream draws;
    private long matched;
    private long affected;
    private boolean removed;

    ActiveHttp(PlannedFault planned, HttpFault fault, Seed seed) {
        this.id = planned.id();
        this.fault = fault;
        this.draws = seed.stream("proxy/" + id);
    }

    HttpFault fault() {
        return fault;
    }

    boolean hits(HttpRequest request) {
        String canary = request.headers().get(CANARY);
        if (canary != null) {
            return canary.equals(id);
        }
        boolean matches = (fault.method().isEmpty()
                        || fault.method().equals(request.method().name()))
                && request.uri().startsWith(fault.path());
        boolean drawn = matches && draws.at(matched++).nextBoolean(fault.share());
        affected += drawn ? 1 : 0;
        return drawn;
    }

    /** From now on what it put off is due. */
    void end() {
        removed = true;
    }

    boolean removed() {
        return removed;
    }

    String counted() {
        return affected + " of " + matched + " matching requests have it";
    }
}

package dev.wringer.adapters.proxy;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.RandomStream;
import dev.wringer.core.model.Seed;

/** A fault that is there now, and which connections have it. Belongs to the event loop. */
final class ActiveFault {
    /** The number of a probe's connection, which has every fault. */
    static final long PROBE = -1;

    private final String id;
    private final ConnectionFault fault;
    private final RandomStream shares;
    private final RandomStream jitter;
    private long seen;
    private long hit;

    ActiveFault(PlannedFault planned, ConnectionFault fault, Seed seed) {
        this.id = planned.id();
        this.fault = fault;
        this.shares = seed.stream("proxy/" + id);
        this.jitter = seed.stream("proxy/" + id + "/jitter");
    }

    String id() {
        return id;
    }

    ConnectionFault fault() {
        return fault;
    }

    boolean hits(long connection) {
        if (connection == PROBE) {
            return true;
        }
        boolean drawn = shares.at(connection).nextBoolean(fault.share());
        seen++;
        hit += drawn ? 1 : 0;
        return drawn;
    }

    RandomStream jitter(long connection, ConnectionFault.Direction way) {
        return jitter.at(2 * connection + way.ordinal());
    }

    String counted() {
        return hit + " of " + seen + " connections have it";
    }
}

package dev.wringer.adapters.http;

import dev.wringer.engine.time.Clock;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The keep-alive connections of one target. The one used last is used next, so that those a burst has opened fall idle and
 * are closed again. There is no queue: who bounds the requests in flight bounds the connections.
 */
final class ConnectionPool {
    private final Dialer dialer;
    private final EventLoop loop;
    private final Clock clock;
    private final InFlight inFlight;
    private final Limits limits;
    private final Deque<HttpConnection> idle = new ArrayDeque<>();
    private ScheduledFuture<?> sweep;

    ConnectionPool(Dialer dialer, EventLoop loop, Clock clock, InFlight inFlight, Limits limits) {
        this.dialer = dialer;
        this.loop = loop;
        this.clock = clock;
        this.inFlight = inFlight;
        this.limits = limits;
    }

    void send(Exchange exchange) {
        HttpConnection connection = idle.pollFirst();
        if (connection == null) {
            sendAfresh(exchange);
        } else {
            connection.carry(exchange);
        }
    }

    /** Sends over a connection of its own. */
    void sendAfresh(Exchange exchange) {
        dialer.dial(new HttpConnection(this, inFlight, limits.answerBytesMax(), exchange));
    }

    /** A connection that may carry another request. */
    void free(HttpConnection connection) {
        connection.idleSinceNanos = clock.nanos();
        idle.addFirst(connection);
        if (idle.size() > limits.idleMax()) {
            idle.removeLast().discard();
        }
        if (sweep == null) {
            sweepLater();
        }
    }

    /** An idle connection that is closed, or must be. */
    void remove(HttpConnection connection) {
        idle.remove(connection);
    }

    void close() {
        if (sweep != null) {
            sweep.cancel(false);
        }
        idle.clear();
    }

    private void sweepLater() {
        sweep = loop.schedule(this::sweep, limits.idleTime().toNanos() / 2, TimeUnit.NANOSECONDS);
    }

    private void sweep() {
        long idleSinceMin = clock.nanos() - limits.idleTime().toNanos();
        while (!idle.isEmpty() && idle.peekLast().idleSinceNanos < idleSinceMin) {
            idle.pollLast().discard();
        }
        sweep = null;
        if (!idle.isEmpty()) {
            sweepLater();
        }
    }
}

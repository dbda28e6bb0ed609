package dev.wringer.adapters.proxy;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.engine.time.Clock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The bytes of one connection in one direction. Without a fault they are written as they are read; with one they wait in a queue,
 * each with the time it is due. It reads only while the other side can be written and the queue is short enough.
 */
final class Way {
    /** What waits for its time holds bandwidth times delay: 16 MiB are 100 MB/s at 160 ms. */
    private static final int QUEUE_LATE_MOST = 16 << 20;

    private static final int QUEUE_MOST = 256 << 10;

    /** What comes behind the bytes of a piece. */
    private enum Then {
        MORE,
        END,
        CUT
    }

    private static final class Piece {
        private final ByteBuf bytes;
        private final Then then;
        private final long arrival;
        private long due;

        Piece(ByteBuf bytes, Then then, long arrival) {
            this.bytes = bytes;
            this.then = then;
            this.arrival = arrival;
        }
    }

    private final ConnectionFault.Direction direction;
    private final Tunnel tunnel;
    private final Channel from;
    private final Channel to;
    private final Clock clock;
    private final Map<ActiveFault, Effect> effects = new LinkedHashMap<>();
    private final ArrayDeque<Piece> queue = new ArrayDeque<>();
    private Future<?> waking;
    private long queued;
    private long lastDue;
    private boolean lost;
    private boolean closing;
    private boolean ended;

    Way(ConnectionFault.Direction direction, Tunnel tunnel, Channel from, Channel to, Clock clock) {
        this.direction = direction;
        this.tunnel = tunnel;
        this.from = from;
        this.to = to;
        this.clock = clock;
        this.lastDue = clock.nanos();
    }

    boolean ended() {
        return ended;
    }

    void add(ActiveFault fault, long connection) {
        Effect.of(fault.fault(), direction, fault.jitter(connection, direction), clock.nanos())
                .ifPresent(effect -> effects.put(fault, effect));
        cutWhereSpent();
        pump();
    }

    /** What waits is due as if the fault had never been, in its order. */
    void remove(ActiveFault fault) {
        Effect effect = effects.remove(fault);
        if (effect instanceof Effect.Swallowed && lost) {
            tunnel.close();
        } else if (effect != null) {
            lastDue = clock.nanos();
            queue.forEach(this::putOff);
            pump();
        }
    }

    void arrived(ByteBuf bytes) {
        if (tunnel.connected() && effects.isEmpty() && queue.isEmpty() && !closing) {
            Transport.write(to, bytes);
            return;
        }
        if (closing || is(Effect.Swallowed.class).findAny().isPresent()) {
            lost = true;
            bytes.release();
            return;
        }
        int pass = bytes.readableBytes();
        for (Effect.Limited limit : is(Effect.Limited.class).toList()) {
            pass = limit.pass(pass);
        }
        queue(bytes.writerIndex(bytes.readerIndex() + pass), Then.MORE);
        cutWhereSpent();
        pump();
    }

    void arrivedAll() {
        if (tunnel.connected()) {
            to.flush();
            regulate();
        }
    }

    void arrivedEnd() {
        if (is(Effect.Swallowed.class).findAny().isPresent()) {
            lost = true;
        } else if (!closing) {
            queue(Unpooled.EMPTY_BUFFER, Then.END);
            pump();
        }
    }

    private void cutWhereSpent() {
        if (!closing && is(Effect.Limited.class).anyMatch(Effect.Limited::spent)) {
            closing = true;
            queue(Unpooled.EMPTY_BUFFER, Then.CUT);
        }
    }

    private void queue(ByteBuf bytes, Then then) {
        Piece piece = new Piece(bytes, then, clock.nanos());
        putOff(piece);
        queued += bytes.readableBytes();
        queue.add(piece);
    }

    private void putOff(Piece piece) {
        long due = piece.arrival
                + is(Effect.Late.class).mapToLong(Effect.Late::drawn).sum();
        if (piece.then == Then.END) {
            due += is(Effect.LateEnd.class).mapToLong(Effect.LateEnd::nanos).sum();
        }
        lastDue = Math.max(lastDue, due);
        piece.due = lastDue;
    }

    /** Sends what is due and can be written. */
    void pump() {
        if (!tunnel.connected()) {
            return;
        }
        long now = clock.nanos();
        while (!queue.isEmpty() && to.isWritable()) {
            Piece head = queue.element();
            long next =
                    is(Effect.Paced.class).mapToLong(it -> it.pacer().next()).reduce(head.due, Math::max);
            if (next > now) {
                wakeAfter(next - now);
                break;
            }
            send(head, now);
        }
        to.flush();
        regulate();
    }

    private void send(Piece head, long now) {
        if (head.bytes.isReadable()) {
            int most = is(Effect.Paced.class)
                    .mapToInt(it -> it.pacer().most())
                    .reduce(head.bytes.readableBytes(), Math::min);
            is(Effect.Paced.class).forEach(it -> it.pacer().sent(most, now));
            Transport.write(to, head.bytes.readRetainedSlice(most));
            to.flush();
            queued -= most;
        }
        if (!head.bytes.isReadable()) {
            queue.remove().bytes.release();
            finish(head.then);
        }
    }

    private void finish(Then then) {
        switch (then) {
            case MORE -> {}
            case END -> {
                ended = true;
                tunnel.ended(to);
            }
            case CUT -> tunnel.closeFlushed();
        }
    }

    private void wakeAfter(long nanos) {
        if (waking != null) {
            waking.cancel(false);
        }
        waking = to.eventLoop().schedule(this::pump, nanos, TimeUnit.NANOSECONDS);
    }

    private void regulate() {
        boolean late = effects.values().stream().anyMatch(Effect.Late.class::isInstance);
        boolean read = to.isWritable() && queued < (late ? QUEUE_LATE_MOST : QUEUE_MOST);
        if (from.config().isAutoRead() != read) {
            from.config().setAutoRead(read);
        }
    }

    /** Lets go of what waits. */
    void release() {
        closing = true;
        if (waking != null) {
            waking.cancel(false);
        }
        queue.forEach(piece -> piece.bytes.release());
        queue.clear();
    }

    private <E extends Effect> Stream<E> is(Class<E> kind) {
        return effects.values().stream().filter(kind::isInstance).map(kind::cast);
    }
}

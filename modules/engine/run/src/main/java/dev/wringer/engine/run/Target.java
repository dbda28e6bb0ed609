package dev.wringer.engine.run;

import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.SessionFlow;
import dev.wringer.core.workload.Draw;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What answers requests: a service over sockets, or a model of one. There is one per service and event loop. Times are those
 * of the run's clock. The caller owns the deadlines: a target never times out by itself, it is told to {@link Cancel}.
 */
public final class Target {
    public sealed interface Command {}

    /** Sends a request. Answered exactly once, unless it is cancelled before. The id is unique in the run. */
    public record Send(long id, Request request, Draw draw, ActorRef<? super Answered> replyTo) implements Command {}

    /** Gives a request up: whatever it holds (a connection, a worker) is freed, and it is not answered any more. */
    public record Cancel(long id) implements Command {}

    /** Opens a WebSocket, named by its id. Answered as a request; later {@link SocketClosed} may follow. */
    public record OpenSocket(long id, Request request, Draw draw, ActorRef<Event> replyTo) implements Command {}

    /** Sends a text over a socket; answered when the expected text comes back. */
    public record SendText(
            long id, long socket, SessionFlow.Step.Message message, Draw draw, ActorRef<? super Answered> replyTo)
            implements Command {}

    /** Closes a socket; nothing happens if it is closed already. No {@link SocketClosed} follows. */
    public record CloseSocket(long socket) implements Command {}

    public sealed interface Event {}

    /**
     * How a request ended.
     *
     * @param detail what went wrong, short and bounded: {@code status 503}; empty when it is OK
     * @param sentNanos when sending began. Where that needs a new connection, connecting is a part of it: a target that is
     *     slow to accept has a long service time, it does not make the sender late
     * @param extracted what the request's extractions found
     */
    public record Answered(
            long id, Outcome outcome, String detail, long sentNanos, long doneNanos, Map<String, String> extracted)
            implements Event, TrafficGenerator.Command {}

    /** The other side closed a socket. */
    public record SocketClosed(long socket, String reason) implements Event {}

    private Target() {}
}

package dev.wringer.adapters.http;

import dev.wringer.core.model.Outcome;
import dev.wringer.core.model.Request;
import dev.wringer.core.model.Service;
import dev.wringer.core.workload.Draw;
import dev.wringer.engine.run.Target;
import dev.wringer.engine.time.Clock;
import io.netty.channel.EventLoop;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A service over sockets: HTTP/1.1 with keep-alive, and WebSocket. It must run on the dispatcher of its event loop, which
 * owns its sockets, so that no message and no byte changes threads.
 *
 * <p>A request carries {@code Host}, {@code User-Agent} and {@code X-Correlation-ID}; what its templates are filled with can
 * neither end a header nor begin one. A keep-alive connection that the service closed while it was idle is replaced once
 * without telling, unless the service may already have acted on the request.
 */
public final class HttpTarget extends AbstractMatchingBehavior<Target.Command> {
    /** More kinds than a simulation has; requests made anew for each arrival must not fill the memory. */
    private static final int KINDS_MAX = 4_096;

    private final Dialer dialer;
    private final InFlight inFlight;
    private final ConnectionPool pool;
    private final Limits limits;
    private final IdentityHashMap<Request, CompiledRequest> requests = new IdentityHashMap<>();
    private final IdentityHashMap<Request, CompiledRequest> handshakes = new IdentityHashMap<>();
    private final LongObjectMap<WebSocketConnection> sockets = new LongObjectHashMap<>();

    private HttpTarget(
            ActorContext<Target.Command> context,
            Service service,
            EventLoop loop,
            Clock clock,
            Trust trust,
            Limits limits) {
        super(context);
        this.dialer = new Dialer(service, loop, trust);
        this.inFlight = new InFlight(clock);
        this.pool = new ConnectionPool(dialer, loop, clock, inFlight, limits);
        this.limits = limits;
    }

    /** @param loop the event loop whose dispatcher the actor is given */
    public static Behavior<Target.Command> create(Service service, EventLoop loop, Clock clock, Trust trust) {
        return create(service, loop, clock, trust, Limits.DEFAULT);
    }

    static Behavior<Target.Command> create(Service service, EventLoop loop, Clock clock, Trust trust, Limits limits) {
        return Behaviors.setup(context -> {
            if (!loop.inEventLoop()) {
                throw new IllegalStateException("the target of " + service.name() + " is not on its event loop");
            }
            return new HttpTarget(context, service, loop, clock, trust, limits);
        });
    }

    @Override
    public Behavior<Target.Command> onMessage(Target.Command command) {
        switch (command) {
            case Target.Send send -> send(send);
            case Target.Cancel(var id) -> cancel(id);
            case Target.OpenSocket open -> open(open);
            case Target.SendText text -> sendText(text);
            case Target.CloseSocket(var socket) -> closeSocket(socket);
        }
        return this;
    }

    @Override
    public Behavior<Target.Command> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            inFlight.forget();
            pool.close();
            dialer.close();
        }
        return this;
    }

    private void send(Target.Send send) {
        CompiledRequest request = compiled(requests, send.request(), CompiledRequest::of);
        Exchange exchange = new Exchange(send.id(), request, send.draw(), send.replyTo());
        inFlight.add(exchange);
        pool.send(exchange);
    }

    private void open(Target.OpenSocket open) {
        CompiledRequest request = compiled(handshakes, open.request(), CompiledRequest::webSocket);
        Exchange exchange = new Exchange(open.id(), request, open.draw(), open.replyTo());
        inFlight.add(exchange);
        dialer.dial(new WebSocketConnection(exchange, open.replyTo(), inFlight, sockets, limits.answerBytesMax()));
    }

    /** The caller may give up an opening that has just succeeded; it does not want the socket either. */
    private void cancel(long id) {
        if (!inFlight.cancel(id)) {
            closeSocket(id);
        }
    }

    private void sendText(Target.SendText send) {
        WebSocketConnection socket = sockets.get(send.socket());
        Draw.Filler filler = send.draw().filler();
        String content = filler.fill(send.message().text());
        String expected = filler.fill(send.message().expect());
        AwaitedText text = new AwaitedText(send.id(), expected, socket, send.replyTo());
        inFlight.add(text);
        if (socket == null) {
            inFlight.answer(text, Outcome.RESET, "socket closed", Map.of());
        } else {
            socket.send(text, content);
        }
    }

    private void closeSocket(long id) {
        WebSocketConnection socket = sockets.get(id);
        if (socket != null) {
            socket.hangUp();
        }
    }

    private CompiledRequest compiled(
            IdentityHashMap<Request, CompiledRequest> known,
            Request request,
            BiFunction<Request, String, CompiledRequest> compile) {
        CompiledRequest compiled = known.get(request);
        if (compiled == null) {
            if (known.size() >= KINDS_MAX) {
                known.clear();
            }
            compiled = compile.apply(request, dialer.authority());
            known.put(request, compiled);
        }
        return compiled;
    }
}

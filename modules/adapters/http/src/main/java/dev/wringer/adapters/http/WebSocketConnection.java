package dev.wringer.adapters.http;

import dev.wringer.core.model.Outcome;
import dev.wringer.engine.run.Target;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.util.collection.LongObjectMap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;

/** A connection that carries texts both ways, once the service has agreed to it. */
final class WebSocketConnection extends ServiceSocket {
    /** How long the service may take to say good-bye, too. */
    private static final long CLOSING_SECONDS_MAX = 2;

    private final Exchange opening;
    private final ActorRef<Target.Event> opener;
    private final InFlight inFlight;
    private final LongObjectMap<WebSocketConnection> sockets;
    private final int textBytesMax;
    private final Deque<AwaitedText> awaited = new ArrayDeque<>();
    private Answer handshake;
    private boolean agreed;
    private Future<?> patience;

    /** @param sockets where it stands as long as texts can be sent over it */
    WebSocketConnection(
            Exchange opening,
            ActorRef<Target.Event> opener,
            InFlight inFlight,
            LongObjectMap<WebSocketConnection> sockets,
            int textBytesMax) {
        this.opening = opening;
        this.opener = opener;
        this.inFlight = inFlight;
        this.sockets = sockets;
        this.textBytesMax = textBytesMax;
        opening.carrier = this;
    }

    @Override
    void opened() {
        var bytes = opening.request.encode(channel().alloc(), opening.draw);
        write(bytes);
    }

    @Override
    void refused(String detail) {
        inFlight.answer(opening, Outcome.REFUSED, detail, Map.of());
    }

    @Override
    void lost(String detail) {
        if (agreed) {
            end(Outcome.RESET, detail);
        } else {
            inFlight.answer(opening, Outcome.RESET, detail, Map.of());
        }
    }

    @Override
    void broken(String detail) {
        if (agreed) {
            end(Outcome.MALFORMED, detail);
        } else {
            inFlight.answer(opening, Outcome.MALFORMED, detail, Map.of());
        }
    }

    @Override
    void received(ChannelHandlerContext context, Object message) {
        switch (message) {
            case CloseWebSocketFrame close -> closedByService(close);
            case Object late when isOver() -> {}
            case TextWebSocketFrame text -> match(text.text());
            case PingWebSocketFrame ping ->
                write(new PongWebSocketFrame(ping.content().retain()));
            case HttpResponse head -> handshake = new Answer(head);
            case LastHttpContent end -> answered();
            default -> {
                // binary messages, pongs, and the body of an answer that did not agree
            }
        }
    }

    void send(AwaitedText text, String content) {
        if (!channel().isWritable()) {
            inFlight.answer(text, Outcome.NOT_SENT, "service does not read its socket", Map.of());
            return;
        }
        awaited.add(text);
        write(new TextWebSocketFrame(content));
    }

    void forget(AwaitedText text) {
        awaited.remove(text);
    }

    /** Says good-bye and waits a moment for the answer, because a service would take a cut connection for an error. */
    void hangUp() {
        leave();
        sockets.remove(opening.id);
        giveUpTexts(Outcome.RESET, "socket closed");
        write(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
        patience = channel().eventLoop().schedule(this::close, CLOSING_SECONDS_MAX, TimeUnit.SECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (patience != null) {
            patience.cancel(false);
        }
        super.channelInactive(context);
    }

    private void answered() {
        inFlight.done(opening);
        AnswerCheck.Result result = opening.request.check.examine(handshake, opening.draw.correlationId());
        if (handshake.status() != WebSocketHandshake.SWITCHING_PROTOCOLS) {
            result = AnswerCheck.unexpectedStatus(handshake.status());
        } else if (!isAccepted()) {
            result = new AnswerCheck.Result(Outcome.MALFORMED, "not a WebSocket handshake", Map.of());
        }
        agreed = result.outcome() == Outcome.OK;
        if (agreed) {
            sockets.put(opening.id, this);
        } else {
            discard();
        }
        inFlight.answer(opening, result.outcome(), result.detail(), result.extracted());
        if (agreed) {
            // last, because frames may have come with the handshake, and are read within this call
            speakFrames();
        }
    }

    private boolean isAccepted() {
        String key = WebSocketHandshake.key(opening.draw.correlationId());
        return handshake.headers("Sec-WebSocket-Accept").contains(WebSocketHandshake.accept(key));
    }

    /** The HTTP decoder hands on what it has read beyond the handshake when it leaves. */
    private void speakFrames() {
        ChannelPipeline pipeline = channel().pipeline();
        String name = pipeline.context(this).name();
        pipeline.addBefore(name, null, new WebSocket13FrameEncoder(true));
        pipeline.addBefore(name, null, new WebSocket13FrameDecoder(false, false, textBytesMax));
        pipeline.addBefore(name, null, new WebSocketFrameAggregator(textBytesMax));
        pipeline.remove(AnswerDecoder.class);
    }

    private void match(String text) {
        for (Iterator<AwaitedText> each = awaited.iterator(); each.hasNext(); ) {
            AwaitedText candidate = each.next();
            if (candidate.isAnsweredBy(text)) {
                each.remove();
                inFlight.answer(candidate, Outcome.OK, "", Map.of());
                return;
            }
        }
    }

    private void closedByService(CloseWebSocketFrame close) {
        boolean unasked = !isOver();
        leave();
        if (unasked) {
            write(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
            end(Outcome.RESET, "closed by the service with " + close.statusCode());
        }
        close();
    }

    private void end(Outcome outcome, String detail) {
        sockets.remove(opening.id);
        giveUpTexts(outcome, detail);
        opener.tell(new Target.SocketClosed(opening.id, detail));
    }

    private void giveUpTexts(Outcome outcome, String detail) {
        awaited.forEach(text -> inFlight.answer(text, outcome, detail, Map.of()));
        awaited.clear();
    }
}

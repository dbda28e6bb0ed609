package dev.wringer.adapters.http;

import dev.wringer.core.model.Outcome;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Map;

/** A connection that carries one request after the other. */
final class HttpConnection extends ServiceSocket {
    private static final int FIRST_FINAL_STATUS = 200;

    private final ConnectionPool pool;
    private final InFlight inFlight;
    private final int bodyBytesMax;

    /** Null while it is idle. */
    private Exchange exchange;

    /** Null before the head of the final answer. */
    private Answer answer;

    private AnswerDecoder decoder;
    private boolean keepAlive;
    private boolean reused;

    /** Set by the pool that it is idle in. */
    long idleSinceNanos;

    HttpConnection(ConnectionPool pool, InFlight inFlight, int bodyBytesMax, Exchange first) {
        this.pool = pool;
        this.inFlight = inFlight;
        this.bodyBytesMax = bodyBytesMax;
        this.exchange = first;
        first.carrier = this;
    }

    @Override
    void opened() {
        decoder = channel().pipeline().get(AnswerDecoder.class);
        writeRequest();
    }

    void carry(Exchange next) {
        exchange = next;
        next.carrier = this;
        reused = true;
        writeRequest();
    }

    @Override
    void refused(String detail) {
        finish(Outcome.REFUSED, detail);
    }

    @Override
    void lost(String detail) {
        if (exchange == null) {
            pool.remove(this);
        } else if (isStale()) {
            exchange.repeated = true;
            pool.sendAfresh(exchange);
        } else {
            finish(Outcome.RESET, decoder.hasBegun() ? "connection closed inside the answer" : detail);
        }
    }

    @Override
    void broken(String detail) {
        if (exchange == null) {
            pool.remove(this);
        } else {
            finish(Outcome.MALFORMED, detail);
        }
    }

    @Override
    void received(ChannelHandlerContext context, Object message) {
        if (isOver()) {
            return;
        }
        if (exchange == null) {
            // nobody asked: a service that takes leave of an idle connection, or one that answers twice
            pool.remove(this);
            discard();
        } else if (message instanceof HttpObject part) {
            read(part);
        }
    }

    private void writeRequest() {
        decoder.expectAnswer(exchange.request.isHead);
        var bytes = exchange.request.encode(channel().alloc(), exchange.draw);
        write(bytes);
    }

    private void read(HttpObject part) {
        if (part.decoderResult().isFailure()) {
            undecodable(part.decoderResult().cause());
            return;
        }
        if (part instanceof HttpResponse head) {
            begin(head);
        }
        if (part instanceof HttpContent content && answer != null) {
            add(content);
        }
    }

    /** Interim answers, such as 100 and 103, are followed by the one that counts. */
    private void begin(HttpResponse head) {
        int status = head.status().code();
        if (status >= FIRST_FINAL_STATUS || status == WebSocketHandshake.SWITCHING_PROTOCOLS) {
            answer = new Answer(head);
            keepAlive = status >= FIRST_FINAL_STATUS && HttpUtil.isKeepAlive(head);
        }
    }

    private void add(HttpContent content) {
        if (exchange.request.check.needsBody() && !answer.append(content.content(), bodyBytesMax)) {
            discard();
            finish(Outcome.MALFORMED, "answer too long");
        } else if (content instanceof LastHttpContent) {
            end();
        }
    }

    private void end() {
        inFlight.done(exchange);
        AnswerCheck.Result result = exchange.request.check.examine(answer, exchange.draw.correlationId());
        Exchange done = exchange;
        exchange = null;
        answer = null;
        // an answer that overtakes its request leaves the rest of it on the way
        if (keepAlive && written().isDone()) {
            pool.free(this);
        } else {
            discard();
        }
        inFlight.answer(done, result.outcome(), result.detail(), result.extracted());
    }

    private void undecodable(Throwable cause) {
        discard();
        if (cause instanceof PrematureChannelClosureException) {
            finish(Outcome.RESET, "connection closed inside the answer");
        } else {
            finish(Outcome.MALFORMED, "not an HTTP answer");
        }
    }

    /**
     * Whether the service had closed the connection, or was about to, when it was used again: then it has not seen the request,
     * or may see it twice (RFC 9112, section 9.3.1).
     */
    private boolean isStale() {
        return reused
                && !exchange.repeated
                && !decoder.hasBegun()
                && (exchange.request.isIdempotent || !written().isSuccess());
    }

    private void finish(Outcome outcome, String detail) {
        Exchange done = exchange;
        exchange = null;
        answer = null;
        inFlight.answer(done, outcome, detail, Map.of());
    }
}

package dev.wringer.adapters.proxy;

import dev.wringer.core.model.HttpEffect;
import dev.wringer.engine.time.Clock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One connection whose HTTP/1.1 is read: requests go on as they come, answers come back in their order, each with what the faults
 * drawn for its request do to it. Bodies are passed in pieces, never held as a whole. Belongs to the event loop.
 */
final class HttpTunnel {
    private static final int LINE_MOST = 64 << 10;
    private static final int HEAD_MOST = 256 << 10;
    private static final int QUEUE_MOST = 256 << 10;
    private static final int FLIP_EVERY = 64;

    private enum Then {
        MORE,
        END,
        CUT,
        ABORT,
        SWITCH
    }

    /** What goes to the client once it is due or the faults that put it off are gone. */
    private record Answer(Object message, int bytes, Then then, long due, List<ActiveHttp> putOffBy) {
        boolean due(long now) {
            return due <= now || putOffBy.stream().allMatch(ActiveHttp::removed);
        }
    }

    private final Channel client;
    private final Channel service;
    private final HttpLink link;
    private final Clock clock;
    private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();
    private final ArrayDeque<Answer> answers = new ArrayDeque<>();
    private final ArrayDeque<Object> early = new ArrayDeque<>();
    private Exchange asking;
    private long queued;
    private long due;
    private long bodyLeft = Long.MAX_VALUE;
    private boolean interim;
    private boolean switching;
    private boolean becomesRaw;
    private boolean raw;
    private boolean connected;
    private boolean cut;
    private boolean clientEnded;
    private boolean serviceEnded;

    HttpTunnel(Channel client, ChannelFuture dialled, HttpLink link, Clock clock) {
        this.client = client;
        this.service = dialled.channel();
        this.link = link;
        this.clock = clock;
        link.opened(this);
        HttpDecoderConfig limits = new HttpDecoderConfig()
                .setMaxInitialLineLength(LINE_MOST)
                .setMaxHeaderSize(HEAD_MOST)
                .setValidateHeaders(false);
        client.pipeline().addLast(new HttpServerCodec(limits), new Side(true));
        var unused = dialled.addListener(done -> {
            connected = done.isSuccess();
            if (connected && client.isOpen()) {
                service.pipeline().addLast(new HttpClientCodec(limits, false, false), new Side(false));
                early.forEach(this::fromClient);
                early.clear();
                service.flush();
                regulate();
            } else {
                reset();
            }
        });
    }

    /** What comes before the service has accepted waits for that. */
    private void fromClient(Object message) {
        if (!connected) {
            early.add(message);
        } else if (message instanceof ChannelInputShutdownEvent) {
            clientEnded = true;
            end(service, serviceEnded);
        } else {
            asked(message);
        }
    }

    private void asked(Object message) {
        if (raw) {
            Transport.write(service, message);
            return;
        }
        if (message instanceof HttpRequest request) {
            if (request.decoderResult().isFailure()) {
                ReferenceCountUtil.release(message);
                reset();
                return;
            }
            asking = new Exchange(request, link.hitting(request));
            waiting.add(asking);
            switching |= asking.switching() && !asking.answeredHere();
        }
        Exchange current = asking;
        if (current != null && current.answeredHere()) {
            ReferenceCountUtil.release(message);
        } else {
            Transport.write(service, message);
        }
        if (current != null && message instanceof LastHttpContent) {
            current.requestComplete();
        }
        answerHere();
    }

    /** Answers what stands at the head of the line and is not for the service. */
    private void answerHere() {
        for (Exchange head = waiting.peek(); head != null && head.answeredHere(); head = waiting.peek()) {
            if (!head.complete() && !head.expects()) {
                break;
            }
            waiting.remove();
            due = dueOf(head);
            if (head.first(HttpEffect.Abort.class).isPresent()) {
                queue(Unpooled.EMPTY_BUFFER, Then.ABORT, head);
                break;
            }
            int status = head.first(HttpEffect.Status.class).orElseThrow().status();
            FullHttpResponse answer =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
            HttpUtil.setContentLength(answer, 0);
            if (!head.goesOn()) {
                answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
            setHeaders(answer, head);
            queue(answer, head.goesOn() ? Then.MORE : Then.CUT, head);
        }
        pump();
    }

    private void answered(Object message) {
        Exchange head = waiting.peek();
        if (head == null || cut) {
            queueUnchanged(message);
        } else if (message instanceof HttpResponse response) {
            begin(response, head);
        } else if (message instanceof HttpContent content) {
            body(content, head);
        } else {
            queueUnchanged(message);
        }
        pump();
    }

    private void queueUnchanged(Object message) {
        if (cut) {
            ReferenceCountUtil.release(message);
        } else {
            queue(message, Then.MORE, null);
        }
    }

    private void begin(HttpResponse response, Exchange head) {
        int status = response.status().code();
        interim = status < 200 && status != 101;
        if (!interim) {
            due = dueOf(head);
            setHeaders(response, head);
            long announced = HttpUtil.getContentLength(response, -1L);
            boolean truncated = head.first(HttpEffect.Truncate.class).isPresent();
            bodyLeft = !truncated ? Long.MAX_VALUE : announced < 0 ? -1 : announced / 2;
            becomesRaw = head.switchedBy(status);
            switching &= becomesRaw || !head.switching();
        }
        queue(response, Then.MORE, head);
    }

    private void body(HttpContent content, Exchange head) {
        ByteBuf bytes = content.content();
        if (!interim && head.first(HttpEffect.Corrupt.class).isPresent()) {
            for (int i = bytes.readerIndex(); i < bytes.writerIndex(); i += FLIP_EVERY) {
                bytes.setByte(i, ~bytes.getByte(i));
            }
        }
        int length = bytes.readableBytes();
        // of a body of unknown length the first half of a piece
        int pass = interim ? length : (int) (bodyLeft < 0 ? length / 2 : Math.min(length, bodyLeft));
        if (pass < length) {
            cut = true;
            queue(new DefaultHttpContent(bytes.readRetainedSlice(pass)), Then.CUT, head);
            content.release();
            return;
        }
        bodyLeft -= bodyLeft < 0 ? 0 : length;
        boolean last = content instanceof LastHttpContent && !interim;
        queue(content, last && becomesRaw ? Then.SWITCH : Then.MORE, head);
        if (last) {
            waiting.remove();
            answerHere();
        }
    }

    private long dueOf(Exchange head) {
        long late = head.faults().stream()
                .map(it -> it.fault().effect())
                .mapToLong(it ->
                        it instanceof HttpEffect.Delay delay ? delay.delay().toNanos() : 0)
                .sum();
        return late == 0 ? due : Math.max(due, clock.nanos() + late);
    }

    private static void setHeaders(HttpResponse response, Exchange head) {
        head.faults().forEach(it -> {
            if (it.fault().effect() instanceof HttpEffect.Header header) {
                response.headers().set(header.name(), header.value());
            }
        });
    }

    private void queue(Object message, Then then, Exchange head) {
        int bytes = message instanceof ByteBufHolder holder ? holder.content().readableBytes() : 0;
        queued += bytes;
        answers.add(new Answer(message, bytes, then, due, head == null ? List.of() : head.faults()));
    }

    /** Sends what is due and can be written. */
    void pump() {
        long now = clock.nanos();
        while (!answers.isEmpty() && client.isWritable()) {
            Answer head = answers.element();
            if (!head.due(now)) {
                var unused = client.eventLoop().schedule(this::pump, head.due() - now, TimeUnit.NANOSECONDS);
                break;
            }
            answers.remove();
            queued -= head.bytes();
            Transport.write(client, head.message());
            finish(head.then());
        }
        client.flush();
        regulate();
    }

    private void finish(Then then) {
        switch (then) {
            case MORE -> {}
            case END -> end(client, clientEnded);
            case CUT -> closeFlushed();
            case ABORT -> reset();
            case SWITCH -> {
                raw = true;
                switching = false;
                client.flush();
                client.pipeline().remove(HttpServerCodec.class);
                service.pipeline().remove(HttpClientCodec.class);
            }
        }
    }

    private void end(Channel side, boolean otherEnded) {
        if (otherEnded) {
            closeFlushed();
        } else {
            Transport.end(side);
        }
    }

    private void regulate() {
        client.config().setAutoRead(connected && service.isWritable() && !switching);
        service.config().setAutoRead(connected && client.isWritable() && queued < QUEUE_MOST);
    }

    private void closeFlushed() {
        Transport.closeFlushed(client);
        Transport.closeFlushed(service);
    }

    void close() {
        forget();
        Transport.close(client);
        Transport.close(service);
    }

    private void reset() {
        forget();
        Transport.reset(client);
        Transport.reset(service);
    }

    private void forget() {
        link.closed(this);
        cut = true;
        answers.forEach(answer -> ReferenceCountUtil.release(answer.message()));
        answers.clear();
        early.forEach(ReferenceCountUtil::release);
        early.clear();
    }

    private final class Side extends ChannelInboundHandlerAdapter {
        private final boolean ofClient;

        Side(boolean ofClient) {
            this.ofClient = ofClient;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (ofClient) {
                fromClient(message);
            } else {
                answered(message);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (connected) {
                service.flush();
                regulate();
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            pump();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof ChannelInputShutdownEvent && ofClient) {
                fromClient(event);
            } else if (event instanceof ChannelInputShutdownEvent) {
                serviceEnded = true;
                queue(Unpooled.EMPTY_BUFFER, Then.END, null);
                pump();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            reset();
        }
    }
}

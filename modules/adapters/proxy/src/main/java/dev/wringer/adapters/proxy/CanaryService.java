package dev.wringer.adapters.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The service behind a canary request: answers every one with the same body, and closes. */
final class CanaryService implements AutoCloseable {
    static final String BODY = "a canary in good health ".repeat(10);

    private final Listener listener;

    CanaryService(Transport transport) {
        listener = new Listener(transport, CanaryService::accept);
    }

    InetSocketAddress address() {
        return listener.address();
    }

    private static void accept(Channel channel) {
        channel.pipeline().addLast(new HttpServerCodec(), new Answering());
        channel.config().setAutoRead(true);
    }

    @Override
    public void close() {
        listener.close();
    }

    private static final class Answering extends SimpleChannelInboundHandler<HttpObject> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
            if (message instanceof LastHttpContent) {
                FullHttpResponse answer = new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.OK,
                        Unpooled.copiedBuffer(BODY, StandardCharsets.US_ASCII));
                HttpUtil.setContentLength(answer, BODY.length());
                Transport.write(context.channel(), answer);
                Transport.closeFlushed(context.channel());
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                Transport.closeFlushed(context.channel());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            Transport.close(context.channel());
        }
    }
}

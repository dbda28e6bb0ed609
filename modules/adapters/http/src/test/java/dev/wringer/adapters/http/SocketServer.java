package dev.wringer.adapters.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket server that does what the texts it receives tell it. Its events can be waited for. */
final class SocketServer implements AutoCloseable {
    private static final WebSocketServerProtocolConfig WITHOUT_MANNERS = WebSocketServerProtocolConfig.newBuilder()
            .websocketPath("/ws")
            .handleCloseFrames(false)
            .sendCloseFrame(null)
            .dropPongFrames(false)
            .build();

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Channel channel;

    SocketServer() {
        channel = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel socket) {
                        socket.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(65_536),
                                        new WebSocketServerProtocolHandler(WITHOUT_MANNERS),
                                        new Obedience());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** The next of: {@code open}, {@code text …}, {@code pong}, {@code close …}, {@code gone}. */
    String event() throws InterruptedException {
        return events.poll(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Obedience extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                events.add("open");
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            events.add("gone");
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            switch (frame) {
                case TextWebSocketFrame text -> obey(context, text.text());
                case PongWebSocketFrame ignored -> events.add("pong");
                case CloseWebSocketFrame close -> {
                    events.add("close " + close.statusCode());
                    var unused = context.close();
                }
                default -> events.add(frame.getClass().getSimpleName());
            }
        }

        private void obey(ChannelHandlerContext context, String order) {
            switch (order) {
                case "silence" -> events.add("text silence");
                case "ping" -> send(context, new PingWebSocketFrame());
                case "close" -> send(context, new CloseWebSocketFrame(1001, ""));
                case "cut" -> {
                    var unused = context.close();
                }
                case "pieces" -> {
                    send(context, new TextWebSocketFrame(false, 0, "pie"));
                    send(context, new ContinuationWebSocketFrame(true, 0, "ces"));
                }
                default -> send(context, new TextWebSocketFrame("echo " + order));
            }
        }

        private void send(ChannelHandlerContext context, WebSocketFrame frame) {
            var unused = context.writeAndFlush(frame);
        }
    }
}

package dev.wringer.adapters.http;

import dev.wringer.core.model.Service;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Opens connections to one service on one event loop, and knows all that are open. */
final class Dialer {
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(256 << 10, 1 << 20);

    private final Service service;
    private final Optional<SslContext> tls;
    private final InetSocketAddress address;
    private final Bootstrap bootstrap;
    private final ChannelGroup open;
    private boolean closed;

    Dialer(Service service, EventLoop loop, Trust trust) {
        this.service = service;
        this.tls = service.tls() ? Optional.of(tls(trust)) : Optional.empty();
        this.address = address(service);
        this.open = new DefaultChannelGroup(loop);
        boolean epoll = loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class);
        // no connect timeout: deadlines are the caller's
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(epoll ? EpollSocketChannel::new : NioSocketChannel::new)
                .resolver(new BackgroundResolver())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
    }

    /** The service as a request's Host header names it (RFC 9110, section 7.2). */
    String authority() {
        String host = service.host().contains(":") ? "[" + service.host() + "]" : service.host();
        int usualPort = service.tls() ? 443 : 80;
        return service.port() == usualPort ? host : host + ":" + service.port();
    }

    void dial(ServiceSocket socket) {
        if (closed) {
            return;
        }
        ChannelFuture connect = bootstrap.clone().handler(pipeline(socket)).connect(address);
        socket.dialled(connect.channel());
        open.add(connect.channel());
        connect.addListener(done -> {
            try {
                socket.connected(connect, tls.isPresent());
            } catch (RuntimeException e) {
                socket.fail(e);
            }
        });
    }

    void close() {
        closed = true;
        var unused = open.close();
    }

    private ChannelInitializer<Channel> pipeline(ServiceSocket socket) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                tls.ifPresent(context -> channel.pipeline().addLast(tlsHandler(context, channel)));
                channel.pipeline().addLast(new AnswerDecoder(), socket);
            }
        };
    }

    private SslHandler tlsHandler(SslContext context, Channel channel) {
        SslHandler handler = context.newHandler(channel.alloc(), service.host(), service.port());
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }

    private static SslContext tls(Trust trust) {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient();
            return switch (trust) {
                case AUTHORITIES -> builder.build();
                case ANYONE ->
                    builder.trustManager(InsecureTrustManagerFactory.INSTANCE)
                            .endpointIdentificationAlgorithm(null)
                            .build();
            };
        } catch (SSLException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    private static InetSocketAddress address(Service service) {
        byte[] numeric = NetUtil.createByteArrayFromIpAddressString(service.host());
        if (numeric == null) {
            return InetSocketAddress.createUnresolved(service.host(), service.port());
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(numeric), service.port());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("address of " + numeric.length + " bytes", e);
        }
    }
}

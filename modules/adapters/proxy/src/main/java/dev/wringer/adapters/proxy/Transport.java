package dev.wringer.adapters.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The one event loop that owns every socket of the network, so that nothing in it is shared between threads. It is NIO's: the epoll
 * transport of Netty 4.2 loses a connection whose peer ends it while nothing is read.
 */
final class Transport implements AutoCloseable {
    private static final int BACKLOG = 4_096;
    private static final int READ_MOST = 256 << 10;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(256 << 10, 1 << 20);

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;

    Transport() {
        group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        loop = group.next();
    }

    /** Waits until the loop has looked at its sockets again after so many milliseconds. */
    void pause(int millis) {
        var unused = loop.schedule(() -> {}, millis, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    /** Runs it on the loop and waits for its result. */
    <T> T onLoop(Callable<T> act) {
        try {
            return loop.submit(act).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Listens on loopback; port 0: one that is free. */
    ChannelFuture listen(int port, ChannelHandler accepted) {
        return new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, readBuffers())
                .childHandler(accepted)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Connects; what is connected does not read before it is told to. */
    ChannelFuture connect(InetSocketAddress address, ChannelHandler handler) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .option(ChannelOption.RECVBUF_ALLOCATOR, readBuffers())
                .handler(handler)
                .connect(address);
    }

    private static AdaptiveRecvByteBufAllocator readBuffers() {
        return new AdaptiveRecvByteBufAllocator(512, 16 << 10, READ_MOST);
    }

    static void write(Channel channel, Object message) {
        var unused = channel.write(message, channel.voidPromise());
    }

    /** Ends the outgoing half, behind all that was written. */
    static void end(Channel channel) {
        var unused = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            var unusedEnd = ((DuplexChannel) channel).shutdownOutput();
        });
    }

    /** Closes behind all that was written. */
    static void closeFlushed(Channel channel) {
        var unused = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    static void close(Channel channel) {
        var unused = channel.close();
    }

    /** Closes such that the peer sees a reset (RST), not an end (FIN). */
    static void reset(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        close(channel);
    }

    @Override
    public void close() {
        var unused = group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}

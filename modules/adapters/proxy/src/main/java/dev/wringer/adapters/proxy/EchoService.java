package dev.wringer.adapters.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.InetSocketAddress;

/** The service behind a probe: sends back what comes, and ends when the other side does. */
final class EchoService implements AutoCloseable {
    private final Listener listener;

    EchoService(Transport transport) {
        listener = new Listener(transport, EchoService::accept);
    }

    InetSocketAddress address() {
        return listener.address();
    }

    private static void accept(Channel channel) {
        channel.pipeline().addLast(new Echo());
        channel.config().setAutoRead(true);
    }

    @Override
    public void close() {
        listener.close();
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            Transport.write(context.channel(), bytes);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            context.channel().config().setAutoRead(context.channel().isWritable());
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

package dev.wringer.adapters.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the service: dialled, then open, then over; told about each once. All of it happens on the thread of the
 * event loop, which is that of the target's actor.
 */
abstract class ServiceSocket extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceSocket.class);

    private enum Phase {
        DIALLED,
        OPEN,
        OVER
    }

    private Phase phase = Phase.DIALLED;
    private Channel channel;
    private ChannelFuture written;

    /** The connection stands, with TLS where there is to be TLS. */
    abstract void opened();

    /** There will be no connection. */
    abstract void refused(String detail);

    /** The open connection ended without our doing. */
    abstract void lost(String detail);

    /** The other side does not keep to the protocol; the connection is closed already. */
    abstract void broken(String detail);

    /** Something was decoded; it is released afterwards. */
    abstract void received(ChannelHandlerContext context, Object message);

    final Channel channel() {
        return channel;
    }

    final boolean isOver() {
        return phase == Phase.OVER;
    }

    /** Closes at once, in whatever phase, without telling. */
    final void discard() {
        leave();
        close();
    }

    final void close() {
        if (channel != null) {
            var unused = channel.close();
        }
    }

    final void write(Object message) {
        written = channel.writeAndFlush(message);
    }

    /** How the latest write went. */
    final ChannelFuture written() {
        return written;
    }

    /** From here on nothing is told; the channel is closed by whoever calls this. */
    final void leave() {
        phase = Phase.OVER;
    }

    final void dialled(Channel dialledChannel) {
        channel = dialledChannel;
    }

    final void connected(ChannelFuture connect, boolean tlsFollows) {
        if (!connect.isSuccess()) {
            refuse(Refusal.detail(connect.cause()));
        } else if (!tlsFollows) {
            open();
        }
    }

    @Override
    public final void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                open();
            } else {
                refuse("TLS handshake failed");
            }
        }
    }

    @Override
    public final void channelRead(ChannelHandlerContext context, Object message) {
        try {
            received(context, message);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end("connection closed");
    }

    @Override
    @SuppressWarnings("deprecation") // the method it overrides is deprecated in an interface above
    public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(cause);
    }

    final void fail(Throwable cause) {
        if (cause instanceof IOException) {
            end("connection reset");
        } else if (phase == Phase.OPEN) {
            LOG.debug("connection [{}] broken", channel, cause);
            discard();
            broken(cause.getClass().getSimpleName());
        } else {
            refuse("cannot connect");
        }
        close();
    }

    private void open() {
        if (phase == Phase.DIALLED) {
            phase = Phase.OPEN;
            opened();
        }
    }

    private void refuse(String detail) {
        if (phase == Phase.DIALLED) {
            discard();
            refused(detail);
        }
    }

    private void end(String detail) {
        if (phase == Phase.OPEN) {
            leave();
            lost(detail);
        } else {
            refuse(detail);
        }
    }
}

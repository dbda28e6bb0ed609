package dev.wringer.adapters.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** A port on loopback that can be closed for a while and comes back as the same port. */
final class Listener implements AutoCloseable {
    private static final int BINDS = 50;
    private static final int BIND_PAUSE_MILLIS = 20;

    private final Transport transport;
    private final ChannelInitializer<Channel> accepted;
    private final InetSocketAddress address;
    private Channel channel;

    Listener(Transport transport, Consumer<Channel> accept) {
        this.transport = transport;
        this.accepted = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel client) {
                accept.accept(client);
            }
        };
        this.channel = transport.listen(0, accepted).syncUninterruptibly().channel();
        this.address = (InetSocketAddress) channel.localAddress();
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public synchronized void close() {
        channel.close().syncUninterruptibly();
        // the port is free when the selector has forgotten it
        transport.pause(1);
    }

    /** Listens again; another process may hold the port for a moment. */
    synchronized void reopen() {
        for (int tries = 1; !channel.isOpen(); tries++) {
            ChannelFuture bind = transport.listen(address.getPort(), accepted).awaitUninterruptibly();
            if (bind.isSuccess()) {
                channel = bind.channel();
            } else if (tries == BINDS) {
                throw new IllegalStateException("port " + address.getPort() + " cannot be bound again", bind.cause());
            } else {
                transport.pause(BIND_PAUSE_MILLIS);
            }
        }
    }
}

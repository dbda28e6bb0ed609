package dev.wringer.adapters.proxy;

import dev.wringer.core.model.ConnectionFault;
import dev.wringer.engine.time.Clock;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.Set;

/** One connection of a client and the one that stands for it before the service. Belongs to the event loop. */
final class Tunnel {
    private final long number;
    private final Channel client;
    private final Channel service;
    private final Set<Tunnel> open;
    private final Way requests;
    private final Way responses;
    private boolean connected;

    /** Reads nothing before the service has accepted. */
    Tunnel(long number, Channel client, ChannelFuture dialled, Set<Tunnel> open, Clock clock) {
        this.number = number;
        this.client = client;
        this.service = dialled.channel();
        this.open = open;
        this.requests = new Way(ConnectionFault.Direction.REQUESTS, this, client, service, clock);
        this.responses = new Way(ConnectionFault.Direction.RESPONSES, this, service, client, clock);
        open.add(this);
        client.pipeline().addLast(new Side(requests, responses));
        var unused = dialled.addListener(done -> begin(done.isSuccess()));
    }

    private void begin(boolean success) {
        connected = success;
        if (success && client.isOpen()) {
            service.pipeline().addLast(new Side(responses, requests));
            requests.pump();
            responses.pump();
        } else {
            reset();
        }
    }

    boolean connected() {
        return connected;
    }

    long number() {
        return number;
    }

    /** Puts a fault on this connection, which was drawn to have it. */
    void add(ActiveFault fault) {
        if (fault.fault() instanceof ConnectionFault.Reset) {
            reset();
        } else {
            requests.add(fault, number);
            responses.add(fault, number);
        }
    }

    void remove(ActiveFault fault) {
        requests.remove(fault);
        responses.remove(fault);
    }

    /** Nothing more comes for this side. */
    void ended(Channel side) {
        if (requests.ended() && responses.ended()) {
            closeFlushed();
        } else {
            Transport.end(side);
        }
    }

    void closeFlushed() {
        Transport.closeFlushed(client);
        Transport.closeFlushed(service);
    }

    void close() {
        forget();
        Transport.close(client);
        Transport.close(service);
    }

    void reset() {
        forget();
        Transport.reset(client);
        Transport.reset(service);
    }

    private void forget() {
        open.remove(this);
        requests.release();
        responses.release();
    }

    private final class Side extends ChannelInboundHandlerAdapter {
        private final Way out;
        private final Way in;

        Side(Way out, Way in) {
            this.out = out;
            this.in = in;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            out.arrived((ByteBuf) bytes);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            out.arrivedAll();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            in.pump();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                out.arrivedEnd();
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

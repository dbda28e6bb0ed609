package dev.wringer.adapters.process;

import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** What the network does to packets from one place to another, measured with traffic of our own; about 2 s at most. */
record NetworkPath(Place from, Place to, Clock clock) {
    static final int DATAGRAMS = 200;

    private static final int PATIENCE_MILLIS = 2_000;
    private static final int BLOCK_BYTES = 64 * 1024;
    private static final int CONTACTS = 3;

    /** The fastest of a few connections; NaN when none was made. */
    double millisToConnect() {
        double fastest = Double.NaN;
        for (int i = 0; i < CONTACTS; i++) {
            double millis = from.tryToReach(to, clock).millis();
            fastest = Double.isNaN(fastest) ? millis : Math.min(fastest, millis);
        }
        return fastest;
    }

    /**
     * What arrives of a transfer.
     *
     * @param burst bytes that may come at once, and do not count
     * @return bytes a second; 0 when no more than the burst arrived; NaN when nothing did
     */
    double bytesPerSecond(long bytes, long burst) throws IOException {
        try (ServerSocket listener = to.within(() -> new ServerSocket(0, 1, to.address()));
                Socket sender = from.within(() -> new Socket(listener.getInetAddress(), listener.getLocalPort()));
                Socket receiver = listener.accept()) {
            // What is still under way at the end is thrown away, not sent by the kernel afterwards.
            sender.setSoLinger(true, 0);
            long begin = clock.nanos();
            Thread.ofVirtual().start(() -> send(sender, bytes));
            long received = receive(receiver, bytes);
            double seconds = (clock.nanos() - begin) / 1e9;
            return received == 0 ? Double.NaN : Math.max(0, received - burst) / seconds;
        }
    }

    private static void send(Socket sender, long bytes) {
        try {
            byte[] block = new byte[BLOCK_BYTES];
            for (long left = bytes; left > 0; left -= block.length) {
                sender.getOutputStream().write(block, 0, (int) Math.min(left, block.length));
            }
        } catch (IOException closedInTheMiddle) {
            return;
        }
    }

    private long receive(Socket receiver, long bytes) throws IOException {
        long deadline = clock.nanos() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
        byte[] block = new byte[BLOCK_BYTES];
        long received = 0;
        receiver.setSoTimeout(PATIENCE_MILLIS);
        try {
            while (received < bytes && clock.nanos() < deadline) {
                received += receiver.getInputStream().read(block);
            }
        } catch (SocketTimeoutException nothingMore) {
            return received;
        }
        return received;
    }

    /** The share of datagrams that do not arrive, 0 to 1. */
    double loss(Duration delay) throws IOException {
        try (DatagramSocket receiver = to.within(() -> new DatagramSocket(new InetSocketAddress(to.address(), 0)));
                DatagramSocket sender = from.within(() -> new DatagramSocket())) {
            receiver.setSoTimeout((int) Math.min(PATIENCE_MILLIS, delay.toMillis() + PATIENCE_MILLIS / 10));
            for (int i = 0; i < DATAGRAMS; i++) {
                sender.send(new DatagramPacket(new byte[1], 1, to.address(), receiver.getLocalPort()));
            }
            int arrived = 0;
            try {
                while (arrived < DATAGRAMS) {
                    receiver.receive(new DatagramPacket(new byte[1], 1));
                    arrived++;
                }
            } catch (SocketTimeoutException nothingMore) {
                return 1 - (double) arrived / DATAGRAMS;
            }
            return 0;
        }
    }
}

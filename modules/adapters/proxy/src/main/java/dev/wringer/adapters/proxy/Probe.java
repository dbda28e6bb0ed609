package dev.wringer.adapters.proxy;

import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A client of an echo behind the proxy: measures by ordinary sockets what a fault does. */
final class Probe implements AutoCloseable {
    private static final int ANSWER_MILLIS = 20_000;
    private static final int BUFFER = 64 << 10;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Socket socket;
    private final Clock clock;
    private volatile boolean reset;

    Probe(InetSocketAddress address, Clock clock) throws IOException {
        this.clock = clock;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_MILLIS);
    }

    /** What came back, and how. */
    record Echo(long bytes, int reads, double millis) {
        double bytesPerSecond() {
            return bytes * 1_000 / millis;
        }
    }

    /** Sends so many bytes and reads until all are back or the connection is closed. */
    Echo echo(long bytes) throws IOException {
        long began = clock.nanos();
        Thread writing = Thread.ofVirtual().start(() -> send(bytes));
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[BUFFER];
        long back = 0;
        int reads = 0;
        for (int read = 0; back < bytes && read >= 0; reads++) {
            read = in.read(buffer);
            back += Math.max(0, read);
        }
        if (back < bytes) {
            awaitFailed(writing);
        }
        return new Echo(back, reads, (clock.nanos() - began) / NANOS_PER_MILLI);
    }

    private void send(long bytes) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (long left = bytes; left > 0; left -= BUFFER) {
                socket.getOutputStream().write(buffer, 0, (int) Math.min(left, BUFFER));
            }
        } catch (IOException e) {
            reset = String.valueOf(e.getMessage()).contains("reset");
        }
    }

    private static void awaitFailed(Thread writing) {
        try {
            writing.join(Duration.ofMillis(ANSWER_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True when sending ended in a reset, of which the reading side sees but an end: the system tells it once. */
    boolean reset() {
        return reset;
    }

    /** Milliseconds from ending this side to the end of the other. */
    double millisToEnd() throws IOException {
        long began = clock.nanos();
        socket.shutdownOutput();
        while (socket.getInputStream().read() >= 0) {}
        return (clock.nanos() - began) / NANOS_PER_MILLI;
    }

    /** True when neither data nor an end comes within this time after a byte was sent. */
    boolean silent(int millis) throws IOException {
        socket.getOutputStream().write(1);
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read() == Integer.MIN_VALUE;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

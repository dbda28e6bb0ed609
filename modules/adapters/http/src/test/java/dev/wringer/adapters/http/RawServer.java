package dev.wringer.adapters.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that says exactly what a script makes it say, wrong or right. */
final class RawServer implements AutoCloseable {
    /** What one connection does; it is closed afterwards. */
    @FunctionalInterface
    interface Script {
        void play(Connection connection) throws IOException;
    }

    private final ServerSocket server;
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> ends = new LinkedBlockingQueue<>();

    /** @param scripts for one connection each; the last for all that follow */
    RawServer(Script... scripts) throws IOException {
        server = new ServerSocket();
        // small, so that a script that does not read is soon felt by the client
        server.setReceiveBufferSize(65_536);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(() -> accept(scripts));
    }

    int port() {
        return server.getLocalPort();
    }

    /** The head and the body of the next request that came, as text. */
    String request() throws InterruptedException {
        return requests.poll(5, TimeUnit.SECONDS);
    }

    boolean hasFurtherRequest() {
        return !requests.isEmpty();
    }

    /** Waits until a client closed a connection whose script listens for that. */
    boolean seesEnd() throws InterruptedException {
        return ends.poll(5, TimeUnit.SECONDS) != null;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept(Script[] scripts) {
        for (int number = 0; !server.isClosed(); number++) {
            try {
                Socket socket = server.accept();
                Script script = scripts[Math.min(number, scripts.length - 1)];
                Thread.ofVirtual().start(() -> play(script, socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void play(Script script, Socket socket) {
        try (socket) {
            script.play(new Connection(socket));
        } catch (IOException e) {
            ends.add(true);
        }
    }

    /** One connection, seen from the server. */
    final class Connection {
        private final Socket socket;
        private final InputStream in;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
        }

        /** Reads a request up to the end of its head, and of its body if that has a length or chunks. */
        void read() throws IOException {
            StringBuilder text = new StringBuilder();
            readUntil(text, "\r\n\r\n");
            String head = text.toString();
            if (head.contains("Content-Length: ")) {
                String length =
                        head.substring(head.indexOf("Content-Length: ") + 16).split("\r\n", 2)[0];
                text.append(new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8));
            } else if (head.contains("Transfer-Encoding: chunked")) {
                readUntil(text, "0\r\n\r\n");
            }
            requests.add(text.toString());
        }

        void say(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /** Makes the close that follows a reset. */
        void breakOff() throws IOException {
            socket.setSoLinger(true, 0);
        }

        /** Waits for the client to close. */
        void awaitEnd() throws IOException {
            try {
                while (in.read() >= 0) {
                    // what else comes does not matter
                }
            } finally {
                ends.add(true);
            }
        }

        /** Reads nothing until then. */
        void hold(CountDownLatch end) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void readUntil(StringBuilder text, String end) throws IOException {
            while (!text.toString().endsWith(end)) {
                int octet = in.read();
                if (octet < 0) {
                    throw new IOException("closed inside a request");
                }
                text.append((char) octet);
            }
        }
    }
}

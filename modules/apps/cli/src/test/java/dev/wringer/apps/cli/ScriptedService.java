package dev.wringer.apps.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A small server that behaves as its second argument says; the first is its port. It has the JDK only. */
final class ScriptedService {
    private static final int LEAK_BYTES = 1 << 20;
    private static final int LEAK_EVERY_MILLIS = 250;
    private static final List<ByteBuffer> LEAKED = new ArrayList<>();

    private ScriptedService() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        System.out.println("scripted service: " + arguments[1]);
        switch (arguments[1]) {
            case "healthy" -> serve(port, Integer.MAX_VALUE);
            case "faulty" -> serve(port, 20);
            case "leaking" -> {
                serve(port, Integer.MAX_VALUE);
                var unused = Executors.newSingleThreadScheduledExecutor()
                        .scheduleAtFixedRate(ScriptedService::leak, 0, LEAK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            }
            case "silent" -> acceptOnly(port);
            case "deaf" -> new CountDownLatch(1).await();
            case "exiting" -> {
                System.out.println("the configuration is missing");
                System.exit(3);
            }
            default -> throw new IllegalArgumentException(arguments[1]);
        }
    }

    /** Each request whose number is a multiple of {@code faultEvery} fails. */
    private static void serve(int port, int faultEvery) throws IOException {
        AtomicLong requests = new AtomicLong();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        server.createContext(
                "/", exchange -> answer(exchange, requests.incrementAndGet() % faultEvery == 0 ? 500 : 200));
        server.createContext("/ready", exchange -> answer(exchange, 200));
        server.start();
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        }
    }

    /** Outside of the heap, so that no collector smooths it, and touched, so that it counts. */
    private static void leak() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(LEAK_BYTES);
        while (bytes.hasRemaining()) {
            bytes.put((byte) 1);
        }
        LEAKED.add(bytes);
    }

    private static void acceptOnly(int port) throws IOException {
        try (ServerSocket server = new ServerSocket(port, 100, InetAddress.getLoopbackAddress())) {
            List<AutoCloseable> accepted = new ArrayList<>();
            while (server.isBound()) {
                accepted.add(server.accept());
                System.out.println("connections: " + accepted.size());
            }
        }
    }
}

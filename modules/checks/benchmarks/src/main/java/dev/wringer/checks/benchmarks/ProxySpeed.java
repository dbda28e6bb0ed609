package dev.wringer.checks.benchmarks;

import dev.wringer.adapters.proxy.ProxyNetwork;
import dev.wringer.core.model.ConnectionFault;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.Fitness;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * What the proxy costs while no fault is active: one connection to a service on loopback, direct and through the proxy by turns, so
 * that a busy host slows both.
 */
final class ProxySpeed {
    static final double MEGABYTES_LEAST = 300;
    static final double MICROS_MOST = 100;

    private static final int PAIRS = 7;
    private static final long BYTES = 1L << 29;
    private static final int REQUESTS = 4_000;
    private static final long EVERY_NANOS = 500_000;
    private static final int BUFFER = 256 << 10;

    private final List<Double> directMegabytes = new ArrayList<>();
    private final List<Double> proxiedMegabytes = new ArrayList<>();
    private final List<Double> directMicros = new ArrayList<>();
    private final List<Double> proxiedMicros = new ArrayList<>();
    private final List<Double> addedMicros = new ArrayList<>();

    /** The first pair compiles, the others count. */
    static ProxySpeed measured() throws IOException {
        ProxySpeed speed = new ProxySpeed();
        PlannedFault planned = new PlannedFault(
                "reset", new ConnectionFault.Reset(1), FaultTarget.of("echo"), Duration.ZERO, Duration.ZERO);
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(server));
            InetSocketAddress direct = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
            try (ProxyNetwork network =
                    ProxyNetwork.open(simulation(), List.of(planned), name -> direct, Clock.machine())) {
                InetSocketAddress proxied =
                        network.address(Optional.empty(), "echo").orElseThrow();
                for (int pair = 0; pair <= PAIRS; pair++) {
                    speed.pair(direct, proxied, pair > 0);
                }
            }
        }
        return speed;
    }

    private void pair(InetSocketAddress direct, InetSocketAddress proxied, boolean counts) throws IOException {
        double megabytesDirect = megabytes(direct);
        double megabytesProxied = megabytes(proxied);
        double microsDirect = micros(direct);
        double microsProxied = micros(proxied);
        if (counts) {
            directMegabytes.add(megabytesDirect);
            proxiedMegabytes.add(megabytesProxied);
            directMicros.add(microsDirect);
            proxiedMicros.add(microsProxied);
            addedMicros.add(microsProxied - microsDirect);
        }
    }

    /** Reads the kind of a connection, then swallows what comes ({@code S}) or sends it back ({@code E}). */
    private static void serve(ServerSocket server) {
        byte[] buffer = new byte[BUFFER];
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    socket.setTcpNoDelay(true);
                    boolean echo = socket.getInputStream().read() == 'E';
                    for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
                        if (echo) {
                            socket.getOutputStream().write(buffer, 0, read);
                        }
                    }
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** MB/s of half a gibibyte, until the service has read its last byte. */
    private static double megabytes(InetSocketAddress address) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (Socket socket = connect(address, 'S')) {
            long began = System.nanoTime();
            for (long sent = 0; sent < BYTES; sent += BUFFER) {
                socket.getOutputStream().write(buffer);
            }
            socket.shutdownOutput();
            if (socket.getInputStream().read() >= 0) {
                throw new IllegalStateException("the sink answered");
            }
            return BYTES * 1e3 / (System.nanoTime() - began);
        }
    }

    /** The 99th percentile of microseconds from a request of 100 bytes to its echo. */
    private static double micros(InetSocketAddress address) throws IOException {
        long[] took = new long[REQUESTS];
        byte[] request = new byte[100];
        try (Socket socket = connect(address, 'E')) {
            long next = System.nanoTime();
            for (int i = 0; i < REQUESTS; i++) {
                next = Math.max(next + EVERY_NANOS, System.nanoTime());
                while (System.nanoTime() < next) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
                long began = System.nanoTime();
                socket.getOutputStream().write(request);
                if (socket.getInputStream().readNBytes(request.length).length < request.length) {
                    throw new IllegalStateException("the echo ended");
                }
                took[i] = System.nanoTime() - began;
            }
        }
        Arrays.sort(took);
        return took[REQUESTS * 99 / 100] / 1e3;
    }

    private static Socket connect(InetSocketAddress address, char kind) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(kind);
        return socket;
    }

    String report() {
        return "%d pairs; at least %.0f MB/s and less than %.0f us more at p99, at most 2,000 requests a second.%n%n"
                        .formatted(PAIRS, MEGABYTES_LEAST, MICROS_MOST)
                + "| | worst | median | best |\n|---|---|---|---|\n"
                + row("direct, MB/s", directMegabytes, true)
                + row("proxied, MB/s", proxiedMegabytes, true)
                + row("direct, p99 in us", directMicros, false)
                + row("proxied, p99 in us", proxiedMicros, false)
                + row("added at p99, us", addedMicros, false);
    }

    private static String row(String name, List<Double> figures, boolean moreIsBetter) {
        double least = figures.stream().mapToDouble(it -> it).min().orElseThrow();
        double most = figures.stream().mapToDouble(it -> it).max().orElseThrow();
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f |%n",
                name,
                moreIsBetter ? least : most,
                median(figures),
                moreIsBetter ? most : least);
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }

    private static Simulation simulation() {
        return new Simulation(
                "proxy speed",
                Instant.EPOCH,
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ZERO,
                new Seed(1),
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Fitness.DEFAULT,
                Optional.empty(),
                false,
                FaultPlan.NONE);
    }
}

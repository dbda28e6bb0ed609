package dev.wringer.adapters.proxy;

import dev.wringer.core.model.Fault;
import dev.wringer.core.model.FaultPlan;
import dev.wringer.core.model.FaultTarget;
import dev.wringer.core.model.Fitness;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.core.model.Seed;
import dev.wringer.core.model.Simulation;
import dev.wringer.engine.run.Injection;
import dev.wringer.engine.run.Injection.Observation;
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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A service that sends back what it gets, and a network of proxies before it. */
final class Rig implements AutoCloseable {
    static final String SERVICE = "service";
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int LOOKS_MOST = 20;

    private final ServerSocket service;
    private final List<Socket> accepted = Collections.synchronizedList(new ArrayList<>());
    private final ProxyNetwork network;

    Rig(PlannedFault... schedule) throws IOException {
        service = new ServerSocket(0, 2_000, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
        InetSocketAddress upstream = new InetSocketAddress(service.getInetAddress(), service.getLocalPort());
        network = ProxyNetwork.open(simulation(), Arrays.asList(schedule), name -> upstream, Clock.machine());
    }

    /** Before another service. */
    Rig(InetSocketAddress upstream, PlannedFault... schedule) throws IOException {
        service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        network = ProxyNetwork.open(simulation(), Arrays.asList(schedule), name -> upstream, Clock.machine());
    }

    static PlannedFault planned(String id, Fault fault) {
        return planned(id, fault, Optional.empty());
    }

    static PlannedFault planned(String id, Fault fault, Optional<String> from) {
        return new PlannedFault(
                id,
                fault,
                new FaultTarget(Optional.of(SERVICE), from, List.of()),
                Duration.ZERO,
                Duration.ofSeconds(10));
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = service.accept();
                accepted.add(socket);
                Thread.ofVirtual().start(() -> echo(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    static void echo(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // the proxy has closed it
        }
    }

    static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first look that confirms it, as the engine looks; a busy host may spoil the others. */
    static Observation seen(Supplier<Observation> look) {
        Observation seen = look.get();
        for (int looks = 1; !seen.confirmed() && looks < LOOKS_MOST; looks++) {
            seen = look.get();
        }
        return seen;
    }

    ProxyNetwork network() {
        return network;
    }

    Injection injection(PlannedFault planned) {
        return network.injection(planned);
    }

    InetSocketAddress proxy() {
        return network.address(Optional.empty(), SERVICE).orElseThrow();
    }

    Socket client() throws IOException {
        return client(proxy());
    }

    static Socket client(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /** The service dies with all its connections. */
    void kill() throws IOException {
        service.close();
        for (Socket socket : List.copyOf(accepted)) {
            socket.close();
        }
    }

    private static Simulation simulation() {
        return new Simulation(
                "proxied",
                Instant.EPOCH,
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ZERO,
                new Seed(7),
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

    @Override
    public void close() throws IOException {
        network.close();
        kill();
    }
}

package dev.wringer.adapters.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import dev.wringer.engine.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Where sockets can be opened on the network of a run: the namespace of a service, or Wringer's own at the bridge.
 *
 * @param name of the service, or {@code wringer}
 * @param namespace empty: Wringer's own
 */
record Place(String name, Optional<String> namespace, InetAddress address) {
    static final Path NAMESPACES = Path.of("/run/netns");
    static final Path LINKS = Path.of("/sys/class/net");
    private static final int NETWORK = 0x40000000;
    private static final int READ_ONLY = 0;
    private static final int CONNECT_MILLIS_MAX = 400;

    private interface LibC extends Library {
        int open(String path, int flags) throws LastErrorException;

        int setns(int descriptor, int type) throws LastErrorException;

        int close(int descriptor) throws LastErrorException;
    }

    private static final class Loaded {
        static final LibC LIBC = Native.load("c", LibC.class);
    }

    /** A connection that was tried. */
    record Contact(boolean made, String words, double millis) {}

    boolean exists() {
        return namespace.isEmpty() || Files.exists(NAMESPACES.resolve(namespace.get()));
    }

    /** Opens a TCP connection to the other place, to a listener that is there for this alone. */
    Contact tryToReach(Place other, Clock clock) {
        try (ServerSocket listener = other.within(() -> new ServerSocket(0, 1, other.address))) {
            return within(() -> connect(other, listener, clock));
        } catch (IOException e) {
            return new Contact(false, name + " does not reach " + other.name + " (" + e.getMessage() + ")", Double.NaN);
        }
    }

    private Contact connect(Place other, ServerSocket listener, Clock clock) throws IOException {
        long begin = clock.nanos();
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), CONNECT_MILLIS_MAX);
            double millis = (clock.nanos() - begin) / 1e6;
            return new Contact(true, "%s reaches %s in %.1f ms".formatted(name, other.name, millis), millis);
        }
    }

    /** Does something on a thread that is in the namespace and ends with it; sockets stay in the one they were opened in. */
    <T> T within(Callable<T> act) throws IOException {
        FutureTask<T> task = new FutureTask<>(() -> {
            if (namespace.isPresent()) {
                enter(NAMESPACES.resolve(namespace.get()));
            }
            return act.call();
        });
        Thread.ofPlatform().daemon().name("network-" + name).start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void enter(Path namespace) {
        int descriptor = Loaded.LIBC.open(namespace.toString(), READ_ONLY);
        try {
            Loaded.LIBC.setns(descriptor, NETWORK);
        } finally {
            Loaded.LIBC.close(descriptor);
        }
    }
}

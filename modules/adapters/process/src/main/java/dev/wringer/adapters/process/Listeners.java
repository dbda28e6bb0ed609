package dev.wringer.adapters.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who listens on a port of this host, and how many are connected to it: {@code /proc/net/tcp}, {@code /proc/net/tcp6} (proc(5)). Sends nothing. */
final class Listeners {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String LISTEN = "0A";
    private static final String ESTABLISHED = "01";
    private static final String CLOSE_WAIT = "08";

    /** @param owner absent when it may not be seen */
    record Listener(Optional<ProcessEntry> owner) {
        @Override
        public String toString() {
            return owner.map(ProcessEntry::toString).orElse("a process that cannot be seen from here");
        }
    }

    /** Connections to a port of this host that its owner has not closed, whether or not the other side has. */
    static long connectionsTo(int port) {
        return TABLES.stream()
                .flatMap(table -> rows(table).stream())
                .filter(row -> row[3].equals(ESTABLISHED) || row[3].equals(CLOSE_WAIT))
                .filter(row -> port == port(row[1]))
                .count();
    }

    /** The first that listens where this name and port lead to; none if the name is not of this host. */
    static Optional<Listener> on(String host, int port) {
        List<InetAddress> addresses = localAddresses(host);
        return addresses.isEmpty()
                ? Optional.empty()
                : TABLES.stream()
                        .flatMap(table -> rows(table).stream())
                        .filter(row -> row[3].equals(LISTEN))
                        .filter(row -> port == port(row[1]))
                        .filter(row -> reaches(address(row[1].substring(0, row[1].indexOf(':'))), addresses))
                        .map(row -> new Listener(owner("socket:[" + row[9] + "]")))
                        .findFirst();
    }

    /** The kernel prints an address as 32-bit words in the byte order of the host, here little-endian. */
    static InetAddress address(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            int fromEndOfWord = i - i % 4 + 3 - i % 4;
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * fromEndOfWord, 2 * fromEndOfWord + 2), 16);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalArgumentException("not an address: " + hex, wrongLength);
        }
    }

    private static int port(String local) {
        return Integer.parseInt(local.substring(local.indexOf(':') + 1), 16);
    }

    private static boolean reaches(InetAddress listening, List<InetAddress> addresses) {
        return listening.isAnyLocalAddress()
                || addresses.contains(listening)
                || addresses.stream().anyMatch(InetAddress::isAnyLocalAddress);
    }

    private static List<InetAddress> localAddresses(String host) {
        try {
            List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
            for (InetAddress address : addresses) {
                if (address.isAnyLocalAddress()
                        || address.isLoopbackAddress()
                        || NetworkInterface.getByInetAddress(address) != null) {
                    return addresses;
                }
            }
            return List.of();
        } catch (IOException unknown) {
            return List.of();
        }
    }

    private static List<String[]> rows(Path table) {
        try {
            return Files.readAllLines(table).stream()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .toList();
        } catch (IOException noSuchProtocol) {
            return List.of();
        }
    }

    private static Optional<ProcessEntry> owner(String socket) {
        return ProcessEntry.table().values().stream()
                .filter(process ->
                        process.openFiles().stream().flatMap(List::stream).anyMatch(socket::equals))
                .findFirst();
    }

    private Listeners() {}
}

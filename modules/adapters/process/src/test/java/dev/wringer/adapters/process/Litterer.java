package dev.wringer.adapters.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A service that holds 8 MiB and every connection, and drops 64 MiB at each of them; run as a process of its own. */
final class Litterer {
    private static final int MIB = 1024 * 1024;

    public static void main(String[] args) throws IOException {
        List<byte[]> held = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            held.add(new byte[MIB]);
        }
        List<Socket> connections = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]), 9, InetAddress.getLoopbackAddress())) {
            System.out.println("up");
            while (connections.size() < 10) {
                connections.add(server.accept());
                int dropped = 0;
                for (int i = 0; i < 64; i++) {
                    dropped += new byte[MIB].length;
                }
                System.out.println("holds " + held.size() + ", " + connections.size() + "; dropped " + dropped);
            }
        }
    }

    private Litterer() {}
}

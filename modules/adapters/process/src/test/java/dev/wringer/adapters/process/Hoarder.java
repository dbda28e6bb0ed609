package dev.wringer.adapters.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A service that takes 64 MiB at each connection and keeps them; run as a process of its own. */
final class Hoarder {
    private static final int HOARD_BYTES = 64 * 1024 * 1024;

    public static void main(String[] args) throws IOException {
        List<ByteBuffer> hoard = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]), 1, InetAddress.getLoopbackAddress())) {
            System.out.println("up");
            while (hoard.size() < 10) {
                server.accept().close();
                hoard.add(ByteBuffer.allocateDirect(HOARD_BYTES));
                System.out.println("holds " + hoard.size());
            }
        }
    }

    private Hoarder() {}
}

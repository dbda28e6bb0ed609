package dev.wringer.apps.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Simulations on the real clock whose services are {@link ScriptedService}s, in windows of a second. */
final class ScriptedSystem {
    static final String HOME_TRAFFIC =
            "traffic { home { to = web, request = \"/\", arrivals { rate = 40/s }, timeout = 1s } }";

    /** Limits of fitness so wide that what else this host does while it tests does not decide. */
    static final List<String> BUSY_HOST =
            List.of("send-delay-p99-max=20s", "loop-lag-max=20s", "gc-pause-max=20s", "cpu-max=100%");

    private ScriptedSystem() {}

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The keys that launch it. */
    static String launched(int port, String behaviour) {
        return """
            port = %d
            start = [ "%s", -Xmx256m, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", -cp, "%s", %s, "%d", %s ]
            stop { signal = TERM, within = 3s }
            """.formatted(port, java(), classes(), ScriptedService.class.getName(), port, behaviour);
    }

    /** @param keys of the simulation, besides how long each part of it takes */
    static Path file(Path folder, String keys) throws IOException {
        return Files.writeString(folder.resolve("scripted.conf"), """
            simulation {
              duration = 4s, window = 1s, drain = 3s, clock = real
              fitness { %s }
              %s
            }
            """.formatted(String.join(", ", BUSY_HOST), keys));
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static Path classes() {
        try {
            return Path.of(ScriptedService.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}

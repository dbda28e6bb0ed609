package dev.wringer.apps.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The processes of a run, as the operating system sees them. */
final class Services {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Services() {}

    /** The services that this run launched and that are still there. */
    static List<ProcessHandle> left(Path run) {
        return launched(run).filter(Services::isRunning).toList();
    }

    /** The services of that port among the descendants of a process. */
    static List<ProcessHandle> of(ProcessHandle wringer, int port) {
        return wringer.descendants()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(ScriptedService.class.getName() + " " + port))
                        .isPresent())
                .toList();
    }

    /** A process that nobody has collected yet does not run any more. */
    static boolean isRunning(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return process.isAlive() && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    /** Looks again and again; there is nothing that would tell. */
    static void await(BooleanSupplier condition, Supplier<String> what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE + ": " + what.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static Stream<ProcessHandle> launched(Path run) {
        return Wringer.journal(run).stream()
                .filter(event -> event.path("event").asText().equals("service-started"))
                .map(Services::handle)
                .flatMap(Optional::stream);
    }

    private static Optional<ProcessHandle> handle(JsonNode started) {
        String pid = started.path("identity").asText().replaceAll("\\D.*", "");
        return ProcessHandle.of(Long.parseLong(pid));
    }
}

package dev.wringer.adapters.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Figures in KiB that the kernel shows as {@code Name:  123 kB} (proc(5)), in bytes. */
final class HostMemory {
    /** What a fault leaves to everybody else. */
    static final long FLOOR_BYTES = 256L << 20;

    private static final long KIB = 1024;

    static long availableBytes() throws IOException {
        return bytes(Path.of("/proc/meminfo"), "MemAvailable:");
    }

    /** @throws IOException also when the process is gone */
    static long residentBytes(ProcessId process) throws IOException {
        return bytes(Path.of("/proc", Long.toString(process.pid()), "status"), "VmRSS:");
    }

    /** @throws IOException if taking so much would leave less than the floor; the message says how much there is */
    static void requireRoomFor(long bytes) throws IOException {
        long available = availableBytes();
        if (available - bytes < FLOOR_BYTES) {
            throw new IOException("of " + (available >> 20) + " MiB available memory " + (FLOOR_BYTES >> 20)
                    + " MiB must stay, which leaves no room for " + (bytes >> 20) + " MiB");
        }
    }

    private static long bytes(Path page, String name) throws IOException {
        try (var lines = Files.lines(page)) {
            return lines.filter(line -> line.startsWith(name))
                            .map(line -> line.substring(name.length())
                                    .replace("kB", "")
                                    .strip())
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElseThrow(() -> new IOException("no " + name + " in " + page))
                    * KIB;
        }
    }

    private HostMemory() {}
}

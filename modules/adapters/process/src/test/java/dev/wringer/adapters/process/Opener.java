package dev.wringer.adapters.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A service that opens 100 files once a file appears, and says when it is refused one; run as a process of its own. */
final class Opener {
    private static final int FILES = 100;
    private static final long WAIT_NANOS = 20_000_000;

    public static void main(String[] arguments) {
        Path go = Path.of(arguments[0]);
        List<FileInputStream> open = new ArrayList<>();
        System.out.println("waits");
        while (!Files.exists(go)) {
            LockSupport.parkNanos(WAIT_NANOS);
        }
        while (open.size() < FILES) {
            try {
                open.add(new FileInputStream("/dev/null"));
            } catch (IOException e) {
                System.out.println("refused after " + open.size() + ": " + e.getMessage());
                LockSupport.parkNanos(WAIT_NANOS);
            }
        }
        System.out.println("opened " + open.size());
        while (true) {
            LockSupport.parkNanos(WAIT_NANOS);
        }
    }

    private Opener() {}
}

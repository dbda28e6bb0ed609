package dev.wringer.adapters.process;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * libfaketime, preloaded: programs read the time of day with the offset that a file holds, which they look at again every second.
 * Their monotonic clock stays right.
 *
 * @param shared the name of a semaphore and of shared memory that the library would else make for each program, and leave behind
 *     when that is killed
 */
record Faketime(Path library, String shared) {
    static final Duration FILE_READ_EVERY = Duration.ofSeconds(1);

    private static final String NAME = "libfaketimeMT.so.1";
    private static final Path SHARED_FOLDER = Path.of("/dev/shm");
    private static final List<Path> FOLDERS = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime"),
            Path.of("/usr/lib64/faketime"),
            Path.of("/usr/lib/faketime"),
            Path.of("/usr/local/lib/faketime"));
    /** Moves what the library made for this shell to where it is ours. */
    private static final String TAKE_SHARED =
            "set -- $FAKETIME_SHARED \"$@\" && mv \"/dev/shm/sem.${1#/}\" \"$3\"" + " && mv \"/dev/shm/${2#/}\" \"$4\"";

    static Optional<Path> installed() {
        return FOLDERS.stream()
                .map(folder -> folder.resolve(NAME))
                .filter(Files::isReadable)
                .findFirst();
    }

    Path semaphore() {
        return SHARED_FOLDER.resolve("sem." + shared);
    }

    Path memory() {
        return SHARED_FOLDER.resolve(shared);
    }

    /** Their places must be in the ledger. */
    void makeShared(Path offsetFile) throws IOException {
        Tool.run(
                ofOwnMemory(offsetFile),
                List.of("/bin/sh", "-c", TAKE_SHARED, "sh", semaphore().toString(), memory().toString()));
    }

    SortedMap<String, String> environment(Path offsetFile) {
        SortedMap<String, String> environment = ofOwnMemory(offsetFile);
        environment.put("FAKETIME_SHARED", "/" + shared + " /" + shared);
        return environment;
    }

    private SortedMap<String, String> ofOwnMemory(Path offsetFile) {
        SortedMap<String, String> environment = new TreeMap<>();
        environment.put("LD_PRELOAD", library.toString());
        environment.put("FAKETIME_TIMESTAMP_FILE", offsetFile.toString());
        // More than 0 whole seconds: the library looks at the file in every second in which it is asked for the time.
        environment.put("FAKETIME_CACHE_DURATION", "0");
        environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        // What is meant to mend timed waits of a faked monotonic clock makes those of a true one late, and burns CPU.
        environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        environment.put("NO_FAKE_STAT", "1");
        return environment;
    }

    /** In one step, so that nobody reads half of it. */
    static void write(Path offsetFile, Duration offset) throws IOException {
        Path next = offsetFile.resolveSibling(offsetFile.getFileName() + ".next");
        Files.writeString(next, text(offset));
        Files.move(next, offsetFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Seconds with a sign. */
    static String text(Duration offset) {
        BigDecimal seconds = BigDecimal.valueOf(offset.toMillis(), 3).stripTrailingZeros();
        return (seconds.signum() < 0 ? "" : "+") + seconds.toPlainString() + "\n";
    }
}

package dev.wringer.adapters.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What undoes the faults that are there, on disk before they are: a text file {@code <pid>@<start>.ledger} of the process that
 * writes it. The first line names the boot of the host; {@code 1 pause-2 continue 77 123} is an entry, {@code done 1} says that
 * it is undone. Holds no secrets. Safe for use by many threads.
 */
public final class Ledger implements AutoCloseable {
    static final String SUFFIX = ".ledger";

    private final Path file;
    private final FileChannel channel;
    private final SortedSet<Integer> open = new TreeSet<>();
    private int entries;

    private Ledger(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** One record of a ledger. */
    record Entry(int number) {}

    /**
     * The ledger of this process.
     *
     * @param folder made if need be
     */
    public static Ledger open(Path folder) throws IOException {
        Files.createDirectories(folder);
        ProcessId self = ProcessEntry.read(ProcessHandle.current().pid())
                .orElseThrow(() -> new IOException("/proc does not show this process"))
                .id();
        Path file = folder.resolve(self + SUFFIX).toAbsolutePath();
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Ledger ledger = new Ledger(file, channel);
        ledger.write("boot "
                + Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
        return ledger;
    }

    /** Where the ledgers of this user are: {@code wringer/ledger} below WRINGER_STATE, XDG_STATE_HOME or ~/.local/state. */
    public static Path folder(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        String state = environment.getOrDefault(
                "WRINGER_STATE", environment.getOrDefault("XDG_STATE_HOME", home + "/.local/state"));
        return Path.of(state, "wringer", "ledger");
    }

    Path file() {
        return file;
    }

    /** What undoes an act that is about to be done; it is on disk when this returns. */
    synchronized Entry record(String faultId, Undo undo) throws IOException {
        entries++;
        write(entries + " " + Undo.quoted(faultId) + " " + undo.line());
        open.add(entries);
        return new Entry(entries);
    }

    /** It is undone. */
    synchronized void done(Entry entry) throws IOException {
        if (open.remove(entry.number())) {
            write("done " + entry.number());
        }
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    /** Deletes the file when everything is undone; else it stays, for the reaper and the next run. */
    @Override
    public synchronized void close() throws IOException {
        channel.close();
        if (open.isEmpty()) {
            Files.deleteIfExists(file);
        }
    }
}

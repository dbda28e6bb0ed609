package dev.wringer.adapters.process;

import dev.wringer.core.model.MachineFault;
import dev.wringer.engine.run.Injection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One file that takes all but the last bytes of a file system. The evidence: what is free (statvfs), and that a file larger than
 * what should be left finds no space; that file is there for a moment only.
 */
final class DiskFiller implements Injection {
    private static final long BLOCK_BYTES = 4096;
    private static final int STEPS_MAX = 64;

    private final String faultId;
    private final MachineFault.DiskFill fault;
    private final FillFolder folder;
    private final Ledger ledger;
    private final Path filler;
    private final Path probe;
    private final Queue<Ledger.Entry> entries = new ConcurrentLinkedQueue<>();

    DiskFiller(String faultId, MachineFault.DiskFill fault, FillFolder folder, Ledger ledger) {
        this.faultId = faultId;
        this.fault = fault;
        this.folder = folder;
        this.ledger = ledger;
        this.filler = file("fill");
        this.probe = file("probe");
    }

    private Path file(String use) {
        return folder.path().resolve(".wringer-" + ProcessHandle.current().pid() + "-" + faultId + "-" + use);
    }

    @Override
    public void apply() throws Failed {
        try {
            folder.requireSafe(fault.leave());
            if (free() <= fault.leave()) {
                throw new Failed(folder.path() + " has no more than " + fault.leave() + " bytes free already");
            }
            entries.add(ledger.record(faultId, new Undo.Unlink(probe)));
            entries.add(ledger.record(faultId, new Undo.Unlink(filler)));
            Files.createFile(filler);
            fill();
        } catch (IOException e) {
            throw new Failed(folder.path() + " cannot be filled: " + e.getMessage(), e);
        }
    }

    /** Others write meanwhile, and the file system needs some room for itself: what did not fit is tried again, smaller. */
    private void fill() throws IOException {
        long size = 0;
        long step = Long.MAX_VALUE;
        for (int i = 0; i < STEPS_MAX && free() > fault.leave() && step >= BLOCK_BYTES; i++) {
            long more = Math.max(BLOCK_BYTES, Math.min(step, free() - fault.leave()));
            if (fits(filler, size, more)) {
                size += more;
            } else {
                step = more / 2;
            }
        }
    }

    @Override
    public Observation observe() {
        try {
            long free = free();
            boolean refused = free <= fault.leave() && findsNoSpace();
            return new Observation(
                    refused, free + " bytes free, " + (refused ? "and no space for more" : "and more can be written"));
        } catch (IOException e) {
            return new Observation(false, "cannot be seen: " + e.getMessage());
        }
    }

    private boolean findsNoSpace() throws IOException {
        try {
            return !fits(probe, 0, fault.leave() + BLOCK_BYTES);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static boolean fits(Path file, long from, long bytes) throws IOException {
        try {
            Tool.run("fallocate", "-o", Long.toString(from), "-l", Long.toString(bytes), file.toString());
            return true;
        } catch (IOException e) {
            if (e.getMessage().contains("No space left on device")) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void remove() throws Failed {
        try {
            Files.deleteIfExists(filler);
            Files.deleteIfExists(probe);
            while (!entries.isEmpty()) {
                ledger.done(entries.remove());
            }
        } catch (IOException e) {
            throw new Failed(filler + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    @Override
    public Observation observeGone() {
        try {
            long free = free();
            return new Observation(!Files.exists(filler) && free > fault.leave(), free + " bytes free");
        } catch (IOException folderGone) {
            return new Observation(!Files.exists(filler), "the folder is gone");
        }
    }

    private long free() throws IOException {
        return folder.freeBytes();
    }
}

package dev.wringer.adapters.process;

import dev.wringer.core.model.MachineFault;
import dev.wringer.core.model.PlannedFault;
import dev.wringer.engine.run.Injection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Faults of the machine that the services share: processors and memory taken by processes of our own, disks filled by a file of
 * our own. Disks are filled inside the working folder, or where the run mounted a file system of its own over an empty folder.
 * For Linux; mounting needs root.
 */
public final class MachineFaults implements AutoCloseable {
    private final Path working;
    private final Ledger ledger;
    private final SortedMap<Path, Mount> mounts = new TreeMap<>();

    /** @param folder there when the folder was made for it */
    private record Mount(long bytes, Optional<Ledger.Entry> folder, Ledger.Entry entry) {}

    /** @param working that relative folders are relative to; the folder that Wringer was started in */
    public MachineFaults(Path working, Ledger ledger) {
        this.working = working.toAbsolutePath().normalize();
        this.ledger = ledger;
    }

    /**
     * Mounts the file systems that the schedule asks for; before the services start.
     *
     * @throws IOException if one cannot be mounted, or may not; the message says why
     */
    public void prepare(List<PlannedFault> schedule) throws IOException {
        for (PlannedFault planned : schedule) {
            if (planned.fault() instanceof MachineFault.DiskFill fill && fill.size() > 0) {
                mount(planned.id(), fill);
            }
        }
    }

    private void mount(String faultId, MachineFault.DiskFill fill) throws IOException {
        Path path = absolute(fill);
        Mount there = mounts.get(path);
        if (there != null) {
            if (there.bytes() != fill.size()) {
                throw new IOException(path + " cannot have both " + there.bytes() + " and " + fill.size() + " bytes");
            }
            return;
        }
        try {
            new FillFolder(path, working, false).requireMountable();
            HostMemory.requireRoomFor(fill.size());
            Optional<Ledger.Entry> folder =
                    Files.exists(path) ? Optional.empty() : Optional.of(ledger.record(faultId, new Undo.Unlink(path)));
            Files.createDirectories(path);
            Ledger.Entry entry = ledger.record(faultId, new Undo.Unmount(path));
            mounts.put(path, new Mount(fill.size(), folder, entry));
            Tool.run("mount", "-t", "tmpfs", "-o", "size=" + fill.size() + ",mode=0755", "wringer", path.toString());
        } catch (IOException e) {
            throw new IOException("no file system of its own for " + path + ": " + e.getMessage(), e);
        }
    }

    /** @param planned a fault of the machine */
    public Injection injection(PlannedFault planned) {
        return switch ((MachineFault) planned.fault()) {
            case MachineFault.BurnCpu burn -> new CpuBurners(planned.id(), burn, ledger);
            case MachineFault.BurnMemory burn -> new MemoryBurner(planned.id(), burn, ledger);
            case MachineFault.DiskFill fill -> new DiskFiller(planned.id(), fill, folder(fill), ledger);
        };
    }

    private FillFolder folder(MachineFault.DiskFill fill) {
        Path path = absolute(fill);
        return new FillFolder(path, working, mounts.containsKey(path));
    }

    private Path absolute(MachineFault.DiskFill fill) {
        return working.resolve(fill.folder()).normalize();
    }

    /**
     * Unmounts what was mounted; after the services have ended.
     *
     * @throws IOException if it cannot be; the ledger still has it
     */
    @Override
    public void close() throws IOException {
        while (!mounts.isEmpty()) {
            Path path = mounts.firstKey();
            Mount mount = mounts.get(path);
            // Lazily: who still has a file open there must not keep it from the rest.
            Tool.run("umount", "-l", path.toString());
            ledger.done(mount.entry());
            if (mount.folder().isPresent()) {
                Files.delete(path);
                ledger.done(mount.folder().get());
            }
            mounts.remove(path);
        }
    }
}

package dev.wringer.adapters.process;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A folder whose disk may be filled: a mount that the run made, or one inside the working folder; never through a symbolic link.
 * On a disk that is not the run's own, so many bytes stay that Wringer itself can go on.
 *
 * @param path absolute and normal
 * @param working the folder that Wringer was started in
 * @param mounted whether the run made a file system for it
 */
record FillFolder(Path path, Path working, boolean mounted) {
    private static final long RESERVE_BYTES = 64L << 20;
    private static final int ROOT = 0;

    void requireSafe(long leave) throws IOException {
        requireOurs();
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("no such folder");
        }
        if (!mounted && leave < RESERVE_BYTES) {
            throw new IOException("its disk is not the run's own, so at least " + RESERVE_BYTES
                    + " bytes must be left; or give a size, and the run mounts a file system of its own");
        }
    }

    /** A file system may be mounted over an empty folder, which need not be there inside the working folder. */
    void requireMountable() throws IOException {
        if (path.getParent() == null || path.equals(home())) {
            throw new IOException("refused: / or the home folder");
        }
        requireNoLink();
        if (!Files.exists(path)) {
            requireInside();
            return;
        }
        try (var files = Files.newDirectoryStream(path)) {
            if (files.iterator().hasNext()) {
                throw new IOException("not empty; a file system is mounted over an empty folder only");
            }
        }
        if (isMountPoint()) {
            throw new IOException("a file system is mounted there already");
        }
    }

    long freeBytes() throws IOException {
        FileStore store = Files.getFileStore(path);
        // Some file systems keep blocks for root.
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(ROOT);
        return root ? store.getUnallocatedSpace() : store.getUsableSpace();
    }

    private void requireOurs() throws IOException {
        requireNoLink();
        if (!mounted) {
            requireInside();
        }
    }

    private void requireInside() throws IOException {
        if (path.equals(working) || !path.startsWith(working) || path.equals(home())) {
            throw new IOException("refused: not a folder inside " + working
                    + "; elsewhere give a size, and the run mounts a file system of its own over an empty folder");
        }
    }

    private void requireNoLink() throws IOException {
        for (Path part = path; part != null; part = part.getParent()) {
            if (Files.isSymbolicLink(part)) {
                throw new IOException("refused: " + part + " is a symbolic link");
            }
        }
    }

    private boolean isMountPoint() throws IOException {
        try (var mounts = Files.lines(Path.of("/proc/self/mounts"))) {
            return mounts.anyMatch(mount -> mount.contains(" " + path + " "));
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home")).toAbsolutePath().normalize();
    }
}

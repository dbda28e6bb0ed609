package dev.wringer.adapters.process;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A control group of one service, made by this run; of version 1 where its controller is mounted so, else of version 2. */
record Cgroup(Kind kind, Path folder, boolean unified) {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final long PERIOD_MICROS = 100_000;
    private static final Pattern FELT = Pattern.compile("(?:nr_throttled |max )?(\\d+)");

    /** A controller. */
    enum Kind {
        CPU,
        MEMORY;

        String controller() {
            return name().toLowerCase(Locale.ROOT);
        }

        String missing(String why) {
            return "no cgroup for " + controller() + " can be made: " + why + "; run as root on a host with the "
                    + controller() + " controller (cgroup v1 or v2)";
        }
    }

    static Cgroup named(Kind kind, String name) throws IOException {
        Path version1 = ROOT.resolve(kind.controller());
        if (Files.isRegularFile(version1.resolve("cgroup.procs"))) {
            return new Cgroup(kind, version1.resolve(name), false);
        }
        Path controllers = ROOT.resolve("cgroup.controllers");
        if (Files.isRegularFile(controllers)
                && List.of(Files.readString(controllers).strip().split(" ")).contains(kind.controller())) {
            return new Cgroup(kind, ROOT.resolve(name), true);
        }
        throw new IOException("no controller at " + ROOT);
    }

    /** The one of this kind among those that a service was launched within. */
    static Optional<Cgroup> among(List<Path> folders, Kind kind) throws IOException {
        for (Path folder : folders) {
            Cgroup group = named(kind, folder.getFileName().toString());
            if (group.folder().equals(folder)) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }

    void create() throws IOException {
        if (unified) {
            Files.writeString(ROOT.resolve("cgroup.subtree_control"), "+" + kind.controller());
        }
        Files.createDirectories(folder);
    }

    /** Its processes go to the group above. */
    void delete() throws IOException {
        Path procs = folder.resolve("cgroup.procs");
        if (!Files.exists(procs)) {
            return;
        }
        for (String pid : Files.readAllLines(procs)) {
            if (ProcessEntry.read(Long.parseLong(pid)).isPresent()) {
                move(pid);
            }
        }
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            throw new IOException(folder + " still holds processes", e);
        }
    }

    private void move(String pid) throws IOException {
        try {
            Files.writeString(folder.resolveSibling("cgroup.procs"), pid);
        } catch (IOException e) {
            if (ProcessEntry.read(Long.parseLong(pid)).isPresent()) {
                throw e;
            }
        }
    }

    Path limitFile() {
        return folder.resolve(
                switch (kind) {
                    case CPU -> unified ? "cpu.max" : "cpu.cfs_quota_us";
                    case MEMORY -> unified ? "memory.max" : "memory.limit_in_bytes";
                });
    }

    /** What is written into the limit's file for this share of a processor. */
    String quota(double processors) {
        long micros = Math.max(1_000, Math.round(processors * PERIOD_MICROS));
        return unified ? micros + " " + PERIOD_MICROS : Long.toString(micros);
    }

    String limit() throws IOException {
        return Files.readString(limitFile()).strip();
    }

    void limit(String value) throws IOException {
        Files.writeString(limitFile(), value);
    }

    /** How often the limit has been felt: periods throttled, or charges that failed. */
    OptionalLong timesFelt() {
        Path file = folder.resolve(
                switch (kind) {
                    case CPU -> "cpu.stat";
                    case MEMORY -> unified ? "memory.events" : "memory.failcnt";
                });
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher felt = FELT.matcher(line);
                if (felt.matches()) {
                    return OptionalLong.of(Long.parseLong(felt.group(1)));
                }
            }
            return OptionalLong.empty();
        } catch (IOException gone) {
            return OptionalLong.empty();
        }
    }

    OptionalLong usageBytes() {
        try {
            String file = unified ? "memory.current" : "memory.usage_in_bytes";
            return OptionalLong.of(
                    Long.parseLong(Files.readString(folder.resolve(file)).strip()));
        } catch (IOException gone) {
            return OptionalLong.empty();
        }
    }
}

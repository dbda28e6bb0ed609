package dev.wringer.adapters.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One line of the kernel's process table, {@code /proc/<pid>/stat} (proc(5)).
 *
 * @param state {@code R S D Z T ...}
 * @param group the process group
 * @param cpuTicks hundredths of a second of processor time: its own and that of the children it waited for, so that the
 *     sum over a family keeps what short-lived children used
 */
record ProcessEntry(ProcessId id, String name, char state, long parent, long group, long session, long cpuTicks) {
    private static final Path PROC = Path.of("/proc");
    private static final char ZOMBIE = 'Z';

    static Optional<ProcessEntry> read(long pid) {
        return parsed(PROC.resolve(Long.toString(pid)).resolve("stat"));
    }

    private static Optional<ProcessEntry> parsed(Path stat) {
        try {
            return Optional.of(parse(new String(Files.readAllBytes(stat), StandardCharsets.ISO_8859_1)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** All processes of the host, by pid. */
    static SortedMap<Long, ProcessEntry> table() {
        SortedMap<Long, ProcessEntry> table = new TreeMap<>();
        try (var folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path folder : folders) {
                read(Long.parseLong(folder.getFileName().toString())).ifPresent(entry -> table.put(entry.pid(), entry));
            }
        } catch (IOException | DirectoryIteratorException incomplete) {
            return table;
        }
        return table;
    }

    static ProcessEntry parse(String line) {
        int open = line.indexOf('(');
        // A name may hold blanks and brackets; what follows its last bracket does not.
        int close = line.lastIndexOf(')');
        List<String> fields = List.of(line.substring(close + 1).strip().split(" "));
        long cpuTicks = 0;
        for (int field = 14; field <= 17; field++) {
            cpuTicks += number(fields, field);
        }
        return new ProcessEntry(
                new ProcessId(Long.parseLong(line.substring(0, open).strip()), number(fields, 22)),
                line.substring(open + 1, close),
                fields.getFirst().charAt(0),
                number(fields, 4),
                number(fields, 5),
                number(fields, 6),
                cpuTicks);
    }

    long pid() {
        return id.pid();
    }

    boolean isZombie() {
        return state == ZOMBIE;
    }

    /** One letter per thread, as in {@code state}; none when it is gone. */
    static List<Character> threadStates(long pid) {
        List<Character> states = new ArrayList<>();
        try (var tasks =
                Files.newDirectoryStream(PROC.resolve(Long.toString(pid)).resolve("task"))) {
            for (Path task : tasks) {
                parsed(task.resolve("stat")).ifPresent(thread -> states.add(thread.state()));
            }
        } catch (IOException | DirectoryIteratorException gone) {
            return List.of();
        }
        return states;
    }

    /** Whether the process was given this variable when it was started; no, when we may not see. */
    boolean hasVariable(String assignment) {
        try {
            byte[] environment =
                    Files.readAllBytes(PROC.resolve(Long.toString(pid())).resolve("environ"));
            return List.of(new String(environment, StandardCharsets.UTF_8).split("\0"))
                    .contains(assignment);
        } catch (IOException hidden) {
            return false;
        }
    }

    /** What its file descriptors lead to; absent when we may not see, or it is gone. */
    Optional<List<String>> openFiles() {
        List<String> targets = new ArrayList<>();
        try (var descriptors =
                Files.newDirectoryStream(PROC.resolve(Long.toString(pid())).resolve("fd"))) {
            for (Path descriptor : descriptors) {
                targets.add(target(descriptor));
            }
            return Optional.of(targets);
        } catch (IOException | DirectoryIteratorException hidden) {
            return Optional.empty();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    @Override
    public String toString() {
        return "pid " + pid() + " (" + name + ")";
    }

    /** By the numbering of proc(5), where the state is field 3. */
    private static long number(List<String> fields, int field) {
        return Long.parseLong(fields.get(field - 3));
    }
}

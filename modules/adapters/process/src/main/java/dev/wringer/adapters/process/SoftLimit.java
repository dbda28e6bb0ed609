package dev.wringer.adapters.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The soft limit of a process on open files.
 *
 * @param value as {@code prlimit} takes it: a number, or {@code unlimited}
 */
record SoftLimit(ProcessId process, String value) {
    private static final Pattern LINE = Pattern.compile("Max open files +(\\S+)");
    private static final String UNLIMITED = "unlimited";

    /** As it is now; empty when the process is gone. */
    static Optional<SoftLimit> of(ProcessId process) {
        try {
            Path limits = Path.of("/proc", Long.toString(process.pid()), "limits");
            Matcher line = LINE.matcher(Files.readString(limits));
            return line.find() && Signals.isRunning(process)
                    ? Optional.of(new SoftLimit(process, line.group(1)))
                    : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    boolean isAbove(long files) {
        return value.equals(UNLIMITED) || Long.parseLong(value) > files;
    }

    /** Nothing happens when the process is gone. */
    void set() throws IOException {
        try {
            if (Signals.isRunning(process)) {
                Tool.run("prlimit", "--pid", Long.toString(process.pid()), "--nofile=" + value + ":");
            }
        } catch (IOException e) {
            if (Signals.isRunning(process)) {
                throw e;
            }
        }
    }
}

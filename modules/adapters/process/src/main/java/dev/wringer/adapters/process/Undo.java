package dev.wringer.adapters.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What undoes one act of a fault. Each can be done twice, and does nothing when what it is about is gone. */
sealed interface Undo {
    /** Lets a stopped process go on. */
    record Continue(long pid, long start) implements Undo {}

    record Kill(long pid, long start) implements Undo {}

    /** Writes into a file what it held before. */
    record RestoreFile(Path file, String old) implements Undo {}

    /** Deletes a file, or a folder that is empty. */
    record Unlink(Path file) implements Undo {}

    /** Moves its processes to the group above, then deletes it. */
    record RemoveCgroup(Path folder) implements Undo {}

    record Unmount(Path folder) implements Undo {}

    /** Kills what runs in it, then deletes it. */
    record DeleteNamespace(String name) implements Undo {}

    record DeleteLink(String name) implements Undo {}

    /** @param old as {@code prlimit} takes it: a number, or {@code unlimited} */
    record SoftFileLimit(long pid, long start, String old) implements Undo {}

    /** As {@code undo.sh} reads it: a word and its arguments, without a line end. */
    default String line() {
        return switch (this) {
            case Continue(long pid, long start) -> "continue " + pid + " " + start;
            case Kill(long pid, long start) -> "kill " + pid + " " + start;
            case RestoreFile(Path file, String old) -> "restore-file " + quoted(file.toString()) + " " + quoted(old);
            case Unlink(Path file) -> "unlink " + quoted(file.toString());
            case RemoveCgroup(Path folder) -> "remove-cgroup " + quoted(folder.toString());
            case Unmount(Path folder) -> "unmount " + quoted(folder.toString());
            case DeleteNamespace(String name) -> "delete-namespace " + quoted(name);
            case DeleteLink(String name) -> "delete-link " + quoted(name);
            case SoftFileLimit(long pid, long start, String old) ->
                "soft-file-limit " + pid + " " + start + " " + quoted(old);
        };
    }

    /** An equals sign, which keeps an empty text a word, and the text with all but harmless bytes as printf's {@code \0ooo}. */
    static String quoted(String text) {
        StringBuilder line = new StringBuilder("=");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean harmless = b > 0 && (Character.isLetterOrDigit(b) || "._/:@+-".indexOf(b) >= 0);
            if (harmless) {
                line.append((char) b);
            } else {
                line.append("\\0")
                        .append(Integer.toOctalString((b & 0xff) | 0x200).substring(1));
            }
        }
        return line.toString();
    }
}

package dev.wringer.adapters.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an earlier run left behind because it and its reaper were both killed. */
public final class Leftovers {
    private static final Pattern WRITER = Pattern.compile("(\\d{1,18})@(\\d{1,18})\\" + Ledger.SUFFIX);

    private Leftovers() {}

    /**
     * Undoes every ledger in the folder whose writer is gone; one that is still being written is left alone.
     *
     * @return what was undone, and which ledgers could not be undone wholly, in sentences
     * @throws IOException if the folder cannot be read or no shell can be started
     */
    public static List<String> undo(Path folder) throws IOException {
        List<String> said = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return said;
        }
        List<Path> ledgers;
        try (var files = Files.list(folder)) {
            ledgers = files.filter(Leftovers::isLeft).sorted().toList();
        }
        for (Path ledger : ledgers) {
            said.addAll(undoOne(ledger));
        }
        return said;
    }

    private static boolean isLeft(Path file) {
        Matcher writer = WRITER.matcher(file.getFileName().toString());
        return writer.matches()
                && !Signals.isRunning(new ProcessId(Long.parseLong(writer.group(1)), Long.parseLong(writer.group(2))));
    }

    private static List<String> undoOne(Path ledger) throws IOException {
        String script = Reaper.script("undo.sh") + "undo_ledger \"$1\"\n";
        Process undoing = new ProcessBuilder("sh", "-c", script, "wringer-undo", ledger.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        undoing.getOutputStream().close();
        List<String> said = new ArrayList<>(undoing.inputReader().lines().toList());
        try {
            if (undoing.waitFor() != 0) {
                said.add("not everything of " + ledger + " could be undone");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + ledger + " was undone", e);
        }
        return said;
    }
}

package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @TempDir
    private Path folder;

    @Test
    void whatADeadRunLeftIsUndoneWhateverItIsCalledAndSaid() throws Exception {
        Path hostile = Files.writeString(folder.resolve("-a $(touch x); `b`\n'c\" \\n* ü"), "x");
        Path file = Files.writeString(folder.resolve("limit"), "5");
        ledger(boot(), 1, new Undo.Unlink(hostile), new Undo.RestoreFile(file, "max 100%\n"));
        assertThat(Leftovers.undo(folder)).anyMatch(said -> said.startsWith("it's 1: "));
        assertThat(hostile).doesNotExist();
        assertThat(file).hasContent("max 100%");
        assertThat(folder).isDirectoryNotContaining("glob:**.ledger").isDirectoryNotContaining("glob:**/x");
    }

    @Test
    void anotherBootsLedgerIsDroppedAndNothingIsTouched() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        ledger("another", 1, new Undo.Unlink(file));
        assertThat(Leftovers.undo(folder)).isEmpty();
        assertThat(file).exists();
        assertThat(folder).isDirectoryNotContaining("glob:**.ledger");
    }

    @Test
    void aLineThatIsTornOrDoneOrAboutAnotherProcessIsIgnored() throws Exception {
        Path done = Files.writeString(folder.resolve("done"), "x");
        Path torn = Files.writeString(folder.resolve("torn"), "x");
        Path ledger = ledger(
                boot(),
                1,
                new Undo.Unlink(done),
                new Undo.Kill(ProcessHandle.current().pid(), 1));
        String more = "done 1\n9 =f " + new Undo.Unlink(torn).line();
        Files.writeString(ledger, Files.readString(ledger) + more);
        assertThat(Leftovers.undo(folder)).isEmpty();
        assertThat(done).exists();
        assertThat(torn).exists();
    }

    @Test
    void theLedgerOfARunThatGoesOnIsLeftAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        try (Ledger ledger = Ledger.open(folder)) {
            Ledger.Entry entry = ledger.record("fill-1", new Undo.Unlink(file));
            assertThat(Leftovers.undo(folder)).isEmpty();
            assertThat(file).exists();
            ledger.done(entry);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.ledger");
    }

    private Path ledger(String boot, long pid, Undo... undos) throws IOException {
        StringBuilder lines = new StringBuilder("boot " + boot + "\n");
        for (int i = 0; i < undos.length; i++) {
            lines.append(i + 1)
                    .append(" " + Undo.quoted("it's 1") + " ")
                    .append(undos[i].line())
                    .append('\n');
        }
        return Files.writeString(folder.resolve(pid + "@999999999999" + Ledger.SUFFIX), lines);
    }

    private static String boot() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }
}

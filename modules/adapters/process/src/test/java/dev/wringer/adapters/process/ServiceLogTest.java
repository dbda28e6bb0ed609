package dev.wringer.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceLogTest {
    private static final Pattern READY = Pattern.compile("ready$");

    @TempDir
    private Path folder;

    private Path file;
    private ServiceLog log;

    @BeforeEach
    void begin() throws IOException {
        file = folder.resolve("unit.log");
        print("ready\n");
        log = ServiceLog.from(file);
    }

    @Test
    void aLineIsFoundOnceItIsComplete() throws IOException {
        assertThat(log.contains(READY)).isFalse();
        print("not yet\nalmost rea");
        assertThat(log.contains(READY)).isFalse();
        print("dy");
        assertThat(log.contains(READY)).isFalse();
        print("\n");
        assertThat(log.contains(READY)).isTrue();
        print("more\n");
        assertThat(log.contains(READY)).isTrue();
        assertThat(log.contains(Pattern.compile("most"))).isTrue();
    }

    @Test
    void colorsAndControlsDoNotHideALine() throws IOException {
        print("\u001B[32mready\u001B[0m\r\n");
        assertThat(log.contains(READY)).isTrue();
        assertThat(log.lastLines()).containsExactly("ready");
    }

    @Test
    void aLongOutputIsReadToItsEnd() throws IOException {
        print("x".repeat(300_000));
        assertThat(log.contains(READY)).isFalse();
        print("\n" + "many lines\n".repeat(20_000) + "ready\n");
        assertThat(log.contains(READY)).isTrue();
    }

    @Test
    void onlyTheLastLinesAreKeptAndLongOnesAreCut() throws IOException {
        IntStream.range(0, 100).forEach(i -> printQuietly("line " + i + "\n"));
        assertThat(log.lastLines()).hasSize(20).startsWith("line 80").endsWith("line 99");
        print("y".repeat(10_000) + "\n");
        assertThat(log.lastLines().getLast()).hasSize(501).endsWith("…");
    }

    @Test
    void textThatIsNotTextDoesNoHarm() throws IOException {
        Files.write(file, new byte[] {(byte) 0xC3, (byte) 0x28, 0, '\n'}, StandardOpenOption.APPEND);
        assertThat(log.lastLines()).hasSize(1);
    }

    @Test
    void aFileThatIsNotThereHasNoLines() {
        ServiceLog nothing = ServiceLog.from(folder.resolve("absent.log"));
        assertThat(nothing.lastLines()).isEmpty();
        assertThat(nothing.contains(READY)).isFalse();
    }

    private void printQuietly(String text) {
        try {
            print(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void print(String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}

package dev.wringer.adapters.storage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that grows during a run. After its first problem it takes no more, and the run goes on. */
final class EvidenceFile {
    private final Path path;
    private final Problems problems;
    private OutputStream out = OutputStream.nullOutputStream();

    private EvidenceFile(Path path, Problems problems) {
        this.path = path;
        this.problems = problems;
    }

    /** Each append is one write to the system: either all of it is there after a kill, or nothing. */
    static EvidenceFile unbuffered(Path path, Problems problems) {
        EvidenceFile file = new EvidenceFile(path, problems);
        file.attempt(
                () -> file.out = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        return file;
    }

    static EvidenceFile buffered(Path path, Problems problems) {
        EvidenceFile file = unbuffered(path, problems);
        file.out = new BufferedOutputStream(file.out, 1 << 16);
        return file;
    }

    void append(String text) {
        attempt(() -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    void flush() {
        attempt(out::flush);
    }

    void close() {
        attempt(out::close);
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            problems.add(String.valueOf(path.getFileName()), RunFolder.reason(e));
            abandon();
        }
    }

    private void abandon() {
        try {
            out.close();
        } catch (IOException ignored) {
            // The reason that counts is already kept.
        }
        out = OutputStream.nullOutputStream();
    }

    private interface Step {
        void run() throws IOException;
    }
}
